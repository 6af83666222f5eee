#include <algorithm>
#include <map>

#include "report/safe_text.h"
#include "report/text_layout.h"
#include "report/wording.h"

namespace verify {
namespace {

constexpr std::size_t kMaxQuote = 400;  // bytes; the whole quote is in the JSON report
constexpr std::size_t kMaxLine = 2000;  // of one URL or sentence

std::string_view color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "1;32";
    case Verdict::not_met:
    case Verdict::missing:
      return "1;31";
    case Verdict::needs_review:
    case Verdict::blocked:
      return "1;33";
    case Verdict::attested:
      return "1;36";
    case Verdict::waived:
    case Verdict::not_applicable:
      return "1;90";
  }
  return {};
}

std::string_view color_of(Outcome outcome) {
  return outcome == Outcome::ready ? "1;32" : outcome == Outcome::not_ready ? "1;31" : "1;33";
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

class TextReport {
 public:
  TextReport(const Report& report, const TextStyle& style)
      : report_(report),
        evidence_(report),
        color_(style.color),
        layout_(std::clamp(style.width, 40, 200)) {}

  std::string render() && {
    head();
    for (const SectionPart& part : section_parts(report_)) section(part);
    foot();
    return std::move(layout_).take();
  }

 private:
  std::string_view style(std::string_view sgr) const { return color_ ? sgr : std::string_view(); }

  void head() {
    layout_.paragraph(upper(label(report_.outcome)), "", 0, style(color_of(report_.outcome)));
    layout_.paragraph(outcome_sentence(report_), "", 0);
    if (const std::string scope = scope_sentence(report_); !scope.empty())
      layout_.paragraph(scope, "", 0);
    layout_.blank();
    layout_.paragraph(safe_text(report_.partner, kMaxLine), "Partner    ", 11);
    layout_.paragraph(safe_text(report_.home_page, kMaxLine), "Home page  ", 11);
    layout_.paragraph(safe_text(report_.checklist_title, kMaxLine), "Checklist  ", 11);
    layout_.paragraph(to_string(report_.as_of), "As of      ", 11);
    for (const std::string& notice : report_.notices)
      layout_.paragraph(safe_text(notice, kMaxLine), "Note       ", 11);
  }

  // A section has a heading with its count. Checklist items that are settled take a line each: what
  // is open must not drown among them.
  void section(const SectionPart& part) {
    if (part.section != nullptr) {
      layout_.blank();
      layout_.paragraph(std::string(label(part.group)) + " – " +
                            safe_text(part.section->title, kMaxLine) + ": " + verdict_counts(part),
                        "== ", 3, style("1"));
    }
    bool in_list = false;
    for (const RequirementResult* result : part.results) {
      const bool brief = part.group == Group::checklist && !is_open(result->verdict);
      if (!brief) {
        requirement(*result);
      } else {
        if (!in_list) layout_.blank();
        settled(*result);
      }
      in_list = brief;
    }
  }

  // The id is what an application calls the item by; the number is what the checklist prints.
  static std::string headline(const RequirementResult& result) {
    std::string text = upper(label(result.verdict)) + "  " + safe_text(result.printed, 40) + "  " +
                       safe_text(result.title, kMaxLine);
    if (result.id != result.printed) text += "  [" + safe_text(result.id, 40) + "]";
    return text;
  }

  void settled(const RequirementResult& result) {
    std::string text = headline(result);
    if (!result.reasons.empty()) text += " – " + safe_text(result.reasons.front().text, kMaxLine);
    if (result.valid_until) text += " Valid until " + to_string(*result.valid_until) + ".";
    layout_.paragraph(text, "", 2, style(color_of(result.verdict)));
  }

  void requirement(const RequirementResult& result) {
    layout_.blank();
    layout_.paragraph(headline(result), "", 2, style(color_of(result.verdict)));
    reasons(result.reasons);
    if (!result.advice.empty())
      layout_.paragraph(safe_text(result.advice, kMaxLine), "  To do: ", 9);
    if (result.valid_until)
      layout_.paragraph("Valid until " + to_string(*result.valid_until) + ".", "  ", 2);
  }

  // Sixty blanks in a self-assessment are told in the other formats; here a few stand for them.
  void reasons(const std::vector<ReportReason>& all) {
    constexpr int kMostOfAKind = 6;
    std::map<std::string, int> kinds;
    for (const ReportReason& each : all)
      if (++kinds[each.code] <= kMostOfAKind) reason(each);
    for (const auto& [code, count] : kinds)
      if (count > kMostOfAKind)
        layout_.paragraph("… and " + std::to_string(count - kMostOfAKind) + " more of this kind (" +
                              code + "), in the JSON and HTML reports.",
                          "  ", 2);
  }

  void reason(const ReportReason& reason) {
    layout_.paragraph(safe_text(reason.text, kMaxLine), "  ", 2);
    path(reason);
    for (const std::string& id : reason.citations)
      if (const EvidenceItem* item = evidence_.find(id)) citation(*item);
  }

  void path(const ReportReason& reason) {
    if (reason.path.empty()) return;
    const ReportClick& first = reason.path.front();
    std::string text =
        starts_at_home(report_, first) ? "home page" : safe_text(first.from, kMaxLine);
    for (const ReportClick& click : reason.path)
      text += " → “" + safe_text(click.text, 200) + "” (" + region_words(click.region) + ")";
    layout_.paragraph(text, "    Path: ", 10);
    layout_.paragraph(safe_text(reason.path.back().to, kMaxLine), "          → ", 12, style("2"));
  }

  void citation(const EvidenceItem& item) {
    const std::string quote = safe_text(item.quote, kMaxQuote);
    if (!quote.empty()) layout_.paragraph("“" + quote + "”", "    │ ", 6);
    layout_.paragraph(safe_text(item.url, kMaxLine), "      ", 6, style("4"));
    const std::string where = citation_note(item);
    if (!where.empty()) layout_.paragraph("(" + where + ")", "      ", 7, style("2"));
  }

  void foot() {
    layout_.blank();
    const std::string counts = verdict_counts(report_.summary);
    layout_.paragraph(counts.empty() ? "no requirements" : counts, "Summary    ", 11);
    const CrawlSummary& crawl = report_.crawl;
    layout_.paragraph(counted(crawl.pages, "page", "pages") + ", " + human_bytes(crawl.bytes) +
                          ", " + human_seconds(crawl.seconds) +
                          "; ended: " + crawl_end(crawl.ended),
                      "Crawl      ", 11);
    for (const std::string& pattern : crawl.capped_patterns)
      layout_.paragraph("only some pages were fetched of " + safe_text(pattern, kMaxLine),
                        "           ", 11);
  }

  const Report& report_;
  EvidenceIndex evidence_;
  bool color_;
  TextLayout layout_;
};

}  // namespace

std::string render_text(const Report& report, const TextStyle& style) {
  return TextReport(report, style).render();
}

}  // namespace verify

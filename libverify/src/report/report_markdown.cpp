#include "report/markdown_parts.h"
#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

constexpr std::size_t kMaxQuote = 400;  // bytes; the whole quote is in the JSON report

class MarkdownReport {
 public:
  explicit MarkdownReport(const Report& report) : report_(report), evidence_(report) {}

  std::string render() && {
    head();
    counts();
    for (const SectionPart& part : section_parts(report_)) section(part);
    foot();
    return std::move(out_);
  }

 private:
  // A paragraph of markup of ours.
  void paragraph(const std::string& markdown) { out_ += markdown + "\n\n"; }

  void head() {
    paragraph("# " + markdown_text(report_.partner) + ": " + std::string(label(report_.outcome)));
    paragraph(markdown_text(outcome_sentence(report_)));
    if (const std::string scope = scope_sentence(report_); !scope.empty())
      paragraph(markdown_text(scope));
    for (const std::string& notice : report_.notices) paragraph("> " + markdown_text(notice));
    out_ += "- Checklist: " + markdown_text(report_.checklist_title) + "\n";
    out_ += "- Home page: " + markdown_link(report_.home_page) + "\n";
    out_ += "- As of: " + to_string(report_.as_of) + "\n\n";
  }

  void counts() {
    std::string names, lines, numbers;
    for (const Verdict verdict : kAllVerdicts) {
      names += "| " + std::string(label(verdict)) + " ";
      lines += "|--:";
      numbers += "| " + std::to_string(count_of(report_.summary, verdict)) + " ";
    }
    paragraph(names + "|\n" + lines + "|\n" + numbers + "|");
  }

  // What is open or decides is told in full; a checklist item that is settled takes one line.
  void section(const SectionPart& part) {
    if (part.section != nullptr) {
      paragraph("## " + std::string(label(part.group)) + " – " +
                markdown_text(part.section->title));
      paragraph(verdict_counts(part));
    }
    bool in_list = false;
    for (const RequirementResult* result : part.results) {
      const bool brief = part.group == Group::checklist && !is_open(result->verdict);
      if (in_list && !brief) out_ += "\n";
      if (brief)
        settled(*result);
      else
        requirement(*result);
      in_list = brief;
    }
    if (in_list) out_ += "\n";
  }

  std::string title(const RequirementResult& result) {
    return markdown_text(result.printed, 40) + " " + markdown_text(result.title);
  }

  void settled(const RequirementResult& result) {
    out_ += "- **" + std::string(label(result.verdict)) + "** " + title(result);
    if (!result.reasons.empty()) out_ += " – " + markdown_text(result.reasons.front().text);
    if (result.valid_until) out_ += " Valid until " + to_string(*result.valid_until) + ".";
    out_ += "\n";
  }

  void requirement(const RequirementResult& result) {
    paragraph("### " + std::string(label(result.verdict)) + ": " + title(result));
    for (const ReportReason& each : result.reasons) reason(each);
    if (!result.advice.empty()) paragraph("**To do:** " + markdown_text(result.advice));
    if (result.valid_until) paragraph("Valid until " + to_string(*result.valid_until) + ".");
  }

  void reason(const ReportReason& reason) {
    paragraph(markdown_text(reason.text) + " (" + markdown_text(reason.code, 200) + ")");
    if (!reason.path.empty()) path(reason.path);
    for (const std::string& id : reason.citations)
      if (const EvidenceItem* item = evidence_.find(id)) citation(*item);
  }

  void path(const std::vector<ReportClick>& clicks) {
    std::string text =
        starts_at_home(report_, clicks.front()) ? "home page" : markdown_link(clicks.front().from);
    for (const ReportClick& click : clicks)
      text += " → “" + markdown_text(click.text, 200) + "” (" +
              markdown_text(region_words(click.region)) + ")";
    paragraph("Path: " + text + " → " + markdown_link(clicks.back().to));
  }

  void citation(const EvidenceItem& item) {
    std::string text = "> ";
    if (!item.quote.empty()) text += "“" + markdown_text(item.quote, kMaxQuote) + "”\n>\n> ";
    text += markdown_link(item.url);
    if (const std::string note = citation_note(item); !note.empty())
      text += " (" + markdown_text(note) + ")";
    paragraph(text);
  }

  void foot() {
    const CrawlSummary& crawl = report_.crawl;
    paragraph("## The crawl");
    out_ += counted(crawl.pages, "page", "pages") + ", " + human_bytes(crawl.bytes) + ", " +
            human_seconds(crawl.seconds) + "; ended: " + markdown_text(crawl_end(crawl.ended)) +
            "\n";
    if (!crawl.capped_patterns.empty()) out_ += "\n";
    for (const std::string& pattern : crawl.capped_patterns)
      out_ += "- only some pages were fetched of " + markdown_text(pattern) + "\n";
  }

  const Report& report_;
  EvidenceIndex evidence_;
  std::string out_;
};

}  // namespace

std::string render_markdown(const Report& report) {
  return MarkdownReport(report).render();
}

}  // namespace verify

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "judge/advice.h"
#include "judge/ask.h"
#include "judge/item.h"
#include "judge/page_number.h"
#include "verify/declaration.h"
#include "verify/report.h"

namespace verify {
namespace {

// Gives every distinct thing that is cited one id, in the order of the report.
class EvidenceList {
 public:
  explicit EvidenceList(const Evidence& evidence) : evidence_(evidence) {}

  std::string id_of(const Citation& citation) {
    EvidenceItem item = describe(citation);
    const auto [known, fresh] = ids_.try_emplace({item.url, item.quote, item.place},
                                                 "e" + std::to_string(items.size() + 1));
    if (!fresh) return known->second;
    item.id = known->second;
    items.push_back(std::move(item));
    return known->second;
  }

  std::vector<EvidenceItem> items;

 private:
  EvidenceItem describe(const Citation& citation) const {
    EvidenceItem item{.quote = citation.quote, .place = citation.place};
    if (!citation.page) {
      item.url = "application.json#" + citation.pointer;
      item.final_url = item.url;
      item.status = "submitted";
      return item;
    }
    const Page& page = evidence_.pages()[*citation.page];
    if (page.is_file)
      if (const Document* file = evidence_.document(page))
        item.place = place_in_file(*file, citation);
    item.url = page.url.href();
    item.final_url = page.final_url.href();
    item.status = to_string(page.status);
    item.fetched_at = to_string(page.fetched_at);
    item.sha256 = page.sha256;
    return item;
  }

  const Evidence& evidence_;
  std::map<std::tuple<std::string, std::string, std::string>, std::string> ids_;
};

ReportReason report_reason(const Reason& reason, const Evidence& evidence, EvidenceList& list) {
  ReportReason out{reason.code, reason.text, {}, {}};
  for (const Citation& citation : reason.citations) {
    std::string id = list.id_of(citation);
    if (std::find(out.citations.begin(), out.citations.end(), id) == out.citations.end())
      out.citations.push_back(std::move(id));
  }
  for (const Click& click : reason.path)
    out.path.push_back({std::string(evidence.pages()[click.from].final_url.href()),
                        std::string(click.to.href()), click.text,
                        std::string(to_string(click.region))});
  return out;
}

std::optional<ReportAnswer> answer_to(const SelfAssessment& assessment, const Requirement& item) {
  auto answer = assessment.answer(item);
  if (!answer || (!answer->met && !answer->response && answer->evidence.empty()))
    return std::nullopt;
  return ReportAnswer{answer->met.value_or(""), answer->response.value_or(""),
                      std::move(answer->evidence)};
}

Outcome outcome_of(const std::map<Verdict, int>& summary) {
  if (summary.contains(Verdict::not_met) || summary.contains(Verdict::missing))
    return Outcome::not_ready;
  if (summary.contains(Verdict::needs_review) || summary.contains(Verdict::blocked))
    return Outcome::needs_review;
  return Outcome::ready;
}

// Each page once, in the order in which they are first wished for.
class WishList {
 public:
  void add(Wish wish) {
    const auto [place, fresh] = place_of_.try_emplace(page_key(wish.url), wishes.size());
    if (fresh) return wishes.push_back(std::move(wish));
    Wish& known = wishes[place->second];
    known.path = known.path || wish.path;
    known.clicks = std::max(known.clicks, wish.clicks);
    if (known.words.find(wish.words) == std::string::npos) known.words += " " + wish.words;
  }

  std::vector<Wish> wishes;

 private:
  std::unordered_map<std::string, std::size_t> place_of_;  // by page_key()
};

std::vector<Finding> findings_of(const Evidence& evidence, const Checklist& checklist,
                                 const Lexicons& lexicons, ReportDay& day) {
  PageReader reader(lexicons);
  const WaiverGate gate = waiver_gate(evidence, checklist, reader, day);
  std::vector<Finding> out;
  out.reserve(checklist.requirements.size());
  for (const Requirement& item : checklist.requirements)
    out.push_back(item.probe.empty()
                      ? Finding{}
                      : judge_item(evidence, params_of(item, checklist, reader, day, &gate)));
  for (std::size_t i = 0; i < out.size(); ++i)
    if (checklist.requirements[i].probe.empty())
      out[i] = roll_up(checklist, checklist.requirements[i], out);
  return out;
}

void add_notices(const Checklist& checklist, ReportDay& day, Report& report) {
  if (!checklist.note.empty()) report.notices.push_back(checklist.note);
  const auto outside = [&](const std::string& what, const Date& end) {
    report.notices.push_back("The checklist pack is " + what + " " + to_string(end) +
                             "; this report speaks for " + to_string(day.date()) + ".");
  };
  if (checklist.valid_from && !day.has_come(*checklist.valid_from))
    outside("valid from", *checklist.valid_from);
  if (checklist.valid_to && day.is_over(*checklist.valid_to))
    outside("valid until", *checklist.valid_to);
}

}  // namespace

Report judge(const Evidence& evidence, const Checklist& checklist, const Lexicons& lexicons,
             std::optional<Date> as_of) {
  ReportDay day(as_of.value_or(date_of(evidence.crawl().started_at)));
  return judge(evidence, checklist, lexicons, day);
}

Report judge(const Evidence& evidence, const Checklist& checklist, const Lexicons& lexicons,
             ReportDay& day) {
  const Application& application = evidence.application();
  Report report{.checklist = checklist.id,
                .checklist_title = checklist.title,
                .checklist_sha256 = checklist.sha256,
                .partner = application.partner.name.official,
                .home_page = std::string(application.partner.home_page.href()),
                .as_of = day.date(),
                .sections = checklist.sections,
                .crawl = evidence.crawl()};
  add_notices(checklist, day, report);
  EvidenceList list(evidence);
  const SelfAssessment assessment(evidence);
  const auto findings = findings_of(evidence, checklist, lexicons, day);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Requirement& item = checklist.requirements[i];
    const Finding& finding = findings[i];
    RequirementResult result{.id = item.id,
                             .printed = item.printed,
                             .title = item.title,
                             .section = item.section,
                             .group = item.group,
                             .verdict = finding.verdict};
    for (const Reason& reason : finding.reasons)
      result.reasons.push_back(report_reason(reason, evidence, list));
    result.advice = advice_for(checklist, item, finding);
    result.answer = answer_to(assessment, item);
    result.valid_until = finding.valid_until;
    ++report.summary[finding.verdict];
    ++report.groups[item.group][finding.verdict];
    report.requirements.push_back(std::move(result));
  }
  report.evidence = std::move(list.items);
  const auto prerequisites = report.groups.find(Group::prerequisite);
  report.outcome =
      outcome_of(prerequisites == report.groups.end() ? report.summary : prerequisites->second);
  return report;
}

std::vector<Wish> wishes(const Evidence& evidence, const Checklist& checklist,
                         const Lexicons& lexicons, Date as_of) {
  PageReader reader(lexicons);
  ReportDay day(as_of);
  WishList merged;
  for (const Requirement& item : checklist.requirements) {
    if (item.probe.empty()) continue;
    const Params params = params_of(item, checklist, reader, day);
    for (Wish& wish : ask_wishes(evidence, params)) merged.add(std::move(wish));
  }
  return std::move(merged.wishes);
}

}  // namespace verify

#include <algorithm>
#include <exception>

#include "verify/report.h"

namespace verify {
namespace {

// Gives every distinct thing that is cited one id, in the order of the report.
class EvidenceList {
 public:
  explicit EvidenceList(const Evidence& evidence) : evidence_(evidence) {}

  std::string id_of(const Citation& citation) {
    EvidenceItem item = describe(citation);
    for (const EvidenceItem& known : items)
      if (known.url == item.url && known.quote == item.quote && known.place == item.place)
        return known.id;
    item.id = "e" + std::to_string(items.size() + 1);
    items.push_back(std::move(item));
    return items.back().id;
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
    item.url = page.url.href();
    item.final_url = page.final_url.href();
    item.status = to_string(page.status);
    item.fetched_at = to_string(page.fetched_at);
    item.sha256 = page.sha256;
    return item;
  }

  const Evidence& evidence_;
};

// The fence around a probe: what breaks in it costs its own requirement only.
Finding ask(const Probe& probe, const Evidence& evidence, const Params& params) {
  std::string what;
  try {
    Finding finding = probe.evaluate(evidence, params);
    // The engine refuses a claim without a citation even from a probe that does not use the
    // helpers.
    if (finding.verdict == Verdict::met) {
      const auto valid_until = finding.valid_until;
      finding = finding_met(std::move(finding.reasons));
      if (finding.verdict == Verdict::met) finding.valid_until = valid_until;
    }
    if (!finding.reasons.empty()) return finding;
    what = "it gave no reason";
  } catch (const std::exception& error) {
    what = error.what();
  }
  return {Verdict::needs_review,
          {Reason{"probe-failed", "The check \"" + std::string(probe.id) + "\" broke (" + what +
                                      "); a person must look."}},
          std::nullopt};
}

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

std::string advice_for(const Requirement& requirement, const Finding& finding) {
  if (finding.verdict == Verdict::met || finding.verdict == Verdict::attested ||
      finding.verdict == Verdict::waived || finding.verdict == Verdict::not_applicable)
    return {};
  for (const std::string_view code :
       {std::string_view(finding.reasons.front().code), std::string_view()})
    if (const auto it = requirement.advice.find(std::string(code)); it != requirement.advice.end())
      return it->second;
  return {};
}

Outcome outcome_of(const std::map<Verdict, int>& summary) {
  if (summary.contains(Verdict::not_met) || summary.contains(Verdict::missing))
    return Outcome::not_ready;
  if (summary.contains(Verdict::needs_review) || summary.contains(Verdict::blocked))
    return Outcome::needs_review;
  return Outcome::ready;
}

bool merge(std::vector<Wish>& merged, const Wish& wish) {
  for (Wish& known : merged) {
    if (page_key(known.url) != page_key(wish.url)) continue;
    known.path = known.path || wish.path;
    known.clicks = std::max(known.clicks, wish.clicks);
    if (known.words.find(wish.words) == std::string::npos) known.words += " " + wish.words;
    return true;
  }
  return false;
}

}  // namespace

Report judge(const Evidence& evidence, const Checklist& checklist, const Lexicons& lexicons,
             std::optional<Date> as_of) {
  const Application& application = evidence.application();
  Report report{.checklist = checklist.id,
                .checklist_title = checklist.title,
                .checklist_sha256 = checklist.sha256,
                .partner = application.partner.name.official,
                .home_page = std::string(application.partner.home_page.href()),
                .as_of = as_of.value_or(date_of(evidence.crawl().started_at)),
                .crawl = evidence.crawl()};
  EvidenceList list(evidence);
  for (const Requirement& requirement : checklist.requirements) {
    const Params params{report.as_of, lexicons, requirement.params};
    const Finding finding = ask(*find_probe(requirement.probe), evidence, params);
    RequirementResult result{requirement.id, requirement.printed, requirement.title,
                             finding.verdict};
    for (const Reason& reason : finding.reasons)
      result.reasons.push_back(report_reason(reason, evidence, list));
    result.advice = advice_for(requirement, finding);
    result.valid_until = finding.valid_until;
    ++report.summary[finding.verdict];
    report.requirements.push_back(std::move(result));
  }
  report.evidence = std::move(list.items);
  report.outcome = outcome_of(report.summary);
  return report;
}

std::vector<Wish> wishes(const Evidence& evidence, const Checklist& checklist,
                         const Lexicons& lexicons, Date as_of) {
  std::vector<Wish> merged;
  for (const Requirement& requirement : checklist.requirements) {
    const Params params{as_of, lexicons, requirement.params};
    for (Wish& wish : find_probe(requirement.probe)->wants(evidence, params))
      if (!merge(merged, wish)) merged.push_back(std::move(wish));
  }
  return merged;
}

}  // namespace verify

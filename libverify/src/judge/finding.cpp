#include "verify/finding.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "judge/unread.h"

namespace verify {
namespace {

bool any_citation(const std::vector<Reason>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [](const Reason& each) { return !each.citations.empty(); });
}

// A claim without a citation is a bug of the probe; a person must look rather than the claim stand.
Finding claim(Verdict verdict, std::vector<Reason> reasons) {
  if (any_citation(reasons)) return {verdict, std::move(reasons), std::nullopt};
  reasons.insert(reasons.begin(),
                 Reason{"claim-without-citation",
                        "This could not be backed by a quote from a page, so a person must look."});
  return {Verdict::needs_review, std::move(reasons), std::nullopt};
}

// How decisive a verdict is when several parts make one item.
int weakness(Verdict verdict) {
  static constexpr std::array kOrder = {Verdict::not_met, Verdict::missing, Verdict::blocked,
                                        Verdict::needs_review};
  const auto it = std::find(kOrder.begin(), kOrder.end(), verdict);
  return static_cast<int>(it - kOrder.begin());
}

Date lapses(const Finding& finding) {
  return finding.valid_until.value_or(
      Date{std::chrono::year::max(), std::chrono::December, std::chrono::day{31}});
}

}  // namespace

Finding finding_met(std::vector<Reason> reasons) {
  return claim(Verdict::met, std::move(reasons));
}

Finding finding_contradicted(std::vector<Reason> reasons) {
  return claim(Verdict::not_met, std::move(reasons));
}

Finding finding_of(Verdict verdict, std::string code, std::string text,
                   std::vector<Citation> citations) {
  return {
      verdict, {Reason{std::move(code), std::move(text), std::move(citations), {}}}, std::nullopt};
}

const Document* readable(const Evidence& evidence, const Page* page) {
  const Document* document = page != nullptr ? evidence.document(*page) : nullptr;
  return document != nullptr && document->soft_answer == SoftAnswer::none ? document : nullptr;
}

Finding finding_unread(const Evidence& evidence, const Page* page, std::string_view what) {
  if (page == nullptr)
    return {Verdict::blocked,
            {Reason{"page-not-fetched", std::string(what) +
                                            " was not fetched: the crawl ended first (" +
                                            evidence.crawl().ended + ")."}},
            std::nullopt};
  Unread unread = unread_reason(evidence, *page);
  Reason reason{std::move(unread.code),
                std::string(what) + " could not be read: " + unread.because + ".",
                {cite(*page, "", "")}};
  if (const Document* document = page->ok() ? evidence.document(*page) : nullptr;
      document != nullptr)
    reason.citations = {cite(*page, document->title, "title")};
  return {unread.verdict, {std::move(reason)}, std::nullopt};
}

Finding combine(std::vector<Finding> findings) {
  Finding out{Verdict::met, {}, std::nullopt};
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return weakness(a.verdict) < weakness(b.verdict);
  });
  if (!findings.empty()) out.verdict = findings.front().verdict;
  for (Finding& each : findings) {
    std::move(each.reasons.begin(), each.reasons.end(), std::back_inserter(out.reasons));
    if (each.valid_until && each.verdict == out.verdict &&
        (!out.valid_until || *each.valid_until < *out.valid_until))
      out.valid_until = each.valid_until;
  }
  return out;
}

Finding combine_at_least(std::vector<Finding> findings, std::size_t needed) {
  const auto is_met = [](const Finding& each) { return each.verdict == Verdict::met; };
  const auto is_open = [](const Finding& each) {
    return each.verdict == Verdict::blocked || each.verdict == Verdict::needs_review;
  };
  const auto met_end = std::stable_partition(findings.begin(), findings.end(), is_met);
  const auto open_end = std::stable_partition(met_end, findings.end(), is_open);
  const auto met = static_cast<std::size_t>(met_end - findings.begin());
  const auto open = static_cast<std::size_t>(open_end - met_end);
  if (met >= needed) {
    // The verdict holds as long as enough parts do: it lapses with the needed-th longest-lived one.
    std::stable_sort(findings.begin(), met_end,
                     [](const Finding& a, const Finding& b) { return lapses(a) > lapses(b); });
    findings.resize(std::max<std::size_t>(needed, 1));
    return combine(std::move(findings));
  }
  if (met + open >= needed) {
    Finding out = combine({met_end, open_end});
    // A person can settle what is open as soon as one part of it can be looked at.
    if (std::any_of(met_end, open_end,
                    [](const Finding& each) { return each.verdict == Verdict::needs_review; }))
      out.verdict = Verdict::needs_review;
    Finding rest = combine({findings.begin(), met_end});
    std::move(rest.reasons.begin(), rest.reasons.end(), std::back_inserter(out.reasons));
    return out;
  }
  return combine(std::move(findings));
}

Citation cite(const Page& page, std::string quote, std::string place) {
  return {page.id, "", std::move(quote), std::move(place)};
}

Citation cite_application(std::string pointer, std::string quote) {
  return {std::nullopt, std::move(pointer), std::move(quote), "application"};
}

Citation quoting(Citation at, std::string quote) {
  at.quote = std::move(quote);
  return at;
}

}  // namespace verify

#include "verify/finding.h"

#include <algorithm>
#include <array>
#include <iterator>

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

struct Unread {
  Verdict verdict;
  std::string code;
  std::string because;
};

Unread of_http_error(const Page& page) {
  const std::string answer = "the server answered " + std::to_string(page.http_status);
  if (page.http_status == 404 || page.http_status == 410)
    return {Verdict::not_met, "page-not-found", answer + " (not found)"};
  if (page.http_status == 401 || page.http_status == 407)
    return {Verdict::blocked, "page-needs-login", answer + " (log-in required)"};
  if (page.http_status == 403) return {Verdict::blocked, "page-forbidden", answer + " (forbidden)"};
  if (page.http_status == 429)
    return {Verdict::blocked, "page-rate-limited", answer + " (too many requests)"};
  if (page.http_status == 451)
    return {Verdict::blocked, "page-legally-withheld", answer + " (withheld for legal reasons)"};
  if (page.http_status >= 500)
    return {Verdict::blocked, "page-server-error", answer + " (an error of the server)"};
  return {Verdict::blocked, "page-http-error", answer};
}

Unread of_soft_answer(const Document& document) {
  switch (document.soft_answer) {
    case SoftAnswer::not_found:
      return {Verdict::not_met, "page-soft-not-found",
              "the page says that there is nothing under this address"};
    case SoftAnswer::parked:
      return {Verdict::not_met, "page-parked", "the domain is parked"};
    case SoftAnswer::login_wall:
      return {Verdict::blocked, "page-needs-login", "the page asks to log in"};
    case SoftAnswer::consent_wall:
      return {Verdict::blocked, "page-consent-wall", "the page asks for consent first"};
    case SoftAnswer::bot_wall:
      return {Verdict::blocked, "page-bot-wall", "the page is a challenge for robots"};
    case SoftAnswer::script_shell:
      return {Verdict::blocked, "page-script-only",
              "the page has no content until its scripts have run"};
    case SoftAnswer::empty:
      return {Verdict::blocked, "page-empty", "the page has no text"};
    case SoftAnswer::none:
      break;
  }
  return {Verdict::needs_review, "page-unclear", "the page could not be judged"};
}

Unread of_page(const Evidence& evidence, const Page& page) {
  switch (page.status) {
    case FetchStatus::http_error:
      return of_http_error(page);
    case FetchStatus::redirect_loop:
      return {Verdict::blocked, "page-redirect-loop", "its redirects lead nowhere"};
    case FetchStatus::unreachable:
      return {Verdict::blocked, "page-unreachable", "the server could not be reached"};
    case FetchStatus::timed_out:
      return {Verdict::blocked, "page-timed-out", "the server did not answer in time"};
    case FetchStatus::tls_error:
      return {Verdict::blocked, "page-tls-error", "the secure connection could not be trusted"};
    case FetchStatus::too_large:
      return {Verdict::blocked, "page-too-large", "the answer is larger than what is read"};
    case FetchStatus::unsupported_type:
      return {Verdict::needs_review, "page-unsupported-type",
              "it is not a web page (" + page.content_type + ")"};
    case FetchStatus::refused_by_robots:
      return {Verdict::blocked, "page-refused-by-robots",
              "the site's robots.txt does not allow it to be read"};
    case FetchStatus::refused_by_policy:
      return {Verdict::blocked, "page-refused-by-policy",
              "the address is not one that may be connected to"};
    case FetchStatus::bot_wall:
      return {Verdict::blocked, "page-bot-wall", "the server answered with a challenge for robots"};
    case FetchStatus::ok:
      break;
  }
  const Document* document = evidence.document(page);
  if (document == nullptr)
    return {Verdict::needs_review, "page-unsupported-type",
            "it is not a web page (" + page.content_type + ")"};
  return of_soft_answer(*document);
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
  Unread unread = of_page(evidence, *page);
  std::string text = std::string(what) + " could not be read: " + unread.because;
  if (!page->detail.empty() && page->status != FetchStatus::http_error)
    text += " – " + page->detail;
  Reason reason{std::move(unread.code), text + ".", {cite(*page, "", "")}};
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

}  // namespace verify

// The way of a crawl in short, taken from its evidence.
#include "crawl/crawl_trace.h"

#include <algorithm>

#include "base/text.h"
#include "crawl/earlier_crawl.h"
#include "crawl/replay.h"
#include "evidence/earlier_answer.h"
#include "evidence/evidence_impl.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

using Kind = CrawlTrace::Kind;
using Step = CrawlTrace::Step;

Kind kind_of(PageRole role) {
  switch (role) {
    case PageRole::page:
      return Kind::page;
    case PageRole::robots:
      return Kind::robots;
    case PageRole::sitemap:
      return Kind::sitemap;
    case PageRole::made_up:
      return Kind::made_up;
  }
  return Kind::page;
}

// What a busy machine could not read, it may read the next time.
bool is_lasting(const FileText& text) {
  return text.state != FileState::unavailable && text.state != FileState::over_limits;
}

// An answer that says the same until something is changed: trouble heals by itself.
bool is_lasting(const Page& page, PageRole role) {
  switch (page.status) {
    case FetchStatus::ok:
    case FetchStatus::unsupported_type:
    case FetchStatus::refused_by_robots:
      return true;
    case FetchStatus::unreadable_file:
      return page.fault != FetchFault::file_over_limits &&
             page.fault != FetchFault::file_reader_failed;
    case FetchStatus::http_error: {
      const int status = page.http_status;
      if (status == 404 || status == 410) return true;
      const bool page_itself = role == PageRole::page || role == PageRole::sitemap;
      return !page_itself && status >= 400 && status < 500 && status != 429;
    }
    default:
      return false;
  }
}

// A page that leads on by itself says so in its text, which is not read here.
bool redirects_by_status(const Page& page) {
  return std::all_of(page.hops.begin(), page.hops.end() - 1, [](const Page::Hop& hop) {
    return hop.http_status >= 300 && hop.http_status < 400 && hop.http_status != 304;
  });
}

bool is_text(const Step& step) {
  return std::ranges::all_of(
      std::initializer_list<std::string_view>{step.content_type, step.content_encoding, step.etag,
                                              step.last_modified},
      [](std::string_view text) { return is_valid_utf8(text); });
}

std::optional<Step> step_of(const Evidence& evidence, const Page& page, PageRole role,
                            Instant& oldest) {
  if (!is_lasting(page, role) || !redirects_by_status(page)) return std::nullopt;
  // Where it leads hangs on the address, which is another each time.
  if (role == PageRole::made_up && page.hops.size() > 1) return std::nullopt;
  Step out{.kind = kind_of(role),
           .hops = {},
           .status = page.status,
           .fault = page.fault,
           .content_type = page.content_type,
           .content_encoding = {},
           .sha256 = page.sha256,
           .etag = {},
           .last_modified = {}};
  for (const Page::Hop& hop : page.hops) out.hops.push_back({hop.url, hop.http_status});
  // The last hop of a page that had not changed is a 304.
  out.hops.back().http_status = page.http_status;
  if (page.status == FetchStatus::refused_by_robots) {
    out.hops.back().http_status = 0;
    return out;
  }
  oldest = std::min(oldest, page.fetched_at);
  const auto answer = earlier_answer(evidence, page);
  if (!answer) return std::nullopt;
  oldest = std::min(oldest, answer->sent_at);
  out.content_encoding = answer->content_encoding;
  if (may_be_tagged(out)) {
    out.etag = answer->etag;
    out.last_modified = answer->last_modified;
  }
  return is_text(out) ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

bool may_be_tagged(const Step& step) {
  return (step.kind == Kind::page || step.kind == Kind::sitemap) &&
         step.status == FetchStatus::ok && step.hops.back().http_status == 200;
}

std::optional<CrawlTrace> trace_of(const Evidence& evidence) {
  if (!Replay::is_possible(evidence, evidence.crawl().basis)) return std::nullopt;
  for (const std::string& path : evidence.application().files())
    if (const FileText* text = evidence.file_text(path); text != nullptr && !is_lasting(*text))
      return std::nullopt;
  CrawlTrace out{
      .basis = evidence.crawl().basis, .oldest = evidence.crawl().started_at, .steps = {}};
  for (const PageRole role :
       {PageRole::robots, PageRole::page, PageRole::sitemap, PageRole::made_up})
    for (const Page& page : evidence.impl().auxiliary(role)) {
      auto step = step_of(evidence, page, role, out.oldest);
      if (!step) return std::nullopt;
      if (step->hops.front().http_status != 0) out.steps.push_back(*std::move(step));
    }
  if (out.steps.empty()) return std::nullopt;
  return out;
}

bool is_believed(const CrawlTrace& trace, Instant now) {
  return now - trace.oldest <= EarlierCrawl::kLongestBelieved;
}

}  // namespace verify

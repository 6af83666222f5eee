// The way of a crawl in short: taken from its evidence, written and read.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "crawl/earlier_crawl.h"
#include "crawl/replay.h"
#include "evidence/earlier_answer.h"
#include "evidence/evidence_impl.h"
#include "verify/file_reader.h"
#include "verify/recheck.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;
using Kind = CrawlTrace::Kind;
using Step = CrawlTrace::Step;

constexpr std::string_view kSchema = "libverify-trace/1";
constexpr std::string_view kKinds[] = {"page", "robots", "sitemap", "made_up"};

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

bool may_be_tagged(const Step& step) {
  return (step.kind == Kind::page || step.kind == Kind::sitemap) &&
         step.status == FetchStatus::ok && step.hops.back().http_status == 200;
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

Json json_of(const Step& step) {
  Json hops = Json::array();
  for (const CrawlTrace::Hop& hop : step.hops)
    hops.push_back(Json::array({hop.url.href(), hop.http_status}));
  Json out = {{"kind", kKinds[static_cast<std::size_t>(step.kind)]}, {"hops", std::move(hops)}};
  if (step.status != FetchStatus::ok) out["status"] = to_string(step.status);
  if (step.fault != FetchFault::none) out["fault"] = to_string(step.fault);
  const std::pair<const char*, const std::string*> texts[] = {{"type", &step.content_type},
                                                              {"encoding", &step.content_encoding},
                                                              {"sha256", &step.sha256},
                                                              {"etag", &step.etag},
                                                              {"modified", &step.last_modified}};
  for (const auto& [name, text] : texts)
    if (!text->empty()) out[name] = *text;
  return out;
}

// An absent member is an empty text. False for one that is no text.
bool read_text(const Json& object, const char* name, std::string& out) {
  const auto found = object.find(name);
  if (found == object.end()) return true;
  if (!found->is_string()) return false;
  out = found->get_ref<const std::string&>();
  return true;
}

std::optional<CrawlTrace::Hop> read_hop(const Json& value) {
  if (!value.is_array() || value.size() != 2 || !value[0].is_string() ||
      !value[1].is_number_unsigned() || value[1] > 999u)
    return std::nullopt;
  auto url = Url::parse(value[0].get_ref<const std::string&>());
  if (!url) return std::nullopt;
  return CrawlTrace::Hop{*std::move(url), value[1].get<int>()};
}

// Only the last of several was not asked for.
bool has_order(const std::vector<CrawlTrace::Hop>& hops) {
  const auto skipped =
      std::ranges::find(hops, 0, [](const CrawlTrace::Hop& hop) { return hop.http_status; });
  return skipped == hops.end() || (skipped + 1 == hops.end() && hops.size() > 1);
}

std::optional<Step> read_step(const Json& value) {
  if (!value.is_object()) return std::nullopt;
  Step out;
  std::string kind, status, fault;
  const bool texts = read_text(value, "kind", kind) && read_text(value, "status", status) &&
                     read_text(value, "fault", fault) &&
                     read_text(value, "type", out.content_type) &&
                     read_text(value, "encoding", out.content_encoding) &&
                     read_text(value, "sha256", out.sha256) && read_text(value, "etag", out.etag) &&
                     read_text(value, "modified", out.last_modified);
  const auto known = std::ranges::find(kKinds, kind);
  const auto hops = value.find("hops");
  if (!texts || known == std::end(kKinds) || hops == value.end() || !hops->is_array() ||
      hops->empty())
    return std::nullopt;
  out.kind = static_cast<Kind>(known - std::begin(kKinds));
  if (!status.empty() && !parse_fetch_status(status, out.status)) return std::nullopt;
  if (!fault.empty() && !parse_fetch_fault(fault, out.fault)) return std::nullopt;
  for (const Json& each : *hops) {
    auto hop = read_hop(each);
    if (!hop) return std::nullopt;
    out.hops.push_back(*std::move(hop));
  }
  const bool tagged = !out.etag.empty() || !out.last_modified.empty();
  return has_order(out.hops) && (!tagged || may_be_tagged(out)) ? std::optional(std::move(out))
                                                                : std::nullopt;
}

}  // namespace

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

std::string write_trace(const CrawlTrace& trace) {
  Json steps = Json::array();
  for (const Step& step : trace.steps) steps.push_back(json_of(step));
  return Json{{"schema", kSchema},
              {"basis", trace.basis},
              {"oldest", to_string(trace.oldest)},
              {"steps", std::move(steps)}}
      .dump();
}

std::optional<CrawlTrace> read_trace(std::string_view json) {
  const Json value = Json::parse(json, nullptr, false);
  std::string schema, oldest;
  CrawlTrace out;
  if (!value.is_object() || !read_text(value, "schema", schema) || schema != kSchema ||
      !read_text(value, "basis", out.basis) || !read_text(value, "oldest", oldest))
    return std::nullopt;
  const auto at = parse_instant(oldest);
  const auto steps = value.find("steps");
  if (!at || steps == value.end() || !steps->is_array() || steps->empty()) return std::nullopt;
  out.oldest = *at;
  for (const Json& each : *steps) {
    auto step = read_step(each);
    if (!step) return std::nullopt;
    out.steps.push_back(*std::move(step));
  }
  return out;
}

bool is_believed(const CrawlTrace& trace, Instant now) {
  return now - trace.oldest <= EarlierCrawl::kLongestBelieved;
}

}  // namespace verify

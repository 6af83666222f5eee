// How a crawl takes an answer: redirects, further tries, files, and what is kept of it.
#include <algorithm>
#include <ranges>

#include "crawl/answer.h"
#include "crawl/crawl_run.h"
#include "crawl/manners.h"
#include "crawl/retry.h"
#include "evidence/click_path.h"
#include "evidence/made_up.h"
#include "page/page_html.h"
#include "verify/content.h"
#include "verify/page_scan.h"

namespace verify {
namespace {

constexpr int kMaxRobotsRedirects = 5;  // RFC 9309 section 2.3.1.2
constexpr std::size_t kMaxFiles = 50;   // that are read though nobody has wished for them

bool is_for_reading(PageRole role) {
  return role == PageRole::page || role == PageRole::made_up;
}

}  // namespace

void CrawlRun::on_exchange(const Exchange& exchange, Duration now) {
  const auto it = running_.find(exchange.id);
  if (it == running_.end()) return;
  Task task = std::move(it->second);
  running_.erase(it);
  gate_.leave(task.url.hostname(), now, rest_after(exchange, manners(task.url)));
  summary_.bytes += exchange.body.size();
  if (error_) return;

  auto ref = record(task, exchange);
  if (!ref) return fail(std::move(ref.error()));
  task.refs.push_back(std::move(*ref));
  task.spent += exchange.elapsed;
  if (ask_again(task, exchange)) return;
  task.hops.push_back({exchange.url, exchange.http_status, exchange.started_at});
  if (task.not_modified) return keep_earlier(std::move(task));
  on_page_hop(std::move(task), exchange, now);
}

// A 304 to our condition is evidence of the earlier answer, where it is believed.
Result<ExchangeRef> CrawlRun::record(Task& task, const Exchange& exchange) {
  task.not_modified = task.earlier != nullptr && exchange.http_status == 304 &&
                      judge_answer(exchange).status == FetchStatus::http_error &&
                      confirms(exchange, task.earlier->etag, task.earlier->last_modified);
  return task.not_modified ? recorder_->add_not_modified(exchange, *task.earlier)
                           : recorder_->add_exchange(exchange);
}

// True where the condition was not understood, or its answer is not to be believed: the request is
// made once more, without it.
bool CrawlRun::ask_again(Task& task, const Exchange& exchange) {
  const int status = exchange.http_status;
  const bool wrong = status == 304 || status == 400 || status == 412;
  if (task.earlier == nullptr || task.not_modified || !wrong || time_left(task) < kLeastTime ||
      !summary_.ended.empty())
    return false;
  task.unconditional = true;
  ready_.push_front(std::move(task));
  return true;
}

// The page is what it was: of what is new there is only the moment.
void CrawlRun::keep_earlier(Task task) {
  const Page& before = *task.earlier->page;
  task.bytes = before.bytes;
  if (before.is_file) ++files_read_;
  if (!before.is_html || task.role != PageRole::page || replay_ != nullptr)
    return finish_task(std::move(task),
                       {FetchStatus::ok, FetchFault::none, before.detail, false, before.is_file},
                       nullptr);
  const PageScan scan =
      scan_page(page_html(earlier_->evidence().body(before), before.content_type));
  finish_task(std::move(task), {FetchStatus::ok, FetchFault::none, before.detail}, nullptr, &scan);
}

void CrawlRun::on_page_hop(Task task, const Exchange& exchange, Duration now) {
  if (const auto redirect = redirect_of(exchange))
    return follow(std::move(task), *redirect, exchange);
  PageAnswer answer = judge_answer(exchange);
  if (retry(task, exchange, answer, now)) return;
  // The last hop was given what the others had left.
  if (answer.status == FetchStatus::timed_out && task.hops.size() > 1 &&
      time_left(task) < kLeastTime)
    answer =
        PageAnswer::of(FetchFault::total_time, "the time for one page was used up by redirects");
  // A robots.txt and a sitemap are no pages: any answer that arrived is read.
  if (!is_for_reading(task.role) && answer.status == FetchStatus::unsupported_type) answer = {};
  task.bytes = exchange.body.size();
  if (is_for_reading(task.role) && (answer.is_html || answer.is_file))
    return read_page(std::move(task), exchange, answer.is_file);
  finish_task(std::move(task), answer, &exchange);
}

// The same bytes under the same headers are read as they were, and need not be where nothing is
// looked for in them. True when the task is done.
bool CrawlRun::keep_identical(Task& task, const Exchange& exchange) {
  if (replay_ == nullptr || task.role != PageRole::page) return false;
  const Page* before = earlier_->page_at(exchange.url);
  if (before == nullptr || task.refs.back().sha256 != before->sha256 ||
      exchange.header("content-type") != before->content_type)
    return false;
  const auto answer = earlier_answer(earlier_->evidence(), *before);
  if (!answer || answer->content_encoding != exchange.header("content-encoding")) return false;
  if (before->is_file) {
    ++files_read_;
    if (auto added = recorder_->take_over_text(task.refs.back(), *answer); !added) {
      fail(std::move(added.error()));
      return true;
    }
  }
  PageAnswer kept{FetchStatus::ok, FetchFault::none, before->detail, before->is_html,
                  before->is_file};
  finish_task(std::move(task), kept, &exchange);
  return true;
}

void CrawlRun::read_page(Task task, const Exchange& exchange, bool is_file) {
  if (keep_identical(task, exchange)) return;
  DecodedBody body = decode_content(exchange.header("content-encoding"), exchange.body,
                                    job_.options.max_page_bytes);
  if (body.state == DecodedBody::State::too_large)
    return finish_task(
        std::move(task),
        PageAnswer::of(FetchFault::body_too_large, "larger than the limit once decompressed"),
        &exchange);
  if (body.state != DecodedBody::State::complete)
    return finish_task(
        std::move(task),
        PageAnswer::of(FetchFault::damaged, "the compressed answer is damaged or cut short"),
        &exchange);
  if (is_file || file_kind(body.bytes, false))
    return put_to_reading(std::move(task), exchange, std::move(body.bytes), is_file);
  if (const std::string_view kind = binary_kind(body.bytes); !kind.empty())
    return finish_task(std::move(task),
                       {FetchStatus::unsupported_type, FetchFault::none,
                        std::string(kind) + " that is sent as a page"},
                       &exchange);
  const PageScan scan =
      scan_page(page_html(std::move(body.bytes), exchange.header("content-type")));
  if (const auto redirect = client_redirect(scan, exchange.url))
    return follow(std::move(task), *redirect, exchange);
  finish_task(std::move(task), {}, &exchange, &scan);
}

// Of the files nobody has wished for some are read, so that later rules find them in the evidence.
bool CrawlRun::may_read_file(const Task& task) const {
  return reads_files_ && (files_read_ < kMaxFiles || is_wished(task.asked));
}

void CrawlRun::put_to_reading(Task task, const Exchange& exchange, std::string bytes,
                              bool declared) {
  if (!may_read_file(task))
    return finish_task(std::move(task),
                       {FetchStatus::unsupported_type, FetchFault::none, "a file that is not read"},
                       &exchange);
  const auto kind = file_kind(bytes, declared);
  if (!kind)
    return finish_task(std::move(task),
                       PageAnswer::of(FetchFault::file_damaged, "it does not begin as a PDF does"),
                       &exchange);
  ++files_read_;
  const std::uint64_t id = next_id_++;
  Exchange last = exchange;
  last.body.clear();
  reading_.emplace(id, Reading{std::move(task), std::move(last)});
  files_.push_back({id, *kind, std::move(bytes)});
}

std::optional<FileJob> CrawlRun::next_file() {
  if (files_.empty()) return std::nullopt;
  FileJob job = std::move(files_.front());
  files_.pop_front();
  return job;
}

void CrawlRun::on_file(const FileAnswer& answer) {
  if (const auto path = submitted_.extract(answer.id); !path.empty()) {
    if (auto added = recorder_->add_submitted_text(path.mapped(), answer.text); !added)
      fail(std::move(added.error()));
    return;
  }
  auto entry = reading_.extract(answer.id);
  if (entry.empty()) return;
  auto& [task, last] = entry.mapped();
  const FileText& text = answer.text;
  if (text.state != FileState::read)
    return finish_task(std::move(task), PageAnswer::of(fault_of(text.state), text.detail), &last);
  if (auto added = recorder_->add_text(task.refs.back(), task.url, text); !added)
    return fail(std::move(added.error()));
  finish_task(std::move(task), {FetchStatus::ok, FetchFault::none, text.detail, false, true},
              &last);
}

void CrawlRun::follow(Task task, const Redirect& redirect, const Exchange& exchange) {
  if (!redirect.target)
    return finish_task(std::move(task), PageAnswer::of(redirect.fault, redirect.detail), &exchange);
  const std::size_t limit = task.role == PageRole::robots
                                ? kMaxRobotsRedirects
                                : static_cast<std::size_t>(job_.options.max_redirects);
  const Url target = redirect.target->without_fragment();
  const bool again = std::any_of(task.hops.begin(), task.hops.end(),
                                 [&](const Page::Hop& hop) { return hop.url == target; });
  if (again)
    return finish_task(
        std::move(task),
        PageAnswer::of(FetchFault::redirect_circle,
                       "redirects in a circle, back to " + std::string(target.href())),
        &exchange);
  if (task.hops.size() > limit)
    return finish_task(std::move(task),
                       PageAnswer::of(FetchFault::too_many_redirects,
                                      "more than " + std::to_string(limit) + " redirects"),
                       &exchange);
  if (time_left(task) < kLeastTime)
    return finish_task(
        std::move(task),
        PageAnswer::of(FetchFault::total_time, "the time for one page was used up by redirects"),
        &exchange);
  task.url = target;
  task.admitted = false;
  task.unconditional = false;
  task.retries = 0;
  ready_.push_front(std::move(task));
}

Duration CrawlRun::time_left(const Task& task) const {
  const Duration all = std::chrono::seconds(job_.options.max_page_seconds);
  return (task.role == PageRole::made_up ? std::min(all, kMadeUpTime) : all) - task.spent;
}

// True when the request will be made again a little later.
bool CrawlRun::retry(Task& task, const Exchange& exchange, PageAnswer& answer, Duration now) {
  if (task.role == PageRole::made_up) return false;  // it is not worth another request
  const RetryPlan plan = plan_retry(exchange, task.retries);
  if (plan.kind == RetryPlan::Kind::later && answer.status == FetchStatus::http_error)
    answer = PageAnswer::of(
        FetchFault::retry_later,
        "the server asks to be left alone for " +
            std::to_string(std::chrono::ceil<std::chrono::seconds>(plan.wait).count()) +
            " seconds");
  if (plan.kind != RetryPlan::Kind::again || time_left(task) < kLeastTime ||
      !summary_.ended.empty())
    return false;
  task.unconditional = true;
  task.not_before = now + plan.wait;
  ++task.retries;
  task.hops.pop_back();
  ready_.push_back(std::move(task));
  return true;
}

void CrawlRun::finish_task(Task task, const PageAnswer& answer, const Exchange* last,
                           const PageScan* scan) {
  if (task.hops.empty()) task.hops.push_back({task.url, 0, clock_.now()});
  Page page{.url = task.asked,
            .final_url = task.url,
            .hops = task.hops,
            .status = answer.status,
            .fault = answer.fault,
            .detail = answer.detail,
            .fetched_at = task.hops.back().fetched_at,
            .bytes = task.bytes,
            .is_html = scan != nullptr ||
                       (replay_ != nullptr && task.role == PageRole::page && answer.is_html),
            .is_file = answer.is_file,
            .not_modified = task.not_modified};
  if (task.not_modified) {
    const Page& before = *task.earlier->page;
    page.http_status = before.http_status;
    page.content_type = before.content_type;
    page.sha256 = before.sha256;
    page.is_html = before.is_html;
  } else if (last != nullptr) {
    page.http_status = last->http_status;
    page.content_type = last->header("content-type");
    page.sha256 = task.refs.back().sha256;
  }
  auto id = recorder_->add_page(std::move(page), task.refs, task.role);
  if (!id) return fail(std::move(id.error()));
  if (task.role == PageRole::robots) finish_robots(task, answer, last);
  if (task.role == PageRole::page && (last != nullptr || task.not_modified)) ++summary_.pages;
  if (replay_ != nullptr) {
    if (!goes_as_before(recorder_->evidence().impl().page(*id), task.role)) leave_replay();
  } else if (task.role == PageRole::page) {
    finish_page(*id, scan);
  }
}

bool CrawlRun::goes_as_before(const Page& page, PageRole role) {
  if (job_.on_progress && role == PageRole::page)
    job_.on_progress({summary_.pages, ready_.size(), page.final_url.href()});
  const Page* before = replay_->counterpart(page, role);
  return before != nullptr && Replay::is_same(page, *before, role);
}

// Something differs: what was not looked into so far is, and the crawl goes on by itself.
void CrawlRun::leave_replay() {
  replay_.reset();
  const Evidence& evidence = recorder_->evidence();
  for (const Page& page : evidence.pages()) {
    if (&page != evidence.home()) frontier_.caps().admit(page.url);  // as if it had been found
    std::optional<PageScan> scan;
    if (page.ok() && page.is_html)
      scan = scan_page(page_html(evidence.body(page), page.content_type));
    take_in(page, scan ? &*scan : nullptr);
  }
  refresh_wishes();
  extend_frontier();
  enqueue_page(job_.application.partner.home_page);
}

// All pages are what they were. What was asked for beside them comes last: sitemaps, and addresses
// made up for this crawl.
void CrawlRun::plan_end_of_replay() {
  if (sitemaps_requested_) {
    summary_.same_as = replay_->crawl().started_at;
    return stop(replay_->crawl().ended);
  }
  sitemaps_requested_ = true;
  for (const Page& before : replay_->of(PageRole::sitemap))
    ready_.push_back({PageRole::sitemap, before.url, before.url});
  for (const Page& before : replay_->of(PageRole::made_up))
    if (!request_made_up_like(before.url)) return leave_replay();
}

// An address made up beside a page beside which `before` was; false where there is none any more.
bool CrawlRun::request_made_up_like(const Url& before) {
  const auto key = made_up_key(before);
  for (const Page& page : recorder_->evidence().pages())
    if (made_up_key(page.url) == key && request_made_up(page.url)) return true;
  return false;
}

void CrawlRun::finish_robots(const Task& task, const PageAnswer& answer, const Exchange* last) {
  rules_.learn(task.asked, answer, last, product_token(job_.options.user_agent));
  gate_.rest(task.asked.hostname(), clock_.monotonic(),
             rest_after_rules(task.asked, rules_, job_.options));
  auto waiting = waiting_for_rules_.extract(task.asked.origin());
  if (waiting.empty()) return;
  for (Task& task_waiting : std::views::reverse(waiting.mapped()))
    ready_.push_front(std::move(task_waiting));
}

void CrawlRun::take_in(const Page& page, const PageScan* scan) {
  add_to_graph(recorder_->evidence(), page, scan);
  if (scan != nullptr) frontier_.caps().saw(page.url, *scan);
  for (const Page::Hop& hop : page.hops) requested_.insert(page_key(hop.url));
}

void CrawlRun::finish_page(std::uint32_t id, const PageScan* scan) {
  const Evidence& evidence = recorder_->evidence();
  const Page& page = evidence.pages()[id];
  take_in(page, scan);
  wishes_stale_ = wishes_stale_ || is_wished(page.url) || evidence.home() == &page;
  extend_frontier();
  if (job_.on_progress)
    job_.on_progress({summary_.pages, frontier_.size() + ready_.size(), page.final_url.href()});
}

}  // namespace verify

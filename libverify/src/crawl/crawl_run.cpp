#include "crawl/crawl_run.h"

#include <algorithm>
#include <ranges>

#include "crawl/answer.h"
#include "crawl/retry.h"
#include "crawl/url_pattern.h"
#include "evidence/click_path.h"
#include "evidence/made_up.h"
#include "page/page_html.h"
#include "verify/content.h"

namespace verify {
namespace {

constexpr int kMaxRobotsRedirects = 5;  // RFC 9309 section 2.3.1.2
constexpr int kDepthBeyondWish = 2;     // how much farther than allowed a path is still looked for
constexpr int kWholeSiteDepth = 100;
constexpr std::size_t kMaxSitemaps = 5;
constexpr std::size_t kMaxFiles = 50;  // that are read though nobody has wished for them
constexpr std::size_t kMaxMadeUp = 10;
constexpr Duration kLeastTime = std::chrono::seconds(1);  // less is not worth another request

bool is_for_reading(PageRole role) {
  return role == PageRole::page || role == PageRole::made_up;
}

std::string product_token(const std::string& user_agent) {
  return user_agent.substr(0, user_agent.find('/'));
}

}  // namespace

std::string user_agent_header(const CrawlOptions& options) {
  std::string out = options.user_agent;
  if (out.find('/') == std::string::npos) out += "/0.1";
  return options.contact.empty() ? out : out + " (+" + options.contact + ")";
}

CrawlRun::CrawlRun(CrawlJob job, HostGate& gate, const Clock& clock, bool reads_files)
    : job_(std::move(job)),
      gate_(gate),
      clock_(clock),
      frontier_(job_.options.max_pages_per_pattern),
      reads_files_(reads_files) {}

Result<void> CrawlRun::open() {
  summary_.started_at = clock_.now();
  opened_at_ = clock_.monotonic();
  auto recorder = Recorder::create(job_.evidence_file, job_.application, job_.files,
                                   summary_.started_at, user_agent_header(job_.options));
  if (!recorder) return std::unexpected(recorder.error());
  recorder_ = std::move(*recorder);
  if (auto kept = keep_texts(); !kept) return kept;
  if (reads_files_) queue_submitted_files();
  enqueue_page(job_.application.partner.home_page);
  return {};
}

// What is there already, and what can be read without another process.
Result<void> CrawlRun::keep_texts() {
  for (const auto& [path, bytes] : job_.files)
    if (!job_.texts.contains(path) && submitted_file_kind(path, bytes) == FileKind::table)
      job_.texts.emplace(path, read_table(bytes));
  for (const auto& [path, text] : job_.texts)
    if (auto added = recorder_->add_submitted_text(path, text); !added) return added;
  return {};
}

void CrawlRun::queue_submitted_files() {
  for (const auto& [path, bytes] : job_.files) {
    const auto kind = submitted_file_kind(path, bytes);
    if (!kind || bytes.empty() || job_.texts.contains(path)) continue;
    const std::uint64_t id = next_id_++;
    submitted_.emplace(id, path);
    files_.push_back({id, *kind, bytes});
  }
}

void CrawlRun::fail(Error error) {
  if (!error_) error_ = std::move(error);
  stop("failed");
}

void CrawlRun::stop(std::string reason) {
  if (summary_.ended.empty()) summary_.ended = std::move(reason);
}

void CrawlRun::abandon(std::string reason) {
  stop(std::move(reason));
  running_.clear();
  reading_.clear();
  submitted_.clear();
  files_.clear();
}

bool CrawlRun::finished() const {
  return !summary_.ended.empty() && idle();
}

void CrawlRun::finish(Duration now) {
  summary_.seconds = std::chrono::duration<double>(now - opened_at_).count();
  const std::set<std::string>& capped = frontier_.caps().capped();
  summary_.capped_patterns.assign(capped.begin(), capped.end());
  if (error_) return job_.on_done(std::unexpected(std::move(*error_)));
  job_.on_done(recorder_->seal(summary_));
}

// ---- choosing the next request

void CrawlRun::enqueue_page(const Url& url) {
  if (!requested_.insert(page_key(url)).second) return;
  ready_.push_back({PageRole::page, url.without_fragment(), url.without_fragment()});
}

Duration CrawlRun::deadline() const {
  return opened_at_ + std::chrono::seconds(job_.options.max_seconds);
}

bool CrawlRun::over_budget(Duration now) {
  const CrawlOptions& limits = job_.options;
  if (summary_.pages + running_.size() + reading_.size() >= limits.max_pages) {
    if (idle()) stop("max_pages");
    return true;
  }
  if (summary_.bytes >= limits.max_bytes) stop("max_bytes");
  if (now >= deadline()) stop("max_seconds");
  return !summary_.ended.empty();
}

HostGate::Manners CrawlRun::manners(const Url& url) const {
  Duration delay = std::chrono::milliseconds(job_.options.delay_ms);
  if (const auto written = rules_.crawl_delay(url))
    delay = std::max(
        delay,
        std::min<Duration>(std::chrono::milliseconds(job_.options.max_crawl_delay_ms),
                           Duration(static_cast<std::int64_t>(std::min(*written, 1e6) * 1e6))));
  return {job_.options.connections_per_host, delay};
}

std::optional<FetchRequest> CrawlRun::next(Duration now, Duration& retry_in) {
  retry_in = Duration::max();
  while (summary_.ended.empty() && !over_budget(now)) {
    if (wishes_stale_) refresh_wishes();
    auto task = choose(now, retry_in);
    if (!task) {
      if (retry_in == Duration::max() && idle()) {
        plan_next_phase();
        continue;
      }
      // A crawl that is made to wait ends in time, too.
      if (retry_in != Duration::max()) retry_in = std::min(retry_in, deadline() - now);
      return std::nullopt;
    }
    const std::uint64_t id = next_id_++;
    FetchRequest request{.id = id,
                         .url = task->url,
                         .max_bytes = job_.options.max_page_bytes,
                         .max_time = std::max(kLeastTime, time_left(*task))};
    if (task->role == PageRole::robots) {
      request.max_bytes = Robots::kMaxBytes;
      request.cut_at_max_bytes = true;
    }
    running_.emplace(id, std::move(*task));
    return request;
  }
  return std::nullopt;
}

std::optional<CrawlRun::Task> CrawlRun::choose(Duration now, Duration& retry_in) {
  if (auto task = choose_ready(now, retry_in)) return task;
  return choose_from_frontier(now, retry_in);
}

std::optional<CrawlRun::Task> CrawlRun::choose_ready(Duration now, Duration& retry_in) {
  for (std::size_t i = 0; i < ready_.size();) {
    if (ready_[i].not_before > now) {
      retry_in = std::min(retry_in, ready_[i++].not_before - now);
      continue;
    }
    const OriginRules::Admission admitted = admission(ready_[i]);
    if (admitted == OriginRules::Admission::yes) {
      const Url& url = ready_[i].url;
      if (const auto wait = gate_.enter(url.hostname(), manners(url), now)) {
        retry_in = std::min(retry_in, *wait);
        ++i;
        continue;
      }
    }
    Task task = std::move(ready_[i]);
    ready_.erase(ready_.begin() + static_cast<std::ptrdiff_t>(i));
    if (admitted == OriginRules::Admission::yes) return task;
    admitted == OriginRules::Admission::refused ? refuse(std::move(task))
                                                : put_aside(std::move(task));
    i = 0;  // settling a task may have put others in front
  }
  return std::nullopt;
}

std::optional<CrawlRun::Task> CrawlRun::choose_from_frontier(Duration now, Duration& retry_in) {
  while (const auto best = frontier_.peek()) {
    const LinkGraph& graph = link_graph(recorder_->evidence());
    const Url url = Url::parse(graph.href(best->node)).value();
    if (graph.page_of(best->node) || requested_.contains(page_key(url)) ||
        frontier_.caps().is_closed(url)) {
      frontier_.pop();  // answered in the meantime, by a redirect or a wish, or no longer wanted
      continue;
    }
    Task task{PageRole::page, url, url};
    const OriginRules::Admission admitted = admission(task);
    if (admitted == OriginRules::Admission::yes) {
      if (const auto wait = gate_.enter(url.hostname(), manners(url), now)) {
        retry_in = std::min(retry_in, *wait);
        return std::nullopt;
      }
    }
    requested_.insert(page_key(url));
    frontier_.pop();
    if (admitted == OriginRules::Admission::yes) return task;
    admitted == OriginRules::Admission::refused ? refuse(std::move(task))
                                                : put_aside(std::move(task));
    if (auto robots = choose_ready(now, retry_in)) return robots;
  }
  return std::nullopt;
}

// Whether the task may be started as far as robots.txt goes.
OriginRules::Admission CrawlRun::admission(const Task& task) const {
  const bool always = !job_.options.respect_robots || task.role == PageRole::robots;
  return always ? OriginRules::Admission::yes : rules_.admission(task.url);
}

// Keeps a task until the rules of its origin are known, and asks for them.
void CrawlRun::put_aside(Task task) {
  std::deque<Task>& waiting = waiting_for_rules_[task.url.origin()];
  const Url rules = robots_url(task.url);
  if (waiting.empty()) ready_.push_front({PageRole::robots, rules, rules});
  waiting.push_back(std::move(task));
}

void CrawlRun::refuse(Task task) {
  OriginRules::Refusal refusal = rules_.refusal(task.url);
  finish_task(std::move(task), {refusal.status, refusal.fault, std::move(refusal.detail)}, nullptr);
}

// Nothing is under way and nothing is left to ask for: is that the end?
void CrawlRun::plan_next_phase() {
  const Page* home = recorder_->evidence().home();
  if (home == nullptr || !home->ok()) return stop("home_unreachable");
  if (!job_.options.whole_site && satisfied()) return stop("satisfied");
  if (!job_.options.whole_site && !sitemaps_requested_) return request_sitemaps();
  stop(depth_limited_ ? "depth" : "exhausted");
}

void CrawlRun::request_sitemaps() {
  sitemaps_requested_ = true;
  const Url& home = recorder_->evidence().home()->final_url;
  std::vector<std::string> listed = rules_.sitemaps(home);
  if (listed.empty()) listed = {"/sitemap.xml"};
  if (listed.size() > kMaxSitemaps) listed.resize(kMaxSitemaps);
  for (const std::string& href : listed)
    if (auto url = Url::parse(href, home); url && on_site(recorder_->evidence(), *url))
      ready_.push_back({PageRole::sitemap, *url, *url});
}

// ---- taking the answers

void CrawlRun::on_exchange(const Exchange& exchange, Duration now) {
  const auto it = running_.find(exchange.id);
  if (it == running_.end()) return;
  Task task = std::move(it->second);
  running_.erase(it);
  Duration rest = manners(task.url).delay;
  if (const auto asked = retry_after(exchange))
    rest = std::max(rest, std::min(*asked, kLongestWait));
  gate_.leave(task.url.hostname(), now, rest);
  summary_.bytes += exchange.body.size();
  if (error_) return;

  auto ref = recorder_->add_exchange(exchange);
  if (!ref) return fail(std::move(ref.error()));
  task.refs.push_back(std::move(*ref));
  task.hops.push_back({exchange.url, exchange.http_status, exchange.started_at});
  task.spent += exchange.elapsed;
  on_page_hop(std::move(task), exchange, now);
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

void CrawlRun::read_page(Task task, const Exchange& exchange, bool is_file) {
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
  task.retries = 0;
  ready_.push_front(std::move(task));
}

Duration CrawlRun::time_left(const Task& task) const {
  return std::chrono::seconds(job_.options.max_page_seconds) - task.spent;
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
            .is_html = scan != nullptr,
            .is_file = answer.is_file};
  if (last != nullptr) {
    page.http_status = last->http_status;
    page.content_type = last->header("content-type");
    page.sha256 = task.refs.back().sha256;
  }
  auto id = recorder_->add_page(std::move(page), task.refs, task.role);
  if (!id) return fail(std::move(id.error()));
  if (task.role == PageRole::robots) finish_robots(task, answer, last);
  if (task.role == PageRole::page) {
    if (last != nullptr) ++summary_.pages;
    finish_page(*id, scan);
  }
}

void CrawlRun::finish_robots(const Task& task, const PageAnswer& answer, const Exchange* last) {
  rules_.learn(task.asked, answer, last, product_token(job_.options.user_agent));
  auto waiting = waiting_for_rules_.extract(task.asked.origin());
  if (waiting.empty()) return;
  for (Task& task_waiting : std::views::reverse(waiting.mapped()))
    ready_.push_front(std::move(task_waiting));
}

void CrawlRun::finish_page(std::uint32_t id, const PageScan* scan) {
  const Evidence& evidence = recorder_->evidence();
  const Page& page = evidence.pages()[id];
  add_to_graph(evidence, page, scan);
  if (scan != nullptr) frontier_.caps().saw(page.url, *scan);
  for (const Page::Hop& hop : page.hops) requested_.insert(page_key(hop.url));
  wishes_stale_ = wishes_stale_ || is_wished(page.url) || evidence.home() == &page;
  extend_frontier();
  if (job_.on_progress)
    job_.on_progress({summary_.pages, frontier_.size() + ready_.size(), page.final_url.href()});
}

// ---- what the crawl is for

bool CrawlRun::is_wished(const Url& url) const {
  const std::string key = page_key(url);
  return std::ranges::any_of(wishes_, [&](const Wish& wish) { return page_key(wish.url) == key; });
}

void CrawlRun::refresh_wishes() {
  wishes_stale_ = false;
  if (job_.wants) wishes_ = job_.wants(recorder_->evidence());
  frontier_.look_for(wishes_);
  for (const Wish& wish : wishes_) {
    enqueue_page(wish.url);
    request_made_up(wish.url);
  }
  if (job_.one_page) request_made_up(job_.application.partner.home_page);
}

// A page that is looked for and answered with 200 may be what the server answers to anything: once
// a folder, an address that nobody can have meant is asked for to know. The home page is what it
// is.
void CrawlRun::request_made_up(const Url& url) {
  const Evidence& evidence = recorder_->evidence();
  const Page* page = evidence.find(url);
  if (page == nullptr || !page->ok() || !page->is_html || made_up_.size() == kMaxMadeUp) return;
  if (page == evidence.home() && !job_.one_page) return;
  const auto made_up =
      made_up_address(page->url, std::string(job_.application.partner.home_page.href()) +
                                     to_string(summary_.started_at));
  if (made_up && made_up_.insert(*made_up_key(page->url)).second)
    ready_.push_back({PageRole::made_up, *made_up, *made_up});
}

bool CrawlRun::path_open(const Wish& wish) const {
  return wish.path && !proven_.contains(page_key(wish.url));
}

bool CrawlRun::satisfied() const {
  return std::none_of(wishes_.begin(), wishes_.end(),
                      [&](const Wish& wish) { return path_open(wish); });
}

int CrawlRun::max_depth() const {
  if (job_.options.whole_site) return kWholeSiteDepth;
  int depth = 0;
  for (const Wish& wish : wishes_)
    if (path_open(wish)) depth = std::max(depth, wish.clicks + kDepthBeyondWish);
  return depth;
}

// Takes up pages that have come within reach, as long as something is still looked for.
void CrawlRun::extend_frontier() {
  const Evidence& evidence = recorder_->evidence();
  LinkGraph& graph = link_graph(evidence);
  for (const Wish& wish : wishes_) {
    if (!path_open(wish) || !is_within_reach(evidence, wish.url)) continue;
    const PathAnswer path = evidence.path_to(wish.url);
    if (path.kind == PathAnswer::Kind::found || path.kind == PathAnswer::Kind::is_home)
      proven_.insert(page_key(wish.url));
  }
  const int limit = max_depth();
  for (const LinkGraph::Node node : graph.take_reached()) {
    if (graph.page_of(node)) continue;
    const auto url = Url::parse(graph.href(node));
    if (!url || !on_site(evidence, *url)) continue;
    if (graph.depth(node) > limit) {
      depth_limited_ = true;
    } else {
      frontier_.add(*url, graph.anchor(node), node, graph.depth(node));
    }
  }
}

}  // namespace verify

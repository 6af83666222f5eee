#include "crawl/crawl_run.h"

#include <algorithm>

#include "base/digest.h"
#include "crawl/manners.h"
#include "evidence/click_path.h"
#include "verify/content.h"
#include "verify/recheck.h"

namespace verify {
namespace {

constexpr std::size_t kMaxSitemaps = 5;
// Of what robots.txt refuses so much is kept as evidence: a way over any of it is blocked, and more
// says no more.
constexpr std::size_t kMostRefused = 1000;
// How long one crawl looks for its next request before others have a turn.
constexpr Duration kLongestLook = std::chrono::milliseconds(10);

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
  auto recorder =
      Recorder::create(job_.evidence_file, job_.application, job_.files, summary_.started_at,
                       user_agent_header(job_.options), job_.previous);
  if (!recorder) return std::unexpected(recorder.error());
  recorder_ = std::move(*recorder);
  summary_.basis = basis_of(job_, reads_files_);
  if (job_.previous != nullptr && summary_.basis == job_.previous->crawl().basis)
    earlier_ = std::make_unique<EarlierCrawl>(*job_.previous, summary_.started_at);
  if (job_.previous != nullptr && Replay::is_possible(*job_.previous, summary_.basis))
    replay_ = std::make_unique<Replay>(*job_.previous);
  if (auto kept = keep_texts(); !kept) return kept;
  if (reads_files_) queue_submitted_files();
  if (replay_ == nullptr) enqueue_page(job_.application.partner.home_page);
  return {};
}

// All that decides what is asked for and how it is read, but for the site.
std::string basis_of(const CrawlJob& job, bool reads_files) {
  if (job.basis.empty()) return {};
  const CrawlOptions& o = job.options;
  Sha256 hash;
  hash.update(job.basis + "\n" + job.application.sha256 + "\n" + o.user_agent + "\n");
  for (const std::int64_t number :
       {static_cast<std::int64_t>(o.max_pages), static_cast<std::int64_t>(o.max_bytes),
        static_cast<std::int64_t>(o.max_page_bytes), std::int64_t{o.max_redirects},
        std::int64_t{o.max_pages_per_pattern}, std::int64_t{o.respect_robots},
        std::int64_t{o.whole_site}, std::int64_t{job.one_page}, std::int64_t{reads_files}})
    hash.update(std::to_string(number) + "\n");
  for (const auto& [path, bytes] : job.files) hash.update(path + "\n" + sha256_hex(bytes) + "\n");
  return hash.hex();
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

CrawlRun::~CrawlRun() {
  leave_hosts();
}

// Others wait for the places of requests whose answers nobody will take.
void CrawlRun::leave_hosts() {
  for (const auto& [id, task] : running_)
    gate_.leave(task.url.hostname(), clock_.monotonic(), manners(task.url).delay);
  running_.clear();
}

void CrawlRun::abandon(std::string reason) {
  // What was to end by itself is cut short all the same while something is under way.
  if (!idle()) summary_.ended.clear();
  stop(std::move(reason));
  leave_hosts();
  reading_.clear();
  submitted_.clear();
  files_.clear();
}

bool CrawlRun::finished() const {
  return !summary_.ended.empty() && idle();
}

void CrawlRun::finish(Duration now) {
  // As reports tell it, so that one read from JSON is the same.
  const auto took = std::chrono::round<std::chrono::milliseconds>(now - opened_at_);
  summary_.seconds = static_cast<double>(took.count()) / 1000;
  const std::set<std::string>& capped = frontier_.caps().capped();
  summary_.capped_patterns.assign(capped.begin(), capped.end());
  if (error_) return job_.on_done(std::unexpected(std::move(*error_)));
  job_.on_done(recorder_->seal(summary_));
}

// A page whose earlier answer would be too large today is asked for as if it were new.
void CrawlRun::ask_on_condition(Task& task, FetchRequest& request) const {
  task.earlier.reset();
  if (earlier_ == nullptr || task.unconditional) return;
  task.earlier = earlier_->find(task.role, task.url);
  if (task.earlier == nullptr) return;
  if (task.earlier->page->bytes > job_.options.max_page_bytes) return task.earlier.reset();
  request.if_none_match = task.earlier->etag;
  request.if_modified_since = task.earlier->last_modified;
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
  return manners_towards(url, rules_, job_.options);
}

std::optional<FetchRequest> CrawlRun::next(Duration now, Duration& retry_in) {
  retry_in = Duration::max();
  while (summary_.ended.empty() && !over_budget(now)) {
    if (wishes_stale_ && replay_ == nullptr) refresh_wishes();
    const bool replaying = replay_ != nullptr;
    auto task = choose(now, retry_in);
    if (!task && replaying && replay_ == nullptr) continue;  // it finds its way by itself now
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
    ask_on_condition(*task, request);
    running_.emplace(id, std::move(*task));
    return request;
  }
  return std::nullopt;
}

std::optional<CrawlRun::Task> CrawlRun::choose(Duration now, Duration& retry_in) {
  if (auto task = choose_ready(now, retry_in)) return task;
  return replay_ ? choose_from_replay(now, retry_in) : choose_from_frontier(now, retry_in);
}

std::optional<CrawlRun::Task> CrawlRun::choose_ready(Duration now, Duration& retry_in) {
  for (std::size_t i = 0; i < ready_.size();) {
    if (others_wait(now, retry_in)) return std::nullopt;
    if (ready_[i].not_before > now) {
      retry_in = std::min(retry_in, ready_[i++].not_before - now);
      continue;
    }
    // Long rules are not asked again each time that the host has no room.
    const OriginRules::Admission admitted =
        ready_[i].admitted ? OriginRules::Admission::yes : admission(ready_[i]);
    if (admitted == OriginRules::Admission::yes) {
      ready_[i].admitted = true;
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
    if (others_wait(now, retry_in)) return std::nullopt;
    const LinkGraph& graph = link_graph(recorder_->evidence());
    const Url url = Url::parse(graph.href(best->node)).value();
    if (graph.page_of(best->node) || requested_.contains(page_key(url)) ||
        frontier_.caps().is_closed(url)) {
      frontier_.pop();  // answered in the meantime, by a redirect or a wish, or no longer wanted
      continue;
    }
    Task task{.role = PageRole::page, .asked = url, .url = url, .only_found = true};
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

std::optional<CrawlRun::Task> CrawlRun::choose_from_replay(Duration now, Duration& retry_in) {
  while (replay_ != nullptr && replay_->peek() != nullptr) {
    if (others_wait(now, retry_in)) return std::nullopt;
    const Url url = replay_->peek()->url;
    Task task{PageRole::page, url, url};
    const OriginRules::Admission admitted = admission(task);
    if (admitted == OriginRules::Admission::yes) {
      if (const auto wait = gate_.enter(url.hostname(), manners(url), now)) {
        retry_in = std::min(retry_in, *wait);
        return std::nullopt;
      }
    }
    requested_.insert(page_key(url));
    replay_->pop();
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

// Rules may be long, and pages they refuse without end: true when it is somebody else's turn.
bool CrawlRun::others_wait(Duration since, Duration& retry_in) const {
  if (clock_.monotonic() - since < kLongestLook) return false;
  retry_in = Duration::zero();
  return true;
}

void CrawlRun::refuse(Task task) {
  if (task.only_found && task.hops.empty() && ++refused_ > kMostRefused) {
    requested_.erase(page_key(task.asked));  // for whoever wishes for it
    return;
  }
  if (!task.hops.empty()) task.hops.push_back({task.url, 0, clock_.now()});
  OriginRules::Refusal refusal = rules_.refusal(task.url);
  finish_task(std::move(task), {refusal.status, refusal.fault, std::move(refusal.detail)}, nullptr);
}

// Nothing is under way and nothing is left to ask for: is that the end?
void CrawlRun::plan_next_phase() {
  if (replay_ != nullptr) return plan_end_of_replay();
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

}  // namespace verify

// What a crawl is for: the pages that are looked for, and how far it goes to find a path to them.
#include <algorithm>

#include "crawl/crawl_run.h"
#include "evidence/click_path.h"
#include "evidence/made_up.h"

namespace verify {
namespace {

constexpr int kDepthBeyondWish = 2;  // how much farther than allowed a path is still looked for
constexpr int kWholeSiteDepth = 100;
constexpr std::size_t kMaxMadeUp = 10;

}  // namespace

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
// is. Whether it will be asked for.
bool CrawlRun::request_made_up(const Url& url) {
  const Evidence& evidence = recorder_->evidence();
  const Page* page = evidence.find(url);
  if (page == nullptr || !page->ok() || !page->is_html || made_up_.size() == kMaxMadeUp)
    return false;
  if (page == evidence.home() && !job_.one_page) return false;
  const auto made_up =
      made_up_address(page->url, std::string(job_.application.partner.home_page.href()) +
                                     to_string(summary_.started_at));
  if (!made_up || !made_up_.insert(*made_up_key(page->url)).second) return false;
  ready_.push_back({PageRole::made_up, *made_up, *made_up});
  return true;
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

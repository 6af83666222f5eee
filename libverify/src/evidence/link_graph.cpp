#include "evidence/link_graph.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/text.h"
#include "page/link_resolver.h"

namespace verify {
namespace {

constexpr std::size_t kMaxAnchorBytes = 60;
constexpr std::size_t kMaxStored = 0xFFFF;
// Text of a page that shows a challenge, a consent dialog or a log-in in the place of its content,
// with what it says to browsers without scripts.
constexpr std::size_t kMostOfAWall = 4000;
// Of one crawl: some hundred times what the links of a large site come to.
constexpr std::size_t kMostBytes = 64u << 20;
constexpr std::size_t kMostNodes = 1'000'000;

// A page with scripts and hardly anything else: what it links to is not known without running them.
bool looks_like_shell(const PageScan& scan) {
  return scan.scripts > 0 && scan.text_bytes < 120 && scan.links.size() <= 2;
}

}  // namespace

LinkGraph::Span LinkGraph::store(std::string_view text) {
  text = text.substr(0, kMaxStored);
  const Span span{static_cast<std::uint32_t>(arena_.size()),
                  static_cast<std::uint16_t>(text.size())};
  arena_ += text;
  return span;
}

LinkGraph::Node LinkGraph::find(const Url& url) const {
  const std::string key = page_key(url);
  const auto [begin, end] = index_.equal_range(std::hash<std::string>{}(key));
  for (auto it = begin; it != end; ++it)
    if (view(nodes_[it->second].key) == key) return it->second;
  return kNone;
}

LinkGraph::Node LinkGraph::intern(const Url& url, std::string_view anchor) {
  const std::string key = page_key(url);
  const std::size_t hash = std::hash<std::string>{}(key);
  const auto [begin, end] = index_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    NodeData& known = nodes_[it->second];
    if (view(known.key) != key) continue;
    if (known.anchor.size == 0 && !anchor.empty())
      known.anchor = store(shorten(anchor, kMaxAnchorBytes));
    return it->second;
  }
  const auto node = static_cast<Node>(nodes_.size());
  nodes_.push_back(
      {store(key), store(url.without_fragment().href()), store(shorten(anchor, kMaxAnchorBytes))});
  index_.emplace(hash, node);
  return node;
}

void LinkGraph::answer(Node node, std::uint32_t page) {
  // The first answer stands: a later page that redirects here adds nothing.
  if (nodes_[node].page == kNone) nodes_[node].page = page;
}

void LinkGraph::add_page(const Page& page, const PageScan* scan, bool on_site) {
  if (links_.size() <= page.id) {
    links_.resize(page.id + 1);
    page_nodes_.resize(page.id + 1, kNone);
    restricted_.resize(page.id + 1, false);
    shells_.resize(page.id + 1, false);
    sparse_.resize(page.id + 1, false);
    cut_.resize(page.id + 1, false);
  }
  const Node final_node = intern(page.final_url, "");
  page_nodes_[page.id] = final_node;
  std::vector<Node> answered = {intern(page.url, ""), final_node};
  for (const Page::Hop& hop : page.hops) answered.push_back(intern(hop.url, ""));
  for (const Node node : answered) answer(node, page.id);

  if (scan != nullptr && on_site) {
    shells_[page.id] = looks_like_shell(*scan);
    add_links(page, *scan);
  }
  if (scan != nullptr) sparse_[page.id] = scan->text_bytes <= kMostOfAWall;
  for (const Node node : answered)
    if (nodes_[node].depth != kUnreached) relax(node);
}

void LinkGraph::add_links(const Page& page, const PageScan& scan) {
  std::vector<Node>& links = links_[page.id];
  const auto base = scan.base_href.empty() ? Url::Parsed(page.final_url)
                                           : Url::parse(scan.base_href, page.final_url);
  LinkResolver resolver(base ? *base : page.final_url);
  for (const PageScan::Link& link : scan.links) {
    if (link.inert) continue;
    if (is_full()) break;
    if (const auto url = resolver.resolve(link.href)) links.push_back(intern(*url, link.text));
  }
  cut_[page.id] = is_full() || resolver.spent();
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  links.shrink_to_fit();
}

bool LinkGraph::is_full() const {
  return nodes_.size() >= kMostNodes || arena_.size() >= kMostBytes;
}

void LinkGraph::set_home(const Page& page) {
  for (const Page::Hop& hop : page.hops) home_nodes_.push_back(intern(hop.url, ""));
  home_nodes_.push_back(intern(page.final_url, ""));
  for (const Node node : home_nodes_) reach(node, 0, kNone);
}

std::span<const LinkGraph::Node> LinkGraph::links_of(std::uint32_t page) const {
  return page < links_.size() ? std::span<const Node>(links_[page]) : std::span<const Node>();
}

void LinkGraph::reach(Node node, int depth, Node from) {
  std::deque<Node> queue;
  step(from, node, depth, queue);
  if (!queue.empty()) relax(node);
}

// Breadth first from one node whose depth is new; without recursion, since a site may be a long
// chain.
void LinkGraph::relax(Node start) {
  std::deque<Node> queue = {start};
  while (!queue.empty()) {
    const Node node = queue.front();
    queue.pop_front();
    const NodeData& data = nodes_[node];
    if (data.page == kNone) continue;
    // A redirect is not a click: where it leads stands as near as where it starts.
    if (const Node final_node = page_nodes_[data.page]; final_node != node)
      step(node, final_node, data.depth, queue);
    for (const Node target : links_of(data.page)) step(node, target, data.depth + 1, queue);
  }
}

void LinkGraph::step(Node from, Node to, int depth, std::deque<Node>& queue) {
  NodeData& data = nodes_[to];
  if (data.depth != kUnreached && data.depth <= depth) return;
  data.depth = depth;
  data.from = from;
  reached_.push_back(to);
  queue.push_back(to);
}

std::optional<std::uint32_t> LinkGraph::page_of(Node node) const {
  if (nodes_[node].page == kNone) return std::nullopt;
  return nodes_[node].page;
}

std::vector<LinkGraph::Node> LinkGraph::take_reached() {
  return std::exchange(reached_, {});
}

std::vector<LinkGraph::Node> LinkGraph::shortest(Node target) const {
  std::vector<Node> chain;
  if (nodes_[target].depth == kUnreached) return chain;
  for (Node node = target; node != kNone; node = nodes_[node].from) {
    const Node from = nodes_[node].from;
    // What was reached by a redirect stands for the link that leads there.
    if (from == kNone || nodes_[from].depth < nodes_[node].depth) chain.push_back(node);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

void LinkGraph::restrict(std::uint32_t page, const std::vector<Url>& visible) {
  std::vector<Node> links;
  links.reserve(visible.size());
  for (const Url& url : visible) links.push_back(intern(url, ""));
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  const bool fewer =
      !std::includes(links.begin(), links.end(), links_[page].begin(), links_[page].end());
  links_[page] = std::move(links);
  restricted_[page] = true;
  if (fewer) {
    count_again();
  } else if (nodes_[page_nodes_[page]].depth != kUnreached) {
    relax(page_nodes_[page]);
  }
}

void LinkGraph::count_again() {
  for (NodeData& node : nodes_) {
    node.depth = kUnreached;
    node.from = kNone;
  }
  for (const Node node : home_nodes_) reach(node, 0, kNone);
}

}  // namespace verify

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "verify/evidence.h"
#include "verify/page_scan.h"
#include "verify/url.h"

namespace verify {

/// Who links to whom among the pages of a crawl, and how many clicks each is from the home page.
/// Grows page by page, keeps no page text: about 200 bytes a known URL.
class LinkGraph {
 public:
  using Node = std::uint32_t;
  static constexpr Node kNone = 0xFFFFFFFF;
  static constexpr int kUnreached = -1;

  /// Adds an answered page with the links its scan found. The first page added by set_home() is
  /// where depths count from. Links of pages outside the partner's site lead nowhere.
  void add_page(const Page& page, const PageScan* scan, bool on_site);
  /// The page that answers for the home page; depths are counted from it.
  void set_home(const Page& page);

  /// The node of a URL (by page_key), or kNone when no page links to it.
  Node find(const Url& url) const;
  std::size_t size() const { return nodes_.size(); }
  /// Pages added so far; ids below this are known.
  std::size_t pages() const { return links_.size(); }
  /// Whether the page shows next to nothing until its scripts have run, as far as a scan can tell.
  bool is_shell(std::uint32_t page) const { return page < shells_.size() && shells_[page]; }
  /// Whether the page says so little that it may be a wall in front of its content.
  bool is_sparse(std::uint32_t page) const { return page < sparse_.size() && sparse_[page]; }
  /// Whether links of the page were left out, since they are more than are kept.
  bool is_cut(std::uint32_t page) const { return page < cut_.size() && cut_[page]; }
  void mark_cut(std::uint32_t page) { cut_[page] = true; }
  /// URL as it was first seen.
  std::string_view href(Node node) const { return view(nodes_[node].href); }
  /// The anchor of the first link to it, shortened.
  std::string_view anchor(Node node) const { return view(nodes_[node].anchor); }
  /// Clicks from the home page over links that are not known to be invisible; kUnreached when none.
  int depth(Node node) const { return nodes_[node].depth; }
  /// The page that answers for it; nothing when it was not fetched.
  std::optional<std::uint32_t> page_of(Node node) const;
  Node node_of(std::uint32_t page) const {
    return page < page_nodes_.size() ? page_nodes_[page] : kNone;
  }

  /// Nodes whose depth was set or became smaller since the last call.
  std::vector<Node> take_reached();

  /// Where a click leads here from: the node of the page with the link, which a redirect may have
  /// led to. kNone for the home page and what is not reached.
  Node linked_from(Node node) const { return nodes_[node].from; }

  /// A shortest chain of nodes from the home page to `target`, both included; empty when there is
  /// none.
  std::vector<Node> shortest(Node target) const;

  /// Replaces a page's links by those a reader can see. Depths are counted again.
  void restrict(std::uint32_t page, const std::vector<Url>& visible);
  bool is_restricted(std::uint32_t page) const {
    return page < restricted_.size() && restricted_[page];
  }

 private:
  struct Span {
    std::uint32_t at = 0;
    std::uint16_t size = 0;
  };
  struct NodeData {
    Span key, href, anchor;
    std::int32_t depth = kUnreached;
    Node from = kNone;           // the node it was reached from at that depth
    std::uint32_t page = kNone;  // the page that answers for it
  };

  std::string_view view(Span span) const {
    return std::string_view(arena_).substr(span.at, span.size);
  }
  Span store(std::string_view text);
  Node intern(const Url& url, std::string_view anchor);
  void answer(Node node, std::uint32_t page);
  void add_links(const Page& page, const PageScan& scan);
  bool is_full() const;
  void relax(Node node);
  void reach(Node node, int depth, Node from);
  void step(Node from, Node to, int depth, std::deque<Node>& queue);
  void count_again();
  std::span<const Node> links_of(std::uint32_t page) const;

  std::string arena_;
  std::vector<NodeData> nodes_;
  std::unordered_multimap<std::size_t, Node> index_;  // hash of page_key
  std::vector<std::vector<Node>> links_;              // by page
  std::vector<Node> page_nodes_;                      // by page: the node of its final URL
  std::vector<bool> restricted_;
  std::vector<bool> shells_;
  std::vector<bool> sparse_;
  std::vector<bool> cut_;
  std::vector<Node> home_nodes_;
  std::vector<Node> reached_;
};

}  // namespace verify

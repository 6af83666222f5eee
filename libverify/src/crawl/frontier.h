#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "crawl/trap_caps.h"
#include "verify/probe.h"
#include "verify/url.h"

namespace verify {

/// Which known page to look at next: by clicks from the home page, and among those of equal
/// distance the one that looks nearest to what is wished for.
class Frontier {
 public:
  explicit Frontier(int max_pages_per_pattern) : caps_(max_pages_per_pattern) {}

  /// Words of the wishes; pages added later are scored by them.
  void look_for(const std::vector<Wish>& wishes);

  /// Adds a page, once for each distance it is nearer than before; it counts once. False when it is
  /// not taken: an asset, or one of too many of its make.
  bool add(const Url& url, std::string_view anchor, std::uint32_t node, int depth);

  struct Next {
    std::uint32_t node;
    int depth;
  };
  std::optional<Next> peek() const;
  void pop();
  std::size_t size() const { return queue_.size(); }
  TrapCaps& caps() { return caps_; }

 private:
  struct Entry {
    int depth;
    int score;
    std::uint32_t order;
    std::uint32_t node;
    bool operator<(const Entry& other) const;  // std::priority_queue gives the largest first
  };
  int score(const Url& url, std::string_view anchor) const;

  TrapCaps caps_;
  std::unordered_map<std::uint32_t, int> taken_;  // by node: the least depth
  std::uint32_t order_ = 0;
  std::priority_queue<Entry> queue_;
  std::vector<std::string> words_;
  std::vector<std::string> target_paths_;
};

}  // namespace verify

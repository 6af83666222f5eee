#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "crawl/url_pattern.h"
#include "verify/page_scan.h"

namespace verify {

/// What keeps a crawl out of traps: caps on pages whose addresses say that they are of one make.
/// docs/behaviour.md explains them. Nothing is recognised by a name.
class TrapCaps {
 public:
  explicit TrapCaps(int pages_per_pattern) : per_pattern_(pages_per_pattern) {}

  /// Counts a page that would be asked for; false when one of the caps is reached.
  bool admit(const Url& url);
  /// Whether its pattern was closed after it was admitted.
  bool is_closed(const Url& url);
  /// Takes notice of what a page of some pattern showed.
  void saw(const Url& url, const PageScan& scan);

  /// What was capped, for the report: patterns, sorted.
  const std::set<std::string>& capped() const { return capped_; }

 private:
  struct Pattern {
    int pages = 0;
    int repeats = 0;                               // pages that showed what one before them showed
    std::unordered_map<std::uint64_t, int> shown;  // digests of what its pages showed
  };
  bool refuse(std::string pattern);
  bool admit_host(const Url& url);
  bool is_closed(const Pattern& pattern) const;

  int per_pattern_;
  std::map<std::string, Pattern> patterns_;
  std::unordered_map<std::uint64_t, int> spellings_;
  std::map<std::string, std::set<std::string>> hosts_;  // by their pattern
  std::size_t host_count_ = 0;
  std::set<std::string> capped_;
};

}  // namespace verify

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "evidence/page_record.h"
#include "verify/evidence.h"

namespace verify {

/// The way an earlier crawl went, to be gone again. A crawl that goes by the same basis asks for
/// the same pages in the same order as long as each answer is the one it was: nothing has to be
/// read to know what is next. From the first answer that differs on, the crawl has to find its way
/// by itself.
class Replay {
 public:
  /// Whether the earlier crawl went by `basis` and ended by itself, and nothing was left out of it:
  /// what a cap leaves out depends on the order in which pages were found.
  static bool is_possible(const Evidence& earlier, const std::string& basis);
  explicit Replay(const Evidence& earlier);

  /// The page to ask for next; null when all have been.
  const Page* peek() const;
  void pop() { ++next_; }

  const CrawlSummary& crawl() const { return earlier_.crawl(); }
  std::span<const Page> of(PageRole role) const;
  /// What the earlier crawl was answered in the place of `now`: the same address, or, for an
  /// address that was made up, one made up beside the same pages. Null: it never asked.
  const Page* counterpart(const Page& now, PageRole role) const;
  /// Whether `now` says what `before` said. That a page failed is all it says then.
  static bool is_same(const Page& now, const Page& before, PageRole role);

 private:
  const Evidence& earlier_;
  std::unordered_map<std::string_view, const Page*> by_url_;  // of the pages
  std::size_t next_ = 0;
};

}  // namespace verify

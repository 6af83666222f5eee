#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "evidence/earlier_answer.h"
#include "verify/evidence.h"

namespace verify {

/// What an earlier crawl can save this one from being sent again: answers that were read in full,
/// by the address that gave them.
class EarlierCrawl {
 public:
  /// What a server gets wrong about its own validators is not believed for ever: that long after an
  /// answer was sent it is asked for as if it were new.
  static constexpr Duration kLongestBelieved = std::chrono::days(90);

  /// The evidence must outlive it, and must have been made by the same program: how a page was read
  /// is taken over with it. `now` is when the answers are to be believed.
  EarlierCrawl(const Evidence& evidence, Instant now);

  /// The answer of `url`, where it has a validator to ask with; else null.
  std::shared_ptr<const EarlierAnswer> find(PageRole role, const Url& url) const;
  /// The page `url` gave and that was read; null where there is none.
  const Page* page_at(const Url& url) const;
  const Evidence& evidence() const { return evidence_; }

 private:
  using Index = std::unordered_map<std::string_view, const Page*>;
  Index index(PageRole role) const;
  const Evidence& evidence_;
  const Instant now_;
  Index pages_, sitemaps_;
};

}  // namespace verify

#pragma once

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
  /// The evidence must outlive it. `same_basis`: it was made by the same rules and the same
  /// program, so that what was read in a file would be read again.
  EarlierCrawl(const Evidence& evidence, bool same_basis);

  /// The answer of `url`, where it has a validator to ask with; else null.
  std::shared_ptr<const EarlierAnswer> find(PageRole role, const Url& url) const;
  /// The page `url` gave and that was read; null where there is none.
  const Page* page_at(const Url& url) const;
  const Evidence& evidence() const { return evidence_; }

 private:
  using Index = std::unordered_map<std::string_view, const Page*>;
  Index index(PageRole role) const;
  const Evidence& evidence_;
  const bool same_basis_;
  Index pages_, sitemaps_;
};

}  // namespace verify

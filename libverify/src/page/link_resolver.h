#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "verify/url.h"

namespace verify {

/// Resolves the links of one page. A base of 15 KB makes as much of every link of three bytes: what
/// all addresses of a page come to is bounded, far above any real page.
class LinkResolver {
 public:
  static constexpr std::size_t kMostBytes = 16u << 20;

  /// `base` must outlive it.
  explicit LinkResolver(const Url& base) : base_(base) {}

  /// Nothing where it is no http(s) address, and once the addresses come to more than kMostBytes.
  std::optional<Url> resolve(std::string_view href);
  /// Whether links were left out.
  bool spent() const { return bytes_ > kMostBytes; }

 private:
  const Url& base_;
  std::size_t bytes_ = 0;
};

}  // namespace verify

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// The rules of one robots.txt for one crawler, by RFC 9309. Parsing accepts any bytes and never
/// fails. Immutable after parsing; safe to share between threads.
class Robots {
 public:
  /// Bytes of a robots.txt that are read; the rest is ignored (RFC 9309 section 2.5 asks for at
  /// least 500 KiB).
  static constexpr std::size_t kMaxBytes = 512 * 1024;

  /// The rules `product_token` has to obey: the groups that name it (case-insensitive, merged),
  /// else the groups for "*", else none. `product_token` is the name alone, "verify" of "verify/1.0
  /// (+…)".
  static Robots parse(std::string_view body, std::string_view product_token);
  static Robots allow_all();
  static Robots disallow_all();

  /// Whether `path_and_search` (as in Url::path_and_search) may be fetched: the longest matching
  /// rule decides, allow wins a tie (section 2.2.2). "/robots.txt" itself is always allowed.
  bool allows(std::string_view path_and_search) const;

  /// Crawl-delay in seconds where the group has one: not in the RFC, but widely written.
  std::optional<double> crawl_delay() const { return crawl_delay_; }

  /// Every "Sitemap:" line's value, whatever group it stands in, as written.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::vector<std::string> sitemaps_;
  std::optional<double> crawl_delay_;
};

/// The name a crawler announces must be letters, '_' and '-' only (RFC 9309 section 2.2.1).
bool is_valid_product_token(std::string_view token);

/// The path and query of a URL as it is written, for asking what a robots.txt says about it. A
/// crawler asks with Url::path_and_search, the spelling that goes over the wire.
std::string robots_path(std::string_view url);

}  // namespace verify

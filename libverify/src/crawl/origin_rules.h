#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawl/answer.h"
#include "verify/fetch.h"
#include "verify/robots.h"

namespace verify {

/// What the robots.txt of each origin says to one crawl (RFC 9309 section 2.3.1): no file is no
/// rule, a server in trouble is a complete disallow, and an origin that cannot be had at all gives
/// its own failure to every page.
class OriginRules {
 public:
  enum class Admission { yes, unknown, refused };
  Admission admission(const Url& url) const;

  /// Why a page is refused. Requires admission() == refused.
  struct Refusal {
    FetchStatus status = FetchStatus::refused_by_robots;
    FetchFault fault = FetchFault::none;
    std::string detail;
  };
  Refusal refusal(const Url& url) const;

  /// Takes the outcome of asking for `robots_url`; `last` is the answer, null when there was none.
  void learn(const Url& robots_url, const PageAnswer& answer, const Exchange* last,
             std::string_view product_token);

  std::optional<double> crawl_delay(const Url& url) const;
  std::vector<std::string> sitemaps(const Url& url) const;

 private:
  struct Rules {
    Robots robots = Robots::allow_all();
    std::optional<FetchStatus> unreachable;
    FetchFault fault = FetchFault::none;
    std::string detail;
  };
  const Rules* find(const Url& url) const;
  std::map<std::string, Rules> by_origin_;
};

/// Where the rules of a page's origin stand.
Url robots_url(const Url& page);

}  // namespace verify

#include "page/link_resolver.h"

#include <utility>

namespace verify {

std::optional<Url> LinkResolver::resolve(std::string_view href) {
  if (spent()) return std::nullopt;
  auto url = Url::parse(href, base_);
  if (!url) return std::nullopt;
  bytes_ += url->href().size();
  if (spent()) return std::nullopt;
  return *std::move(url);
}

}  // namespace verify

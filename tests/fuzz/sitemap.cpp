#include "evidence/sitemap.h"

#include <algorithm>

#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "report/safe_text.h"

namespace verify::fuzz {

/// A page's address on the first line, then a sitemap.
void sitemap(std::string_view input) {
  static const Url kSitemap = *Url::parse("https://partner.example/maps/sitemap.xml");
  Input in(input);
  const auto wanted = Url::parse(in.line(), kSitemap);
  if (!wanted) return;
  const Exact text(in.rest());
  const auto lists = [&](std::string_view sitemap) {
    const auto pages = sitemap_pages(sitemap, kSitemap);
    return std::ranges::find(pages, page_key(*wanted)) != pages.end();
  };
  const bool there = lists(text);
  const std::string with =
      std::string(text) + "\n<url><loc>" + html_escape(wanted->href()) + "</loc></url>";
  require(lists(with), "a sitemap contains what it lists");
  if (there) require(lists(with + "<url><loc>"), "what follows hides nothing");
}

}  // namespace verify::fuzz

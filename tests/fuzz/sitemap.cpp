#include "evidence/sitemap.h"

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
  const bool there = sitemap_contains(text, kSitemap, *wanted);
  const std::string with =
      std::string(text) + "\n<url><loc>" + html_escape(wanted->href()) + "</loc></url>";
  require(sitemap_contains(with, kSitemap, *wanted), "a sitemap contains what it lists");
  if (there)
    require(sitemap_contains(with + "<url><loc>", kSitemap, *wanted), "what follows hides nothing");
}

}  // namespace verify::fuzz

#include "base/text.h"
#include "evidence/other_ways.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "page/character_references.h"
#include "page/tag_tokenizer.h"
#include "page/tree_guard.h"
#include "verify/page_scan.h"

namespace verify::fuzz {
namespace {

void check_tokens(std::string_view html) {
  const char* at = html.data();
  const char* const end = html.data() + html.size();
  for (TagTokenizer tags(html); tags.next();) {
    const std::string_view whole = tags.token().whole;
    require(whole.data() >= at && whole.data() + whole.size() <= end,
            "tokens stand in the page, one after the other");
    require(!whole.empty(), "every token is of some bytes");
    at = whole.data() + whole.size();
    require(tags.attributes().size() <= TagTokenizer::kMaxAttributes, "attributes are bounded");
  }
}

void check_scan(const PageScan& scan) {
  for (const std::string_view text :
       {std::string_view(scan.base_href), std::string_view(scan.title), std::string_view(scan.lang),
        std::string_view(scan.canonical), std::string_view(scan.meta_robots),
        std::string_view(scan.refresh), std::string_view(scan.meta_charset)})
    require(is_valid_utf8(text), "what a scan finds is UTF-8");
  for (const PageScan::Link& link : scan.links) {
    require(is_valid_utf8(link.href) && is_valid_utf8(link.text), "links are UTF-8");
    require(trim(link.href) == link.href, "no white space stands around an address");
    require(link.text.size() <= 123, "an anchor is short");
  }
  refresh_target(scan.refresh);
}

void check_guard(std::string_view html) {
  const TreeInput kept = prepare_for_tree(html, RawText::kept);
  require(kept.spared.empty() && (kept.html || !kept.cut), "what is cut is not what there was");
  const TreeInput input = prepare_for_tree(html, RawText::spared);
  require(input.cut == kept.cut, "what is spared is not what is cut");
  if (!input.html) return;
  require(is_valid_utf8(*input.html), "a prepared page is UTF-8");
  require(input.html->size() <= html.size(), "a prepared page is no longer than the page");
  std::size_t before = 0;
  for (const SparedText& spared : input.spared) {
    require(spared.at >= before && spared.at <= input.html->size(),
            "spared texts stood in the page, one after the other");
    require(spared.text.data() >= html.data() &&
                spared.text.data() + spared.text.size() <= html.data() + html.size(),
            "spared texts are of the page");
    before = spared.at;
  }
}

}  // namespace

/// A page: the linear scan, and the guard in front of the tree builder.
void scan(std::string_view input) {
  const Exact html(replace_invalid_utf8(input));
  check_tokens(html);
  check_scan(scan_page(html));
  check_guard(html);
  other_ways(html);
  require(is_valid_utf8(decode_attribute(html)), "an attribute is UTF-8");
  require(is_valid_utf8(decode_text(html)), "text is UTF-8");
}

}  // namespace verify::fuzz

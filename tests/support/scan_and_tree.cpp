#include "support/scan_and_tree.h"

#include "base/text.h"
#include "page/dom.h"
#include "verify/page_scan.h"

namespace verify::test {
namespace {

bool has_canonical(std::string_view rel) {
  const std::string spaced = " " + collapse_space(ascii_lower(rel)) + " ";
  return spaced.find(" canonical ") != std::string::npos;
}

}  // namespace

std::string comparable(std::string html) {
  const bool utf8 = is_valid_utf8(html);
  for (std::size_t i = 0; i < html.size(); ++i) {
    const auto byte = static_cast<unsigned char>(html[i]);
    const bool control = byte == 0x7F || (byte < ' ' && !is_ascii_space(html[i]));
    if (control || (!utf8 && byte >= 0x80)) html[i] = '?';
    const bool c1 = utf8 && byte == 0xC2 && i + 1 < html.size() &&
                    static_cast<unsigned char>(html[i + 1]) < 0xA0;
    if (c1) html[i] = html[i + 1] = '?';
  }
  return html;
}

SeenInPage seen_by_scan(std::string_view html) {
  const PageScan page = scan_page(html);
  SeenInPage seen;
  for (const PageScan::Link& link : page.links) seen.links.insert(link.href);
  seen.base = page.base_href;
  seen.title = page.title;
  seen.canonical = page.canonical;
  return seen;
}

SeenInPage seen_by_tree(std::string_view html) {
  const Dom dom = Dom::parse(html);
  SeenInPage seen;
  bool base = false;
  bool title = false;
  Dom::Index inert_until = 0;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Dom::Node& node = dom[i];
    if (node.tag == Tag::noscript || node.tag == Tag::template_)
      inert_until = std::max(inert_until, node.end);
    const bool area = node.tag == Tag::area && node.html;
    if ((node.tag == Tag::a || area) && dom.has_attribute(i, "href"))
      seen.links.emplace(trim(dom.attribute(i, "href")));
    if (!node.html) continue;
    if (node.tag == Tag::base && !base && dom.has_attribute(i, "href")) {
      base = true;
      seen.base = trim(dom.attribute(i, "href"));
    }
    if (node.tag == Tag::title && !title) {
      title = true;
      seen.title = collapse_space(dom.text_below(i));
    }
    if (node.tag == Tag::link && i >= inert_until && seen.canonical.empty() &&
        has_canonical(dom.attribute(i, "rel")))
      seen.canonical = trim(dom.attribute(i, "href"));
  }
  return seen;
}

std::string difference(const SeenInPage& scan, const SeenInPage& tree) {
  std::string out;
  for (const std::string& link : scan.links)
    if (!tree.links.contains(link)) out += "\n  only the scan: [" + link + "]";
  for (const std::string& link : tree.links)
    if (!scan.links.contains(link)) out += "\n  only the tree: [" + link + "]";
  const auto field = [&out](const char* name, const std::string& a, const std::string& b) {
    if (a != b) out += std::string("\n  ") + name + ": scan [" + a + "], tree [" + b + "]";
  };
  field("base", scan.base, tree.base);
  field("title", scan.title, tree.title);
  field("canonical", scan.canonical, tree.canonical);
  return out;
}

}  // namespace verify::test

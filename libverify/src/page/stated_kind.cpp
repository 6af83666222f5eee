#include "page/stated_kind.h"

#include <string_view>

namespace verify {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What is seen of the statements a page can make.
struct Statements {
  bool article = false;     // JSON-LD says so, or WordPress marks a post
  bool dated = false;       // a date of publication
  bool page = false;        // WordPress marks a page
  bool og_article = false;  // og:type, which plug-ins set to article on any page
  bool og_website = false;

  StatedKind kind() const {
    if (article) return StatedKind::article;
    if (page || (og_website && !dated)) return StatedKind::page;
    return og_article ? StatedKind::article : StatedKind::nothing;
  }
};

void read_meta(const Dom& dom, Dom::Index i, Statements& out) {
  std::string_view name = dom.attribute(i, "property");
  if (name.empty()) name = dom.attribute(i, "name");
  if (name == "og:type") {
    out.og_article = dom.attribute(i, "content") == "article";
    out.og_website = dom.attribute(i, "content") == "website";
  }
  out.dated |= name == "article:published_time" || dom.attribute(i, "itemprop") == "datePublished";
}

void read_json(const Dom& dom, Dom::Index script, Statements& out) {
  for (Dom::Index n = script + 1; n < dom[script].end; ++n) {
    const std::string_view json = dom.text(n);
    out.article |= has(json, "Article\"") || has(json, "BlogPosting\"");
    out.dated |= has(json, "\"datePublished\"");
  }
}

void read_body(std::string_view classes, Statements& out) {
  out.article |= has(classes, "single-post");
  out.page |= has(classes, "page-id-") || has(classes, "page-template");
}

}  // namespace

StatedKind stated_kind(const Dom& dom) {
  Statements out;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Tag tag = dom[i].tag;
    if (tag == Tag::meta)
      read_meta(dom, i, out);
    else if (tag == Tag::body)
      read_body(dom.attribute(i, "class"), out);
    else if (tag == Tag::script && dom.attribute(i, "type") == "application/ld+json")
      read_json(dom, i, out);
  }
  return out.kind();
}

}  // namespace verify

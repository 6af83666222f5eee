#include "page/metadata.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

void keep_first(std::string& field, std::string_view value) {
  if (field.empty()) field = collapse_space(value);
}

// Types of one page. Pages that describe each of their parts have two dozen.
constexpr std::size_t kMostTypes = 100;

void add_type(std::vector<std::string>& types, std::string_view type) {
  if (types.size() == kMostTypes) return;
  // "https://schema.org/Article" names the type as "Article" does.
  if (const std::size_t slash = type.rfind('/'); slash != std::string_view::npos)
    type.remove_prefix(slash + 1);
  std::string lower = ascii_lower(trim(type));
  if (lower.empty() || lower.size() > 64) return;
  if (std::ranges::find(types, lower) == types.end()) types.push_back(std::move(lower));
}

// The @type values of a JSON-LD block, found as text: a block that is broken elsewhere still tells
// its types.
void read_json_types(std::string_view json, std::vector<std::string>& types) {
  constexpr std::string_view kKey = "\"@type\"";
  for (std::size_t at = json.find(kKey); at != std::string_view::npos; at = json.find(kKey, at)) {
    at += kKey.size();
    std::string_view rest = trim(json.substr(at, 1000));
    if (!rest.starts_with(':')) continue;
    rest = trim(rest.substr(1));
    const bool list = rest.starts_with('[');
    if (list) rest = rest.substr(1, rest.find(']') - 1);
    while (true) {
      rest = trim(rest);
      if (!rest.starts_with('"')) break;
      const std::size_t end = rest.find('"', 1);
      if (end == std::string_view::npos) break;
      add_type(types, rest.substr(1, end - 1));
      rest = trim(rest.substr(end + 1));
      if (!list || !rest.starts_with(',')) break;
      rest.remove_prefix(1);
    }
  }
}

class MetadataReader {
 public:
  explicit MetadataReader(const Dom& dom) : dom_(dom) {}

  Metadata read() {
    Dom::Index inert_until = 0;
    for (Dom::Index i = 0; i < dom_.size(); ++i) {
      if (dom_[i].tag == Tag::template_ || dom_[i].tag == Tag::noscript)
        inert_until = std::max(inert_until, dom_[i].end);
      if (dom_[i].html && i >= inert_until) element(i);
    }
    keep_first(out_.description, og_description_);
    keep_first(out_.title, og_title_);
    keep_first(out_.title, first_h1_);
    return std::move(out_);
  }

 private:
  void element(Dom::Index i) {
    switch (dom_[i].tag) {
      case Tag::html:
        out_.language = trim(dom_.attribute(i, "lang"));
        break;
      case Tag::title:
        keep_first(out_.title, dom_.text_below(i));
        break;
      case Tag::h1:
        h1(i);
        break;
      case Tag::meta:
        meta(i);
        break;
      case Tag::script:
        script(i);
        break;
      case Tag::link:
        link(i);
        break;
      case Tag::base:
        if (out_.base.empty()) out_.base = trim(dom_.attribute(i, "href"));
        break;
      default:
        break;
    }
  }

  void h1(Dom::Index i) {
    if (!first_h1_.empty() || i < blank_until_) return;
    keep_first(first_h1_, dom_.text_below(i));
    blank_until_ = dom_[i].end;
  }

  void link(Dom::Index i) {
    const std::string rel = " " + collapse_space(ascii_lower(dom_.attribute(i, "rel"))) + " ";
    constexpr std::size_t kMaxAlternates = 100;
    if (rel.find(" alternate ") != std::string::npos && !dom_.attribute(i, "hreflang").empty() &&
        out_.alternates.size() < kMaxAlternates)
      out_.alternates.emplace_back(trim(dom_.attribute(i, "href")));
    if (out_.canonical.empty() && rel.find(" canonical ") != std::string::npos)
      out_.canonical = trim(dom_.attribute(i, "href"));
  }

  void meta(Dom::Index i) {
    const std::string_view property = dom_.attribute(i, "property");
    const std::string name =
        ascii_lower(trim(property.empty() ? dom_.attribute(i, "name") : property));
    const std::string_view content = dom_.attribute(i, "content");
    if (name == "description") keep_first(out_.description, content);
    if (name == "og:description") keep_first(og_description_, content);
    if (name == "og:title") keep_first(og_title_, content);
    if (name == "og:site_name") keep_first(out_.site_name, content);
    if (name == "og:type") add_type(out_.types, content);
    const bool author = name == "author" || name == "article:author" || name == "dc.creator";
    if (author && !content.starts_with("http")) keep_first(out_.author, content);
  }

  void script(Dom::Index i) {
    if (!ascii_iequals(trim(dom_.attribute(i, "type")), "application/ld+json")) return;
    for (Dom::Index n = i + 1; n < dom_[i].end; ++n)
      if (dom_[n].tag == Tag::text) read_json_types(dom_.text(n), out_.types);
  }

  const Dom& dom_;
  Metadata out_;
  std::string og_title_, og_description_, first_h1_;
  Dom::Index blank_until_ = 0;  // end of an h1 without text: one within it has none either
};

}  // namespace

Metadata read_metadata(const Dom& dom) {
  return MetadataReader(dom).read();
}

}  // namespace verify

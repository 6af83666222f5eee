#include "verify/page_scan.h"

#include <algorithm>

#include "base/text.h"
#include "page/character_references.h"
#include "page/tag_tokenizer.h"

namespace verify {
namespace {

constexpr std::size_t kMaxLinkText = 120;

constexpr bool separates_words(TagKey key, std::uint32_t traits) {
  return (traits & trait::special) != 0 && key != tag_key("img") && key != tag_key("input");
}

std::size_t count_visible(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += static_cast<unsigned char>(c) > ' ';
  return count;
}

bool is_script_type(std::string_view type) {
  const std::string lower = ascii_lower(trim(type.substr(0, type.find(';'))));
  return lower.empty() || lower == "module" || lower.ends_with("javascript") ||
         lower.ends_with("ecmascript") || lower == "text/jscript" || lower == "text/livescript";
}

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    std::size_t end = 0;
    while (end < list.size() && !is_ascii_space(list[end])) ++end;
    if (ascii_iequals(list.substr(0, end), word)) return true;
    list.remove_prefix(std::min(list.size(), end + 1));
  }
  return false;
}

// More than a link's text can use, cut between characters.
std::string_view bounded(std::string_view text) {
  if (text.size() <= 4 * kMaxLinkText) return text;
  std::size_t size = 4 * kMaxLinkText;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

/// The charset of <meta http-equiv=content-type content="…">.
std::string charset_of(std::string_view content) {
  const std::string lower = ascii_lower(content);
  const std::size_t at = lower.find("charset");
  if (at == std::string::npos) return {};
  std::string_view rest = trim(std::string_view(lower).substr(at + 7));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  return std::string(rest.substr(0, rest.find_first_of("\"'; \t\r\n\f")));
}

class Scanner {
 public:
  explicit Scanner(std::string_view html) : tags_(html) {}

  PageScan scan() {
    while (tags_.next()) {
      const TagToken& token = tags_.token();
      switch (token.kind) {
        case TagToken::Kind::text:
          text(token);
          break;
        case TagToken::Kind::raw_text:
          raw_text(token);
          break;
        case TagToken::Kind::start_tag:
          start(token);
          break;
        case TagToken::Kind::end_tag:
          end(token);
          break;
        case TagToken::Kind::nameless_end_tag:
          break;
      }
    }
    close_link();
    page_.max_depth = tags_.tree().max_depth() + (tags_.tree().was_too_deep() ? 1 : 0);
    return std::move(page_);
  }

 private:
  bool inert() const { return templates_ > 0 || in_noscript_; }

  std::string value(std::string_view name) const {
    const TagTokenizer::Attribute* found = tags_.find(name);
    return found == nullptr ? std::string() : decode_attribute(found->value);
  }

  void text(const TagToken& token) {
    if (!inert()) page_.text_bytes += count_visible(token.whole);
    if (!in_link_ || link_text_.size() >= kMaxLinkText) return;
    const std::string_view piece = bounded(token.whole);
    link_text_ += token.cdata ? std::string(piece) : decode_text(piece);
  }

  void separate_words(const TagToken& token) {
    if (in_link_ && link_text_.size() < kMaxLinkText && separates_words(token.key, token.traits))
      link_text_ += ' ';
  }

  void raw_text(const TagToken& token) {
    if (!in_title_ || token.key != tag_key("title")) return;
    page_.title = collapse_space(decode_text(token.whole));
    in_title_ = false;
  }

  // The standard keeps what stands in a <select> since 2025; the tree's drops it.
  bool is_link_in_select(const TagToken& token) const {
    return (token.key == tag_key("a") || token.key == tag_key("area")) &&
           !tags_.tree().in_frameset();
  }

  void start(const TagToken& token) {
    page_.max_attributes = std::max(page_.max_attributes, token.attribute_count);
    if (token.fate == TreeSketch::Fate::ignored && !is_link_in_select(token)) return;
    if (token.key == tag_key("a")) return start_link(token, false);
    separate_words(token);
    if (token.foreign) return;
    switch (token.key) {
      case tag_key("area"):
        return start_link(token, true);
      case tag_key("img"):
        return image();
      case tag_key("link"):
        return link_element();
      case tag_key("meta"):
        return meta();
      case tag_key("base"):
        return base();
      case tag_key("iframe"):
      case tag_key("frame"):
        return frame();
      case tag_key("script"):
        return script();
      case tag_key("frameset"):
        return frameset();
      case tag_key("template"):
        ++templates_;
        return;
      case tag_key("noscript"):
        in_noscript_ = true;
        return;
      case tag_key("title"):
        in_title_ = !seen_title_;
        seen_title_ = true;
        return;
      case tag_key("html"):
        if (page_.lang.empty()) page_.lang = std::string(trim(value("lang")));
        return;
      default:
        return;
    }
  }

  void end(const TagToken& token) {
    separate_words(token);
    switch (token.key) {
      case tag_key("a"):
        return close_link();
      case tag_key("template"):
        templates_ -= templates_ > 0;
        return;
      case tag_key("noscript"):
        in_noscript_ = false;
        return;
      case tag_key("title"):
        in_title_ = false;
        return;
      default:
        return;
    }
  }

  void start_link(const TagToken& token, bool area) {
    if (!area) close_link();
    const TagTokenizer::Attribute* href = nullptr;
    for (const TagTokenizer::Attribute& attribute : tags_.attributes()) {
      const bool here = ascii_iequals(attribute.name, "href") ||
                        (token.foreign && ascii_iequals(attribute.name, "xlink:href"));
      if (!here) continue;
      href = &attribute;
      break;
    }
    if (href == nullptr) return;
    PageScan::Link link;
    link.href = trim(decode_attribute(href->value));
    link.nofollow = has_word(value("rel"), "nofollow");
    link.inert = inert();
    link.area = area;
    if (area) link.text = shorten(collapse_space(value("alt")), kMaxLinkText);
    page_.links.push_back(std::move(link));
    if (area) return;
    open_link_ = page_.links.size() - 1;
    in_link_ = true;
    link_text_.clear();
    link_image_.clear();
  }

  void close_link() {
    if (!in_link_) return;
    in_link_ = false;
    std::string text = collapse_space(link_text_);
    if (text.empty()) text = collapse_space(link_image_);
    page_.links[open_link_].text = shorten(text, kMaxLinkText);
  }

  void image() {
    if (in_link_ && link_image_.empty()) link_image_ = value("alt");
  }

  void link_element() {
    if (inert() || !page_.canonical.empty() || !has_word(value("rel"), "canonical")) return;
    page_.canonical = trim(value("href"));
  }

  void base() {
    if (has_base_ || tags_.find("href") == nullptr) return;
    has_base_ = true;
    page_.base_href = trim(value("href"));
  }

  void meta() {
    if (inert()) return;
    if (page_.meta_charset.empty() && tags_.find("charset") != nullptr)
      page_.meta_charset = ascii_lower(trim(value("charset")));
    if (ascii_iequals(trim(value("name")), "robots")) {
      if (!page_.meta_robots.empty()) page_.meta_robots += ", ";
      page_.meta_robots += ascii_lower(trim(value("content")));
    }
    const std::string equiv = value("http-equiv");
    if (ascii_iequals(equiv, "refresh") && page_.refresh.empty()) page_.refresh = value("content");
    if (ascii_iequals(equiv, "content-type") && page_.meta_charset.empty())
      page_.meta_charset = charset_of(value("content"));
  }

  void frame() {
    std::string src(trim(value("src")));
    if (!inert() && !src.empty()) page_.frames.push_back({std::move(src)});
  }

  // One that counts takes the place of the body and what was in it.
  void frameset() {
    close_link();
    page_.links.clear();
  }

  void script() {
    if (!inert()) page_.scripts += is_script_type(value("type"));
  }

  TagTokenizer tags_;
  PageScan page_;
  std::string link_text_;
  std::string link_image_;
  std::size_t open_link_ = 0;
  std::size_t templates_ = 0;
  bool in_link_ = false;
  bool in_noscript_ = false;
  bool in_title_ = false;
  bool seen_title_ = false;
  bool has_base_ = false;
};

}  // namespace

PageScan scan_page(std::string_view html) {
  return Scanner(html).scan();
}

// WHATWG HTML, "shared declarative refresh steps".
std::string refresh_target(std::string_view content) {
  const auto skip_space = [&content] {
    while (!content.empty() && is_ascii_space(content[0])) content.remove_prefix(1);
  };
  skip_space();
  std::size_t digits = 0;
  while (digits < content.size() && content[digits] >= '0' && content[digits] <= '9') ++digits;
  if (digits == 0 && !content.starts_with('.')) return {};
  content.remove_prefix(digits);
  while (!content.empty() && ((content[0] >= '0' && content[0] <= '9') || content[0] == '.'))
    content.remove_prefix(1);
  if (content.empty() || (content[0] != ';' && content[0] != ',' && !is_ascii_space(content[0])))
    return {};
  skip_space();
  if (content.starts_with(';') || content.starts_with(',')) content.remove_prefix(1);
  skip_space();
  const std::string_view whole = content;
  if (content.size() >= 3 && ascii_iequals(content.substr(0, 3), "url")) {
    content.remove_prefix(3);
    skip_space();
    if (!content.starts_with('=')) return std::string(trim(whole));
    content.remove_prefix(1);
    skip_space();
  }
  if (content.starts_with('"') || content.starts_with('\'')) {
    const char quote = content[0];
    content.remove_prefix(1);
    content = content.substr(0, content.find(quote));
  }
  return std::string(trim(content));
}

}  // namespace verify

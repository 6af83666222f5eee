#include "page/encoding_sniff.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace verify {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool starts_with_i(std::string_view text, std::string_view lower) {
  return ascii_iequals(text.substr(0, lower.size()), lower);
}

/// A position in the bytes that never leaves them.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
  bool done() const { return at_ >= bytes_.size(); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < bytes_.size() ? bytes_[at_ + ahead] : '\0';
  }
  std::string_view rest() const { return bytes_.substr(at_); }
  void skip(std::size_t count = 1) { at_ = std::min(at_ + count, bytes_.size()); }
  void skip_space() {
    while (!done() && is_ascii_space(peek())) ++at_;
  }
  /// To the next `c`, or to the end.
  void skip_to(char c) { at_ = std::min(bytes_.find(c, at_), bytes_.size()); }
  /// To just behind the next `mark`, or to the end.
  void skip_past(std::string_view mark) {
    const auto found = bytes_.find(mark, at_);
    at_ = found == std::string_view::npos ? bytes_.size() : found + mark.size();
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

struct Attribute {
  std::string name;
  std::string value;
};

std::string quoted_value(Cursor& in) {
  const char quote = in.peek();
  in.skip();
  std::string value;
  for (; !in.done() && in.peek() != quote; in.skip()) value += in.peek();
  in.skip();
  return ascii_lower(value);
}

std::string bare_value(Cursor& in) {
  std::string value;
  for (; !in.done() && !is_ascii_space(in.peek()) && in.peek() != '>'; in.skip())
    value += in.peek();
  return ascii_lower(value);
}

// "Get an attribute"; false at the end of the tag.
bool next_attribute(Cursor& in, Attribute& out) {
  out = {};
  while (!in.done() && (is_ascii_space(in.peek()) || in.peek() == '/')) in.skip();
  if (in.done() || in.peek() == '>') return false;
  for (; !in.done(); in.skip()) {
    const char c = in.peek();
    if ((c == '=' && !out.name.empty()) || is_ascii_space(c) || c == '/' || c == '>') break;
    out.name += c;
  }
  out.name = ascii_lower(out.name);
  in.skip_space();
  if (in.peek() != '=') return true;
  in.skip();
  in.skip_space();
  if (in.peek() == '"' || in.peek() == '\'') {
    out.value = quoted_value(in);
  } else {
    out.value = bare_value(in);
  }
  return true;
}

// "Extracting a character encoding from a meta element": what stands behind "charset=".
std::string_view charset_in(std::string_view content) {
  const std::string lower = ascii_lower(content);
  std::size_t at = 0;
  while (true) {
    at = lower.find("charset", at);
    if (at == std::string::npos) return {};
    at += 7;
    while (at < content.size() && is_ascii_space(content[at])) ++at;
    if (at < content.size() && content[at] == '=') break;
  }
  ++at;
  while (at < content.size() && is_ascii_space(content[at])) ++at;
  if (at >= content.size()) return {};
  const char quote = content[at];
  if (quote == '"' || quote == '\'') {
    const auto end = content.find(quote, at + 1);
    return end == std::string_view::npos ? std::string_view{}
                                         : content.substr(at + 1, end - at - 1);
  }
  const auto end = content.find_first_of("; \t\n\r\f", at);
  return content.substr(at, end == std::string_view::npos ? end : end - at);
}

// A page that can be read as ASCII so far is not UTF-16 whatever it says of itself.
const Encoding* as_in_meta(const Encoding* encoding) {
  if (encoding == nullptr) return nullptr;
  if (encoding->name.starts_with("utf-16")) return encoding_for_label("utf-8");
  if (encoding->name == "x-user-defined") return encoding_for_label("windows-1252");
  return encoding;
}

// The attributes of a <meta>; the first of each name counts.
const Encoding* meta_encoding(Cursor& in) {
  bool seen_http_equiv = false, seen_content = false, seen_charset = false;
  bool got_pragma = false, pragma_needed = false;
  const Encoding* encoding = nullptr;
  for (Attribute attribute; next_attribute(in, attribute);) {
    if (attribute.name == "http-equiv" && !std::exchange(seen_http_equiv, true)) {
      got_pragma = attribute.value == "content-type";
    } else if (attribute.name == "content" && !std::exchange(seen_content, true)) {
      const Encoding* named = encoding_for_label(charset_in(attribute.value));
      if (named == nullptr || encoding != nullptr || seen_charset) continue;
      encoding = named;
      pragma_needed = true;
    } else if (attribute.name == "charset" && !std::exchange(seen_charset, true)) {
      encoding = encoding_for_label(attribute.value);
      pragma_needed = false;
    }
  }
  return pragma_needed && !got_pragma ? nullptr : as_in_meta(encoding);
}

// "Get an XML encoding": <?xml … encoding="…"?>.
const Encoding* xml_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return nullptr;
  const std::string_view declaration = head.substr(0, head.find('>'));
  auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return nullptr;
  Cursor in(declaration.substr(at + 8));
  in.skip_space();
  if (in.peek() != '=') return nullptr;
  in.skip();
  in.skip_space();
  if (in.peek() != '"' && in.peek() != '\'') return nullptr;
  return as_in_meta(encoding_for_label(quoted_value(in)));
}

// Anything but a <meta> that starts with '<': a comment, a tag with attributes, or a declaration.
void skip_markup(Cursor& in) {
  if (in.rest().starts_with("<!--")) {
    in.skip(2);  // "<!-->" is a whole comment
    in.skip_past("-->");
  } else if (is_letter(in.peek(1)) || (in.peek(1) == '/' && is_letter(in.peek(2)))) {
    while (!in.done() && !is_ascii_space(in.peek()) && in.peek() != '>') in.skip();
    for (Attribute attribute; next_attribute(in, attribute);) {
    }
  } else if (in.peek(1) == '!' || in.peek(1) == '/' || in.peek(1) == '?') {
    in.skip_past(">");
  } else {
    in.skip();
  }
}

}  // namespace

const Encoding* encoding_of_content_type(std::string_view content_type) {
  Cursor in(content_type);
  while (!in.done()) {
    in.skip_past(";");
    in.skip_space();
    if (!starts_with_i(in.rest(), "charset")) continue;
    in.skip(7);
    in.skip_space();
    if (in.peek() != '=') continue;
    in.skip();
    in.skip_space();
    if (in.peek() == '"') return encoding_for_label(quoted_value(in));
    const std::string_view rest = in.rest();
    std::string_view label = trim(rest.substr(0, rest.find(';')));
    if (label.size() >= 2 && label.front() == '\'' && label.back() == '\'')
      label = label.substr(1, label.size() - 2);
    return encoding_for_label(label);
  }
  return nullptr;
}

const Encoding* prescan_encoding(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("<\0?\0x\0"sv)) return encoding_for_label("utf-16le");
  if (head.starts_with("\0<\0?\0x"sv)) return encoding_for_label("utf-16be");
  for (Cursor in(head); !in.done();) {
    in.skip_to('<');
    if (starts_with_i(in.rest(), "<meta") && (is_ascii_space(in.peek(5)) || in.peek(5) == '/')) {
      in.skip(5);
      if (const Encoding* encoding = meta_encoding(in)) return encoding;
    } else {
      skip_markup(in);
    }
  }
  return xml_encoding(head);
}

}  // namespace verify

#include "page/tag_tokenizer.h"

#include <cstring>

#include "base/text.h"

namespace verify {
namespace {

enum : std::uint8_t { kSpace = 1, kSlash = 2, kClose = 4, kEquals = 8 };

constexpr std::array<std::uint8_t, 256> kClass = [] {
  std::array<std::uint8_t, 256> table{};
  for (const char c : {' ', '\t', '\n', '\r', '\f'}) table[static_cast<unsigned char>(c)] = kSpace;
  table['/'] = kSlash;
  table['>'] = kClose;
  table['='] = kEquals;
  return table;
}();

std::uint8_t class_of(char c) {
  return kClass[static_cast<unsigned char>(c)];
}

bool is_letter(char c) {
  const char folded = static_cast<char>(c | 0x20);
  return folded >= 'a' && folded <= 'z';
}

bool starts_with_fold(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i)
    if (ascii_lower(text[i]) != lower[i]) return false;
  return true;
}

// Enough to tell equal formatting elements from others for the "Noah's Ark clause".
std::uint64_t spelling_of(std::string_view tag) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : tag) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::size_t TagTokenizer::find_byte(char c, std::size_t from) const {
  if (from >= html_.size()) return html_.size();
  const void* hit = std::memchr(html_.data() + from, c, html_.size() - from);
  return hit == nullptr ? html_.size()
                        : static_cast<std::size_t>(static_cast<const char*>(hit) - html_.data());
}

const TagTokenizer::Attribute* TagTokenizer::find(std::string_view name) const {
  for (std::size_t i = 0; i < stored_; ++i)
    if (attributes_[i].name.size() == name.size() && starts_with_fold(attributes_[i].name, name))
      return &attributes_[i];
  return nullptr;
}

bool TagTokenizer::next() {
  for (;;) {
    if (raw_ != Raw::none && read_raw()) return true;
    if (at_ >= html_.size()) return false;
    if (html_[at_] != '<' || find_markup(at_) != at_) return read_text();
    const char c = html_[at_ + 1];
    if (c == '!') {
      skip_declaration();
      if (token_.kind == TagToken::Kind::text && token_.cdata && !token_.whole.empty()) {
        note_visible_text();
        return true;
      }
    } else if (c == '/' && html_[at_ + 2] == '>') {
      read_nameless_end_tag();
      return true;
    } else if (c == '?' || (c == '/' && !is_letter(html_[at_ + 2]))) {
      skip_bogus_comment();
    } else {
      const bool ends = c == '/';
      if (read_tag(at_ + (ends ? 2 : 1),
                   ends ? TagToken::Kind::end_tag : TagToken::Kind::start_tag))
        return true;
    }
  }
}

// The next '<' that opens a tag, a comment or a declaration ("tag open state"). One at the very
// end, or before anything else, is text.
std::size_t TagTokenizer::find_markup(std::size_t from) const {
  for (std::size_t p = find_byte('<', from); p < html_.size(); p = find_byte('<', p + 1)) {
    if (p + 1 >= html_.size()) break;
    const char c = html_[p + 1];
    if (is_letter(c) || c == '!' || c == '?') return p;
    if (c == '/' && p + 2 < html_.size()) return p;
  }
  return html_.size();
}

bool TagTokenizer::read_text() {
  const std::size_t end = find_markup(at_);
  token_ = {};
  token_.whole = html_.substr(at_, end - at_);
  at_ = end;
  tree_.text();
  note_visible_text();
  return true;
}

void TagTokenizer::note_visible_text() {
  if (tree_.frameset_ok() && !trim(token_.whole).empty()) tree_.visible_text();
}

void TagTokenizer::read_nameless_end_tag() {
  token_ = {};
  token_.kind = TagToken::Kind::nameless_end_tag;
  token_.whole = html_.substr(at_, 3);
  at_ += 3;
}

// ---- Comments and declarations (13.2.5.41 to 13.2.5.72) ----

void TagTokenizer::skip_declaration() {
  token_.cdata = false;
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) return skip_comment();
  if (!rest.starts_with("<![CDATA[") || !tree_.in_foreign()) return skip_bogus_comment();
  const std::size_t start = at_ + 9;
  const std::size_t end = html_.find("]]>", start);
  token_ = {};
  token_.cdata = true;
  token_.whole = html_.substr(start, end == std::string_view::npos ? end : end - start);
  at_ = end == std::string_view::npos ? html_.size() : end + 3;
}

void TagTokenizer::count_comment() {
  if (++comments_ == kMaxComments + 1) comments_cut_ = at_;
}

// A comment ends at "-->" or "--!>"; right after its start also at ">" and "->".
void TagTokenizer::skip_comment() {
  count_comment();
  const std::size_t start = at_ + 4;
  for (std::size_t p = find_byte('>', start); p < html_.size(); p = find_byte('>', p + 1)) {
    const std::string_view inside = html_.substr(start, p - start);
    if (inside.empty() || inside == "-" || inside.ends_with("--") || inside.ends_with("--!")) {
      at_ = p + 1;
      return;
    }
  }
  at_ = html_.size();
}

// Also a doctype: every state of it ends at the first '>'.
void TagTokenizer::skip_bogus_comment() {
  count_comment();
  const std::size_t end = find_byte('>', at_);
  at_ = end == html_.size() ? end : end + 1;
}

// ---- Raw text (13.2.5.9 to 13.2.5.31) ----

bool TagTokenizer::read_raw() {
  const std::size_t end = raw_ == Raw::plaintext ? html_.size()
                          : raw_ == Raw::script  ? find_script_end()
                                                 : find_raw_end();
  token_ = {};
  token_.kind = raw_ == Raw::plaintext ? TagToken::Kind::text : TagToken::Kind::raw_text;
  token_.key = raw_key_;
  token_.cdata = raw_ != Raw::rcdata;
  token_.whole = html_.substr(at_, end - at_);
  raw_ = Raw::none;
  at_ = end;
  return !token_.whole.empty();
}

bool TagTokenizer::is_end_tag_at(std::size_t at, std::string_view name, TagKey key) const {
  const std::string_view rest = html_.substr(at);
  if (rest.size() < name.size() + 3 || rest[1] != '/') return false;
  if ((class_of(rest[name.size() + 2]) & (kSpace | kSlash | kClose)) == 0) return false;
  return tag_key(rest.substr(2, name.size())) == key;
}

std::size_t TagTokenizer::find_raw_end() const {
  for (std::size_t p = find_byte('<', at_); p < html_.size(); p = find_byte('<', p + 1))
    if (is_end_tag_at(p, raw_name_, raw_key_)) return p;
  return html_.size();
}

// "script data", "script data escaped" (inside "<!--") and "script data double escaped" (inside
// "<!-- <script"), where "</script>" only ends the inner one.
std::size_t TagTokenizer::find_script_end() const {
  enum { plain, escaped, double_escaped } state = plain;
  std::size_t p = find_byte('<', at_);
  while (p < html_.size()) {
    const std::string_view rest = html_.substr(p);
    if (rest[0] == '-') {  // only looked at while escaped
      if (rest.starts_with("-->")) state = plain;
      ++p;
    } else if (is_end_tag_at(p, raw_name_, raw_key_)) {
      if (state != double_escaped) return p;
      state = escaped;
      p += 8;
    } else if (state == plain && rest.starts_with("<!--")) {
      state = escaped;
      p += 2;  // the two dashes may be those of "-->"
    } else if (state == escaped && rest.size() > 7 && starts_with_fold(rest, "<script") &&
               (class_of(rest[7]) & (kSpace | kSlash | kClose)) != 0) {
      state = double_escaped;
      p += 7;
    } else {
      ++p;
    }
    if (state == plain)
      p = find_byte('<', p);
    else
      while (p < html_.size() && html_[p] != '<' && html_[p] != '-') ++p;
  }
  return html_.size();
}

// ---- Tags (13.2.5.8, 13.2.5.32 to 13.2.5.40) ----

// False when the page ends inside the tag: then there is no tag.
bool TagTokenizer::read_tag(std::size_t name_start, TagToken::Kind kind) {
  const std::size_t start = at_;
  std::size_t p = name_start;
  while (p < html_.size() && (class_of(html_[p]) & (kSpace | kSlash | kClose)) == 0) ++p;
  token_ = {};
  token_.kind = kind;
  token_.name = html_.substr(name_start, p - name_start);
  token_.key = tag_key(token_.name);
  token_.traits = traits_of(token_.key);
  stored_ = 0;
  at_ = p;
  if (!read_attributes()) {
    unfinished_ = html_.substr(start);
    at_ = html_.size();
    return false;
  }
  token_.whole = html_.substr(start, at_ - start);
  if (kind == TagToken::Kind::start_tag) {
    enter();
  } else {
    if (token_.key == tag_key("noscript")) in_noscript_ = false;
    token_.fate = tree_.end(token_.key, token_.traits);
    token_.foreign = tree_.ended_foreign();
  }
  return true;
}

bool TagTokenizer::read_attributes() {
  for (;;) {
    while (at_ < html_.size() && class_of(html_[at_]) == kSpace) ++at_;
    if (at_ >= html_.size()) return false;
    if (html_[at_] == '>') {
      ++at_;
      return true;
    }
    if (html_[at_] == '/') {
      ++at_;
      token_.self_closing = at_ < html_.size() && html_[at_] == '>';
      continue;
    }
    const std::size_t start = at_++;  // a leading '=' belongs to the name
    while (at_ < html_.size() && class_of(html_[at_]) == 0) ++at_;
    const std::string_view name = html_.substr(start, at_ - start);
    while (at_ < html_.size() && class_of(html_[at_]) == kSpace) ++at_;
    std::string_view value;
    if (at_ < html_.size() && html_[at_] == '=' && !read_attribute_value(value)) return false;
    if (stored_ < kMaxAttributes)
      attributes_[stored_++] = {name, value};
    else if (token_.attributes_cut == 0)
      token_.attributes_cut = start;
    ++token_.attribute_count;
  }
}

bool TagTokenizer::read_attribute_value(std::string_view& value) {
  ++at_;
  while (at_ < html_.size() && class_of(html_[at_]) == kSpace) ++at_;
  if (at_ >= html_.size()) return false;
  const char quote = html_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t start = ++at_;
    const std::size_t end = find_byte(quote, start);
    if (end == html_.size()) return false;
    value = html_.substr(start, end - start);
    at_ = end + 1;
    return true;
  }
  const std::size_t start = at_;
  while (at_ < html_.size() && (class_of(html_[at_]) & (kSpace | kClose)) == 0) ++at_;
  value = html_.substr(start, at_ - start);
  return true;
}

// From at_ on, or the end of the page. `known` is the answer of before, good as long as it lies
// ahead: so looking again and again stays linear.
std::size_t TagTokenizer::next_end_tag(std::string_view name, std::size_t known) const {
  if (known >= at_) return known;
  const TagKey key = tag_key(name);
  for (std::size_t p = find_byte('<', at_); p < html_.size(); p = find_byte('<', p + 1))
    if (is_end_tag_at(p, name, key)) return p;
  return html_.size();
}

// An <iframe> in a <noscript> that ends without it. A browser with scripts never reads the inside
// of a <noscript>; read without them the frame would swallow the rest of the page.
bool TagTokenizer::left_open_in_noscript() {
  if (!in_noscript_ || token_.key != tag_key("iframe")) return false;
  noscript_end_ = next_end_tag("noscript", noscript_end_);
  iframe_end_ = next_end_tag("iframe", iframe_end_);
  return noscript_end_ < iframe_end_;
}

// Tells the tree of a start tag and switches to the state its content is read in.
void TagTokenizer::enter() {
  if (left_open_in_noscript()) {
    token_.fate = TreeSketch::Fate::too_deep;  // left out of the tree like those
    return;
  }
  TreeSketch::Start start{
      .key = token_.key, .traits = token_.traits, .self_closing = token_.self_closing};
  if ((token_.traits & trait::formatting) != 0) start.spelling = spelling_of(token_.whole);
  if (token_.key == tag_key("font"))
    start.styled_font =
        find("color") != nullptr || find("face") != nullptr || find("size") != nullptr;
  if (token_.key == tag_key("annotation-xml")) {
    const Attribute* encoding = find("encoding");
    start.html_annotation =
        encoding != nullptr && (ascii_iequals(encoding->value, "text/html") ||
                                ascii_iequals(encoding->value, "application/xhtml+xml"));
  }
  token_.fate = tree_.start(start);
  token_.foreign = tree_.made_foreign();
  if (token_.key == tag_key("noscript") && !token_.foreign) in_noscript_ = true;
  if (token_.fate == TreeSketch::Fate::ignored || token_.foreign) return;
  if ((token_.traits & trait::raw_text) != 0) raw_ = Raw::text;
  if ((token_.traits & trait::rcdata) != 0) raw_ = Raw::rcdata;
  if (token_.key == tag_key("script")) raw_ = Raw::script;
  if (token_.key == tag_key("plaintext")) raw_ = Raw::plaintext;
  raw_key_ = token_.key;
  raw_name_ = token_.name;
}

}  // namespace verify

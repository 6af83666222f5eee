#include "page/json_flat.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::size_t kMaxDepth = 128;
constexpr std::size_t kMaxNodes = 100'000;

class LenientJson {
 public:
  explicit LenientJson(std::string_view text) : text_(text) {}

  std::vector<JsonNode> read() {
    while (at_ < text_.size() && nodes_.size() < kMaxNodes) step();
    while (!open_.empty()) close();
    return std::move(nodes_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (is_ascii_space(c) || c == ':') {
      ++at_;
    } else if (c == '{' || c == '[') {
      ++at_;
      open(c == '{' ? JsonNode::Kind::object : JsonNode::Kind::array);
    } else if (c == '}' || c == ']') {
      ++at_;
      close();
    } else if (c == ',') {
      ++at_;
      key_ = {};
    } else if (c == '"') {
      string();
    } else {
      literal();
    }
  }

  void open(JsonNode::Kind kind) {
    if (open_.size() + dropped_ >= kMaxDepth) {
      ++dropped_;
      return;
    }
    open_.push_back(add(kind, {}));
  }

  void close() {
    key_ = {};
    if (dropped_ > 0) {
      --dropped_;
    } else if (!open_.empty()) {
      nodes_[open_.back()].end = static_cast<std::uint32_t>(nodes_.size());
      open_.pop_back();
    }
  }

  std::uint32_t add(JsonNode::Kind kind, std::string_view value) {
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    JsonNode node{.kind = kind, .key = key_, .value = value, .end = index + 1};
    if (!open_.empty()) node.parent = open_.back();
    nodes_.push_back(node);
    key_ = {};
    return index;
  }

  // A quote ends a string only where JSON can go on after it; people forget to escape the others.
  bool ends_string(std::size_t quote) const {
    std::size_t i = quote + 1;
    while (i < text_.size() && is_ascii_space(text_[i])) ++i;
    if (i == text_.size()) return true;
    const char c = text_[i];
    // A quote after white space: a forgotten comma between members.
    return c == ',' || c == ':' || c == '}' || c == ']' || (c == '"' && i > quote + 1);
  }

  void string() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && !(text_[at_] == '"' && ends_string(at_)))
      at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, text_.size());
    const std::string_view value = text_.substr(begin, at_ - begin);
    ++at_;
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
    if (at_ < text_.size() && text_[at_] == ':') {
      key_ = value;
      ++at_;
    } else if (dropped_ == 0) {
      add(JsonNode::Kind::string, value);
    }
  }

  void literal() {
    const std::size_t begin = at_;
    at_ = std::min(text_.find_first_of(",:]}[{\" \t\r\n\f", begin), text_.size());
    if (dropped_ == 0) add(JsonNode::Kind::literal, text_.substr(begin, at_ - begin));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t dropped_ = 0;  // containers open beyond the depth that is kept
  std::string_view key_;
  std::vector<std::uint32_t> open_;
  std::vector<JsonNode> nodes_;
};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The UTF-16 unit of "\uXXXX" at i, -1 when there is none.
int utf16_unit(std::string_view text, std::size_t i) {
  if (i + 6 > text.size() || text[i] != '\\' || text[i + 1] != 'u') return -1;
  int unit = 0;
  for (std::size_t k = i + 2; k < i + 6; ++k) {
    if (hex_value(text[k]) < 0) return -1;
    unit = unit * 16 + hex_value(text[k]);
  }
  return unit;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xE0 | c >> 12);
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
    }
    put(0x80 | (c >> 6 & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

// Appends the character of the \u escape at i (which is one) and says how long it was written.
std::size_t append_escaped(std::string& out, std::string_view text, std::size_t i) {
  const auto unit = static_cast<std::uint32_t>(utf16_unit(text, i));
  const bool high = unit >= 0xD800 && unit < 0xDC00;
  const int low = high ? utf16_unit(text, i + 6) : -1;
  if (low >= 0xDC00 && low < 0xE000) {
    append_utf8(out,
                0x10000 + ((unit - 0xD800) << 10) + (static_cast<std::uint32_t>(low) - 0xDC00));
    return 12;
  }
  append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
  return 6;
}

}  // namespace

std::vector<JsonNode> read_json_leniently(std::string_view text) {
  return LenientJson(text).read();
}

std::string unescape_json(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size();) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out += value[i++];
    } else if (utf16_unit(value, i) >= 0) {
      i += append_escaped(out, value, i);
    } else {
      const char c = value[i + 1];
      static constexpr std::string_view kFrom = "nrtbf", kTo = "\n\r\t\b\f";
      const std::size_t control = kFrom.find(c);
      out += control == kFrom.npos ? c : kTo[control];
      i += 2;
    }
  }
  return out;
}

}  // namespace verify

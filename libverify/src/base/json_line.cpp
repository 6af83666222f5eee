#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "verify/json_text.h"

namespace verify {
namespace {

// Walks text that is known to be well-formed JSON, so that it needs no error handling of its own.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  void skip_space() {
    while (at_ < text_.size() && is_ascii_space(text_[at_])) ++at_;
  }

  char peek() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  void take() { ++at_; }

  // The raw bytes between the quotes; escapes are not resolved.
  std::string_view string() {
    skip_space();
    const std::size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const std::string_view raw = text_.substr(start, std::min(at_, text_.size()) - start);
    ++at_;
    return raw;
  }

  void skip_value() {
    std::size_t depth = 0;
    do {
      const char c = peek();
      if (c == '\0') return;
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        take();
      } else if (c == '}' || c == ']') {
        --depth;
        take();
      } else if (c == ',' || c == ':') {
        take();
      } else {
        while (at_ < text_.size() &&
               std::string_view(",:]} \t\r\n").find(text_[at_]) == std::string_view::npos)
          ++at_;
      }
    } while (depth > 0);
  }

  // Moves to the value of `key`, or to element number `key`. False when there is none.
  bool enter(const std::string& key) {
    const char open = peek();
    if (open != '{' && open != '[') return false;
    take();
    for (std::size_t index = 0; peek() != '\0' && peek() != '}' && peek() != ']'; ++index) {
      const std::string name = open == '{' ? unescape(string()) : std::to_string(index);
      if (open == '{' && peek() == ':') take();
      if (name == key) return true;
      skip_value();
      if (peek() == ',') take();
    }
    return false;
  }

  int line() {
    skip_space();
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size()));
    return 1 + static_cast<int>(std::count(text_.begin(), end, '\n'));
  }

 private:
  static std::string unescape(std::string_view raw) {
    if (raw.find('\\') == std::string_view::npos) return std::string(raw);
    const auto value = nlohmann::json::parse('"' + std::string(raw) + '"', nullptr, false);
    return value.is_string() ? value.get<std::string>() : std::string(raw);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// RFC 6901 section 4.
std::string unescape_token(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escaped = token[i] == '~' && i + 1 < token.size();
    out += escaped ? (token[++i] == '1' ? '/' : '~') : token[i];
  }
  return out;
}

}  // namespace

int json_line_of(std::string_view text, std::string_view pointer) {
  Walker walker(text);
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (!walker.enter(unescape_token(pointer.substr(0, end)))) break;
    pointer.remove_prefix(end);
  }
  return walker.line();
}

}  // namespace verify

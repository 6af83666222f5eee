#include "report/markdown_parts.h"

#include "base/text.h"
#include "report/safe_text.h"

namespace verify {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "1." and "1)" at the start of a line make a list (CommonMark 5.2).
bool is_list_number(std::string_view text, std::size_t at) {
  if (at == 0 || at > 9) return false;
  for (const char c : text.substr(0, at))
    if (!is_digit(c)) return false;
  return true;
}

// Bare addresses become links on GitHub: "www." and "scheme://".
bool starts_address(std::string_view text, std::size_t at) {
  if (text[at] == '.') return at >= 3 && ascii_iequals(text.substr(at - 3, 3), "www");
  return text[at] == ':' && text.substr(at + 1, 2) == "//";
}

bool needs_backslash(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '!':
    case '|':
    case '~':
    case '$':
    case '{':
      return true;
    case '#':
    case '+':
    case '-':
    case '=':
    case ':':
      return at == 0 || starts_address(text, at);
    case '.':
    case ')':
      return is_list_number(text, at) || starts_address(text, at);
    default:
      return false;
  }
}

bool stands_in_uri(unsigned char c) {
  constexpr std::string_view kMarks = "-._~:/?#@!$&*+,;=%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(static_cast<char>(c)) ||
         kMarks.find(static_cast<char>(c)) != std::string_view::npos;
}

void append_percent(std::string& out, char c) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  out += '%';
  out += kHex[static_cast<unsigned char>(c) >> 4];
  out += kHex[c & 15];
}

// A '%' counts only before two hexadecimal digits, a '#' only once.
bool stands_as_it_is(std::string_view url, std::size_t at) {
  constexpr std::string_view kHex = "0123456789abcdefABCDEF";
  const char c = url[at];
  if (c == '%')
    return at + 2 < url.size() && kHex.find(url[at + 1]) != std::string_view::npos &&
           kHex.find(url[at + 2]) != std::string_view::npos;
  if (c == '#') return url.find('#') == at;
  return stands_in_uri(static_cast<unsigned char>(c));
}

}  // namespace

std::string markdown_text(std::string_view scraped, std::size_t max_bytes) {
  const std::string safe = safe_text(scraped, max_bytes);
  std::string out;
  out.reserve(safe.size() + safe.size() / 8);
  for (std::size_t at = 0; at < safe.size(); ++at) {
    const char c = safe[at];
    if (c == '<' || c == '>' || c == '&') {
      out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
    } else if (c == '@') {
      out += "`@`";  // neither a mention nor a mail address when it is code
    } else {
      if (needs_backslash(safe, at)) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string uri_reference(std::string_view url) {
  std::string out;
  out.reserve(url.size());
  for (std::size_t at = 0; at < url.size(); ++at) {
    if (stands_as_it_is(url, at))
      out += url[at];
    else
      append_percent(out, url[at]);
  }
  return out;
}

std::string markdown_link(std::string_view url) {
  std::string text = markdown_text(url);
  const std::string_view target = linkable(url);
  if (target.empty()) return text;
  std::string out = "[" + text + "](";
  for (const char c : uri_reference(target)) {
    if (c == '&')
      out += "&amp;";  // "&copy=1" would be read as a character reference
    else if (c == '_' || c == '*' || c == '~' || c == '$')
      append_percent(out, c);  // means the same; readers that look for emphasis first find none
    else
      out += c;
  }
  return out + ")";
}

}  // namespace verify

#include "report/safe_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "base/text.h"
#include "report/characters.h"

namespace verify {
namespace {

// Drawn as nothing, or changing how other text is drawn. White space is not here: it is collapsed.
constexpr std::array<std::pair<char32_t, char32_t>, 21> kInvisible{{
    {0x00, 0x1F},        // C0 controls, ESC among them
    {0x7F, 0x9F},        // DEL and C1 controls, CSI among them
    {0xAD, 0xAD},        // soft hyphen
    {0x034F, 0x034F},    // combining grapheme joiner
    {0x061C, 0x061C},    // Arabic letter mark
    {0x115F, 0x1160},    // Hangul fillers
    {0x17B4, 0x17B5},    // Khmer inherent vowels
    {0x180B, 0x180F},    // Mongolian variation selectors and vowel separator
    {0x200B, 0x200F},    // zero-width space, joiners, directional marks
    {0x2028, 0x202E},    // separators, bidi embeddings and overrides
    {0x2060, 0x206F},    // word joiner, invisible operators, bidi isolates
    {0x2800, 0x2800},    // Braille blank
    {0x3164, 0x3164},    // Hangul filler
    {0xE000, 0xF8FF},    // private use: means nothing to a reader
    {0xFDD0, 0xFDEF},    // not characters
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xFFA0, 0xFFA0},    // half-width Hangul filler
    {0xFFF0, 0xFFFB},    // interlinear annotation
    {0xFFFE, 0xFFFF},    // not characters
    {0x1D173, 0x1D17A},  // musical formatting
    {0xE0000, 0x10FFFF}  // tags, variation selectors, private use
}};
constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiner = 0x200D;
constexpr int kMaxMarks = 4;  // on one letter; Vietnamese and Hebrew need three

bool is_invisible(char32_t c) {
  for (const auto& [first, last] : kInvisible)
    if (c <= last) return c >= first;
  return true;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// Nearly all that is shown: it stays as it is, wherever it stands.
bool is_visible_ascii(char c) {
  return c > ' ' && c <= '~';
}

std::size_t visible_ascii_at(std::string_view text, std::size_t at) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
  return static_cast<std::size_t>(std::find_if_not(begin, text.end(), is_visible_ascii) - begin);
}

void append_name(std::string& out, char32_t c) {
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(c));
  out.append("‹").append(name).append("›");
}

// RFC 8259 section 7: beyond the basic plane as a surrogate pair.
void append_json_escape(std::string& out, char32_t c) {
  char escape[16];
  const auto code = static_cast<unsigned>(c);
  if (code <= 0xFFFF)
    std::snprintf(escape, sizeof escape, "\\u%04x", code);
  else
    std::snprintf(escape, sizeof escape, "\\u%04x\\u%04x", 0xD7C0 + (code >> 10),
                  0xDC00 + (code & 0x3FF));
  out.append(escape);
}

// Bytes that are not UTF-8 come as U+FFFD although other bytes stand there.
void append_character(std::string& out, char32_t c, std::string_view bytes) {
  out.append(c == 0xFFFD ? std::string_view("\uFFFD") : bytes);
}

// Takes characters one by one and keeps what decides about the next.
class Cleaner {
 public:
  explicit Cleaner(std::size_t size) { out_.reserve(size); }

  void take(char32_t c, std::string_view bytes) {
    if (is_space(c)) {
      space_ = !out_.empty();
      marks_ = 0;
      before_ = ' ';
      return;
    }
    const bool joins = (c == kJoiner || c == kNonJoiner) && takes_joiner(before_);
    const bool mark = is_mark(c);
    marks_ = mark ? marks_ + 1 : joins ? marks_ : 0;
    if (marks_ > kMaxMarks) return;
    flush_space();
    if (is_invisible(c) && !joins)
      append_name(out_, c);
    else
      append_based(c, bytes, mark);
    before_ = c;
  }

  // The same for characters that is_visible_ascii() holds for, at least one.
  void take_visible(std::string_view run) {
    flush_space();
    out_.append(run);
    before_ = static_cast<unsigned char>(run.back());
    marks_ = 0;
  }

  std::string finish() && { return std::move(out_); }

 private:
  void flush_space() {
    if (space_) out_ += ' ';
    space_ = false;
  }

  void append_based(char32_t c, std::string_view bytes, bool mark) {
    if (mark && (out_.empty() || before_ == ' ' || is_invisible(before_))) out_ += "◌";
    append_character(out_, c, bytes);
  }

  std::string out_;
  char32_t before_ = ' ';
  int marks_ = 0;
  bool space_ = false;
};

}  // namespace

std::string safe_text(std::string_view scraped) {
  Cleaner cleaner(scraped.size());
  for (std::size_t at = 0; at < scraped.size();) {
    const std::size_t start = at;
    if (const std::size_t run = visible_ascii_at(scraped, at); run > 0) {
      cleaner.take_visible(scraped.substr(at, run));
      at += run;
      continue;
    }
    const char32_t c = next_code_point(scraped, at);
    cleaner.take(c, scraped.substr(start, at - start));
  }
  return std::move(cleaner).finish();
}

std::string safe_text(std::string_view scraped, std::size_t max_bytes) {
  return safe_text(shorten(scraped, max_bytes));
}

std::string safe_lines(std::string_view scraped) {
  std::string out;
  while (!scraped.empty()) {
    const std::size_t end = std::min(scraped.find('\n'), scraped.size());
    out += safe_text(scraped.substr(0, end));
    if (end < scraped.size()) out += '\n';
    scraped.remove_prefix(std::min(end + 1, scraped.size()));
  }
  return out;
}

std::string escape_invisible_json(std::string_view json) {
  // Nearly all of it is ASCII that can be seen, and line ends between tokens: copied by the run.
  const auto is_plain = [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; };
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t start = at;
    while (at < json.size() && is_plain(json[at])) ++at;
    if (at > start) {
      out.append(json, start, at - start);
      continue;
    }
    const char32_t c = next_code_point(json, at);
    if (!is_invisible(c))
      out.append(json.substr(start, at - start));
    else
      append_json_escape(out, c);
  }
  return out;
}

void append_json_text(std::string& out, std::string_view text) {
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t", kNames = "\"\\bfnrt";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    while (at < text.size() && is_plain(text[at])) ++at;
    out.append(text, start, at - start);
    if (at == text.size()) return;
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (const std::size_t name = kNamed.find(text[begin]); name != kNamed.npos)
      (out += '\\') += kNames[name];
    else if (is_invisible(c))
      append_json_escape(out, c);
    else
      append_character(out, c, text.substr(begin, at - begin));
  }
}

std::string html_escape(std::string_view text) {
  constexpr std::string_view kMarkup = "&<>\"'";
  constexpr std::string_view kReferences[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(kMarkup, at), text.size());
    out.append(text, at, end - at);
    if (end < text.size()) out += kReferences[kMarkup.find(text[end])];
    at = end + 1;
  }
  return out;
}

std::string_view linkable(std::string_view url) {
  const auto starts = [url](std::string_view scheme) {
    return ascii_iequals(url.substr(0, scheme.size()), scheme) && url.size() > scheme.size();
  };
  if (!starts("http://") && !starts("https://")) return {};
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F') return {};
  return url;
}

}  // namespace verify

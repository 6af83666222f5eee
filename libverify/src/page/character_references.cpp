#include "page/character_references.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace verify {
namespace {

// U+00A0 to U+00FF: with "amp", "lt", "gt", "quot" and four in capitals, these are all the names
// that count without a semicolon.
constexpr std::string_view kLatin1[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
static_assert(std::size(kLatin1) == 96);

struct Named {
  std::string_view name;
  std::uint32_t code;
};
constexpr Named kShort[] = {{"amp", '&'},  {"lt", '<'},   {"gt", '>'}, {"quot", '"'},
                            {"AMP", '&'},  {"LT", '<'},   {"GT", '>'}, {"QUOT", '"'},
                            {"REG", 0xAE}, {"COPY", 0xA9}};
// Frequent names that need their semicolon; the rest is left to the tree builder.
constexpr Named kFrequent[] = {
    {"apos", '\''},    {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},
    {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
    {"bdquo", 0x201E}, {"bull", 0x2022},   {"hellip", 0x2026}, {"euro", 0x20AC},
    {"trade", 0x2122}, {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"rarr", 0x2192},
    {"larr", 0x2190},  {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009},
    {"zwnj", 0x200C},  {"zwj", 0x200D}};

std::optional<std::uint32_t> short_name(std::string_view name) {
  if (name.size() < 2 || name.size() > 6) return std::nullopt;
  for (const Named& row : kShort)
    if (row.name == name) return row.code;
  for (std::size_t i = 0; i < std::size(kLatin1); ++i)
    if (kLatin1[i] == name) return static_cast<std::uint32_t>(0xA0 + i);
  return std::nullopt;
}

std::optional<std::uint32_t> frequent_name(std::string_view name) {
  if (const auto code = short_name(name)) return code;
  for (const Named& row : kFrequent)
    if (row.name == name) return row.code;
  return std::nullopt;
}

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// The "numeric character reference end state": nothing, surrogates and what is past Unicode become
// U+FFFD, the C1 range is read as windows-1252.
std::uint32_t numeric_code(std::uint64_t code) {
  static constexpr std::uint16_t kWindows1252[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0xFFFD;
  if (code >= 0x80 && code <= 0x9F) return kWindows1252[code - 0x80];
  return static_cast<std::uint32_t>(code);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
  const char folded = static_cast<char>(c | 0x20);
  return is_digit(c) || (folded >= 'a' && folded <= 'z');
}
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char folded = static_cast<char>(c | 0x20);
  return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
}

// Any value by the tree builder itself: for names that are not in the tables above.
std::string decode_by_tree(std::string_view written, bool attribute) {
  std::string page = attribute ? "<p title=\"" : "<textarea>\n";
  for (const char c : written) {
    if (c == '"' && attribute)
      page += "&#34;";
    else if (c == '<')
      page += "&#60;";
    else
      page += c;
  }
  page += attribute ? "\">" : "</textarea>";
  if (auto bounded = without_endless_references(page)) page = *std::move(bounded);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
  const auto child = [](const GumboNode* node, unsigned i) -> const GumboNode* {
    const GumboVector& children = node->v.element.children;
    return children.length > i ? static_cast<const GumboNode*>(children.data[i]) : nullptr;
  };
  std::string out;
  const GumboNode* body = child(output->root, 1);
  const GumboNode* element = body == nullptr ? nullptr : child(body, 0);
  if (element != nullptr && attribute) {
    out = static_cast<const GumboAttribute*>(element->v.element.attributes.data[0])->value;
  } else if (element != nullptr && child(element, 0) != nullptr) {
    out = child(element, 0)->v.text.text;
  }
  gumbo_destroy_output(&options, output);
  return out;
}

class Decoder {
 public:
  Decoder(std::string_view in, bool attribute) : in_(in), attribute_(attribute) {}

  std::string decode() {
    out_.reserve(in_.size());
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '&') {
        if (!reference()) return decode_by_tree(in_, attribute_);
      } else if (c == '\r') {
        out_ += '\n';
        at_ += at_ + 1 < in_.size() && in_[at_ + 1] == '\n' ? 2 : 1;
      } else if (c == '\0') {
        append_utf8(out_, 0xFFFD);
        ++at_;
      } else {
        out_ += c;
        ++at_;
      }
    }
    return std::move(out_);
  }

 private:
  // False for a name that only the whole table of the standard can tell.
  bool reference() {
    if (at_ + 1 < in_.size() && in_[at_ + 1] == '#') {
      numeric();
      return true;
    }
    std::size_t end = at_ + 1;
    while (end < in_.size() && is_alnum(in_[end])) ++end;
    const std::string_view name = in_.substr(at_ + 1, end - at_ - 1);
    if (end < in_.size() && in_[end] == ';' && !name.empty()) {
      const auto code = frequent_name(name);
      if (code) take(*code, end + 1);
      return code.has_value();
    }
    without_semicolon(name, end);
    return true;
  }

  void without_semicolon(std::string_view name, std::size_t end) {
    if (attribute_) {
      const bool equals = end < in_.size() && in_[end] == '=';
      if (const auto code = short_name(name); code && !equals) return take(*code, end);
    } else {
      for (std::size_t size = std::min<std::size_t>(name.size(), 6); size >= 2; --size)
        if (const auto code = short_name(name.substr(0, size))) return take(*code, at_ + 1 + size);
    }
    out_ += '&';
    ++at_;
  }

  void numeric() {
    std::size_t p = at_ + 2;
    const bool hex = p < in_.size() && (in_[p] | 0x20) == 'x';
    p += hex;
    const std::size_t digits = p;
    std::uint64_t code = 0;
    for (; p < in_.size() && (hex ? hex_value(in_[p]) >= 0 : is_digit(in_[p])); ++p)
      code = std::min<std::uint64_t>(code * (hex ? 16 : 10) + hex_value(in_[p]), 0x110000);
    if (p == digits) {
      out_ += '&';
      ++at_;
      return;
    }
    take(numeric_code(code), p < in_.size() && in_[p] == ';' ? p + 1 : p);
  }

  void take(std::uint32_t code, std::size_t next) {
    append_utf8(out_, code);
    at_ = next;
  }

  std::string_view in_;
  bool attribute_;
  std::size_t at_ = 0;
  std::string out_;
};

std::string decode(std::string_view written, bool attribute) {
  const bool plain = std::memchr(written.data(), '&', written.size()) == nullptr &&
                     std::memchr(written.data(), '\r', written.size()) == nullptr &&
                     std::memchr(written.data(), '\0', written.size()) == nullptr;
  return plain ? std::string(written) : Decoder(written, attribute).decode();
}

}  // namespace

std::optional<std::string> without_endless_references(std::string_view page) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = 0; (at = page.find("&#", at)) != std::string_view::npos;) {
    at += 2;
    const bool hex = at < page.size() && (page[at] | 0x20) == 'x';
    std::size_t end = at + hex;
    while (end < page.size() && page[end] == '0') ++end;
    const std::size_t significant = end;
    while (end < page.size() && (hex ? hex_value(page[end]) >= 0 : is_digit(page[end]))) ++end;
    // The shortest that an int of 32 bits may not hold; all of them lie past Unicode.
    if (end - significant < (hex ? 8u : 10u)) continue;
    out.append(page, copied, at - copied);
    out += "xFFFD";
    if (!page.substr(end).starts_with(';')) out += ';';  // a letter after it may be a digit to it
    at = copied = end;
  }
  if (copied == 0) return std::nullopt;
  return out.append(page, copied);
}

std::string decode_attribute(std::string_view written) {
  return written.empty() ? std::string() : decode(written, true);
}

std::string decode_text(std::string_view written) {
  return written.empty() ? std::string() : decode(written, false);
}

}  // namespace verify

#include "report/html_parts.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

// 24 × 24, filled with the current colour; the sign inside is cut out or drawn in the paper colour.
struct Shape {
  std::string_view name, drawing;
};
constexpr std::array<Shape, 8> kShapes{{
    {"met",
     R"(<circle cx="12" cy="12" r="11"/><path class="sign" d="M6.5 12.5l3.7 3.7 7.3-7.9"/>)"},
    {"not-met", R"(<path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z"/>)"
                R"(<path class="sign" d="M8 8l8 8M16 8l-8 8"/>)"},
    {"needs-review", R"(<path d="M12 .8L23.2 12 12 23.2.8 12z"/><path class="sign" )"
                     R"(d="M9.3 9.7c0-3.6 5.6-3.6 5.6-.2 0 2.2-2.8 2.2-2.8 4.4M12.1 17v.4"/>)"},
    {"blocked", R"(<rect x="1.5" y="1.5" width="21" height="21" rx="4"/>)"
                R"(<path class="sign" d="M6.5 12h11"/>)"},
    {"attested",
     R"(<path d="M12 1l9.5 3.2v7.3c0 5.6-4 9.6-9.5 11.5-5.5-1.9-9.5-5.9-9.5-11.5V4.2z"/>)"
     R"(<path class="sign" d="M7.5 12l3.2 3.2 5.8-6.3"/>)"},
    {"missing", R"(<circle class="hollow" cx="12" cy="12" r="9.8"/>)"
                R"(<path class="ink" d="M12 6.5v7M12 17.2v.3"/>)"},
    {"waived", R"(<path d="M2 5h11V1l10 11-10 11v-4H2z"/>)"},
    {"not-applicable", R"(<circle class="hollow thin" cx="12" cy="12" r="10"/>)"
                       R"(<path class="ink" d="M7.5 12h9"/>)"},
}};

std::string use(std::string_view shape, std::string_view verdict_class) {
  return "<svg class=\"icon v-" + std::string(verdict_class) +
         "\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#shape-" +
         std::string(shape) + "\"/></svg>";
}

unsigned hex_digit(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// RFC 4648 section 4, from lower-case hex of an even number of digits.
std::string base64_of_hex(std::string_view hex) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 6) {  // three bytes give four characters
    unsigned bits = 0;
    for (std::size_t i = at; i < at + 6; ++i)
      bits = bits << 4 | (i < hex.size() ? hex_digit(hex[i]) : 0);
    const std::size_t bytes = std::min<std::size_t>((hex.size() - at) / 2, 3);
    for (std::size_t i = 0; i < 4; ++i)
      out += i <= bytes ? kAlphabet[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

}  // namespace

std::string icon_shapes() {
  std::string out = "<svg class=\"shapes\" aria-hidden=\"true\" focusable=\"false\">";
  for (const Shape& shape : kShapes)
    out.append("<symbol id=\"shape-")
        .append(shape.name)
        .append("\" viewBox=\"0 0 24 24\">")
        .append(shape.drawing)
        .append("</symbol>");
  return out + "</svg>\n";
}

std::string icon(Verdict verdict) {
  const std::string name = css_name(to_string(verdict));
  return use(name, name);
}

std::string icon(Outcome outcome) {
  switch (outcome) {
    case Outcome::ready:
      return icon(Verdict::met);
    case Outcome::not_ready:
      return icon(Verdict::not_met);
    case Outcome::needs_review:
      return icon(Verdict::needs_review);
  }
  return {};
}

std::string css_name(std::string_view word) {
  std::string out;
  for (const char c : word) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += plain ? c : '-';
  }
  return out;
}

std::string scraped(std::string_view text, std::size_t max_bytes) {
  return "<bdi>" + html_escape(safe_text(text, max_bytes)) + "</bdi>";
}

std::string link(std::string_view url, std::string_view text) {
  const std::string shown = scraped(text.empty() ? url : text);
  const std::string_view target = linkable(url);
  // What had to be repaired to be shown would lead elsewhere than it says.
  if (target.empty() || safe_text(target) != target)
    return "<span class=\"url\">" + shown + "</span>";
  return "<a class=\"url\" rel=\"noreferrer noopener\" target=\"_blank\" href=\"" +
         html_escape(target) + "\">" + shown + "</a>";
}

std::string summary_bar(const std::map<Verdict, int>& counts) {
  std::size_t total = 0;
  for (const Verdict verdict : kAllVerdicts)
    total += static_cast<std::size_t>(std::max(count_of(counts, verdict), 0));
  if (total == 0) return {};
  std::string out = "<svg class=\"bar\" viewBox=\"0 0 " + std::to_string(total) +
                    " 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";
  std::size_t at = 0;
  for (const Verdict verdict : kAllVerdicts) {
    const auto count = static_cast<std::size_t>(std::max(count_of(counts, verdict), 0));
    if (count == 0) continue;
    out += "<rect class=\"v-" + css_name(to_string(verdict)) + "\" x=\"" + std::to_string(at) +
           "\" y=\"0\" width=\"" + std::to_string(count) + "\" height=\"1\"/>";
    at += count;
  }
  return out + "</svg>\n";
}

std::string csp_hash(std::string_view content) {
  return "'sha256-" + base64_of_hex(sha256_hex(content)) + "'";
}

}  // namespace verify

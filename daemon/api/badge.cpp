#include "daemon/api/badge.h"

namespace verify::daemon {
namespace {

struct Look {
  std::string_view words, color;
};

/// White text on each of them has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
Look look_of(std::optional<Outcome> outcome) {
  if (!outcome) return {"not checked", "#595959"};
  switch (*outcome) {
    case Outcome::ready:
      return {"ready", "#1a6b34"};
    case Outcome::not_ready:
      return {"not ready", "#b3261e"};
    case Outcome::needs_review:
      return {"needs review", "#8a5300"};
  }
  return {"not checked", "#595959"};
}

/// As wide as Verdana's 11 pixels are on the average, so that words are neither cut nor lost.
int width_of(std::string_view words) {
  return static_cast<int>(words.size()) * 7 + 12;
}

std::string text_at(int x, std::string_view words) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"14\">" + std::string(words) + "</text>";
}

}  // namespace

std::string badge_svg(std::optional<Outcome> outcome, bool stale) {
  Look look = look_of(outcome);
  std::string words(look.words);
  if (stale && outcome) {
    words += " (stale)";
    look.color = "#595959";
  }
  static constexpr std::string_view kLabel = "verify";
  const int left = width_of(kLabel), right = width_of(words), all = left + right;
  const auto box = [](int x, int width, std::string_view color) {
    return "<rect x=\"" + std::to_string(x) + "\" width=\"" + std::to_string(width) +
           "\" height=\"20\" fill=\"" + std::string(color) + "\"/>";
  };
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + std::to_string(all) +
         "\" height=\"20\" role=\"img\" aria-label=\"verify: " + words +
         "\"><title>verify: " + words + "</title>" + box(0, left, "#333") +
         box(left, right, look.color) +
         "<g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,DejaVu Sans,sans-serif\" "
         "font-size=\"11\">" +
         text_at(left / 2, kLabel) + text_at(left + right / 2, words) + "</g></svg>\n";
}

bool is_stale(Instant due, Instant now) {
  return due + std::chrono::hours(24) <= now;
}

}  // namespace verify::daemon

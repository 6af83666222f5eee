#include "evidence/made_up.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "verify/reading.h"

namespace verify {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// "/case-studies/acme.html" is "/case-studies/", "acme", ".html" and no slash.
struct LastPart {
  std::string_view before;
  std::string_view name;
  std::string_view ending;
  bool slash = false;
};

LastPart last_part(std::string_view path) {
  LastPart out;
  out.slash = path.size() > 1 && path.ends_with('/');
  if (out.slash) path.remove_suffix(1);
  const std::size_t start = path.rfind('/') + 1;
  out.before = path.substr(0, start);
  out.name = path.substr(start);
  constexpr std::size_t kLongestEnding = 6;
  const std::size_t dot = out.name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || out.name.size() - dot > kLongestEnding)
    return out;
  const std::string_view ending = out.name.substr(dot);
  if (!std::ranges::all_of(ending.substr(1), is_letter_or_digit)) return out;
  out.ending = ending;
  out.name.remove_suffix(ending.size());
  return out;
}

bool is_year(std::string_view part) {
  return part.size() == 4 && (part.starts_with("19") || part.starts_with("20"));
}

// Whether the part of a path before the last one looks like the number or key of a page.
bool identifies(std::string_view before) {
  if (before.size() < 2) return false;
  before.remove_suffix(1);
  const std::string_view part = before.substr(before.rfind('/') + 1);
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(part, is_digit));
  return digits >= 3 && 3 * digits >= part.size() && !is_year(part);
}

std::string letters_of(std::string_view salted) {
  constexpr std::size_t kLetters = 16;
  std::string out = sha256_hex(salted).substr(0, kLetters);
  for (char& c : out)
    if (is_digit(c)) c = static_cast<char>('g' + (c - '0'));
  return out;
}

// Sizes apart are not the same page, whatever they share: what stands around every page of a site
// may be all that a made-up address shows.
bool similar(std::string_view a, std::string_view b) {
  constexpr double kSimilar = 0.9;
  const auto smaller = static_cast<double>(std::min(a.size(), b.size()));
  const auto larger = static_cast<double>(std::max(a.size(), b.size()));
  return larger > 0 && smaller >= kSimilar * larger && text_similarity(a, b) >= kSimilar;
}

}  // namespace

std::optional<std::string> made_up_key(const Url& page) {
  const LastPart last = last_part(page.pathname());
  const std::string name = ascii_lower(last.name);
  const bool entrance = name.empty() || name == "index" || name == "default" || name == "home";
  // Beside number 4711 there may be any other number, and a word is no address of such a page.
  if (entrance || identifies(last.before) || std::ranges::all_of(name, is_digit))
    return std::nullopt;
  return page.origin() + std::string(last.before) + "*" + std::string(last.ending) +
         (last.slash ? "/" : "");
}

std::optional<Url> made_up_address(const Url& page, std::string_view salt) {
  const auto key = made_up_key(page);
  if (!key) return std::nullopt;
  const LastPart last = last_part(page.pathname());
  const std::string name = letters_of(*key + ' ' + std::string(salt));
  const auto url = Url::parse(page.origin() + std::string(last.before) + name +
                              std::string(last.ending) + (last.slash ? "/" : ""));
  return url ? std::optional(*url) : std::nullopt;
}

bool shows_the_same(const Url& asked, const Document& page, const Document& made_up) {
  const std::string key = page_key(asked);
  const bool leads_there =
      page_key(made_up.url) == key || (made_up.canonical && page_key(*made_up.canonical) == key);
  // A folder that has moved: both are led to one page, which has an address of its own. Led to an
  // entrance, the page that was asked for is as like as not gone.
  const bool moved = page.url == made_up.url && made_up_key(page.url).has_value();
  return !leads_there && !moved && similar(page.text, made_up.text);
}

}  // namespace verify

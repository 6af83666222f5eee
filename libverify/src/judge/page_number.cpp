#include "judge/page_number.h"

#include <algorithm>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::string_view kCut = "\xE2\x80\xA6";  // "…" where a quote was cut

std::string_view without_cuts(std::string_view quote) {
  if (quote.starts_with(kCut)) quote.remove_prefix(kCut.size());
  if (quote.ends_with(kCut)) quote.remove_suffix(kCut.size());
  return trim(quote);
}

}  // namespace

std::string place_in_file(const Document& document, const Citation& citation) {
  const std::string_view quote = without_cuts(citation.quote);
  std::string text = document.text;  // quotes have spaces where lines end
  std::ranges::replace(text, '\n', ' ');
  const std::size_t at = quote.empty() ? std::string::npos : text.find(quote);
  if (at == std::string::npos || document.page_starts.empty()) return citation.place;
  const auto after = std::ranges::upper_bound(document.page_starts, at);
  const std::string page = "page " + std::to_string(after - document.page_starts.begin());
  return citation.place.empty() ? page : page + ", " + citation.place;
}

}  // namespace verify

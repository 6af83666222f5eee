#include "reading/phrases.h"

#include <algorithm>

namespace verify {

bool WordList::operator==(const WordList& other) const {
  if (size() != other.size()) return false;
  for (std::size_t i = 0; i < size(); ++i)
    if ((*this)[i] != other[i]) return false;
  return true;
}

void Phrases::add(std::string_view phrase, int meaning) {
  const WordList words(phrase);
  if (words.size() == 0) return;
  Phrase out{{}, meaning};
  for (std::size_t i = 0; i < words.size(); ++i) out.words.emplace_back(words[i]);
  by_first_[out.words.front()].push_back(std::move(out));
}

std::optional<Phrases::Hit> Phrases::at(const WordList& text, std::size_t at) const {
  const auto found = by_first_.find(text[at]);
  if (found == by_first_.end()) return std::nullopt;
  std::optional<Hit> best;
  for (const Phrase& phrase : found->second) {
    if (at + phrase.words.size() > text.size() || (best && best->words >= phrase.words.size()))
      continue;
    std::size_t n = 1;
    while (n < phrase.words.size() && text[at + n] == phrase.words[n]) ++n;
    if (n == phrase.words.size()) best = Hit{n, phrase.meaning};
  }
  return best;
}

std::optional<int> Phrases::whole(std::string_view text) const {
  const WordList words(text);
  if (words.size() == 0) return std::nullopt;
  const auto hit = at(words, 0);
  return hit && hit->words == words.size() ? std::optional(hit->meaning) : std::nullopt;
}

}  // namespace verify

#include "verify/topics.h"

#include <bitset>

#include "base/text.h"
#include "page/date_text.h"
#include "reading/fold.h"
#include "reading/quote.h"
#include "reading/tokens.h"

namespace verify {
namespace {

// A full stop ends a sentence only where something else follows: "27001." but not "3.5".
bool ends_sentence(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\n' || c == ';' || c == '!' || c == '?') return true;
  return c == '.' && (at + 1 == text.size() || is_ascii_space(text[at + 1]));
}

}  // namespace

TopicPhrase::TopicPhrase(std::string written)
    : written_(std::move(written)), open_end_(written_.ends_with('*')) {
  const std::string_view whole = written_;
  const std::string folded = fold_text(whole.substr(0, whole.size() - (open_end_ ? 1 : 0)));
  for (const Token& token : tokenize(folded)) words_.emplace_back(token.in(folded));
}

struct TopicSearch::Prepared {
  explicit Prepared(std::string_view original)
      : text(original), folded(fold(original)), tokens(tokenize(folded.text)) {
    for (std::size_t i = 0; i < tokens.size(); ++i) beginnings.set(beginning_of(word(i)));
  }

  std::string_view word(std::size_t i) const { return tokens[i].in(folded.text); }

  // Where the phrase stands in the original; the first place.
  std::optional<std::pair<std::size_t, std::size_t>> find(const TopicPhrase& phrase) const {
    const std::size_t count = phrase.words().size();
    if (count == 0 || !may_begin(phrase)) return std::nullopt;
    for (std::size_t at = 0; at + count <= tokens.size(); ++at) {
      if (!tokens[at].open_left || !matches(phrase, at)) continue;
      return std::pair{folded.original(tokens[at].begin),
                       folded.original(tokens[at + count - 1].end)};
    }
    return std::nullopt;
  }

  bool matches(const TopicPhrase& phrase, std::size_t at) const {
    const std::vector<std::string>& words = phrase.words();
    const std::size_t last = words.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
      if (word(at + i) != words[i]) return false;
    if (phrase.open_end()) return word(at + last).starts_with(words[last]);
    return word(at + last) == words[last] && tokens[at + last].open_right;
  }

  // Most phrases of a topic are not in a text, and their first letters tell.
  bool may_begin(const TopicPhrase& phrase) const {
    const std::string& first = phrase.words().front();
    const bool cut = phrase.open_end() && phrase.words().size() == 1 && first.size() < kBeginning;
    return cut || beginnings.test(beginning_of(first));
  }

  static constexpr std::size_t kBeginning = 3;  // bytes of a word
  static constexpr std::size_t kBeginnings = 4096;
  static std::size_t beginning_of(std::string_view word) {
    std::size_t hash = 0;
    for (const char c : word.substr(0, kBeginning))
      hash = hash * 37 + static_cast<unsigned char>(c);
    return hash % kBeginnings;
  }

  std::string_view text;
  FoldedText folded;
  std::vector<Token> tokens;
  std::bitset<kBeginnings> beginnings;  // of its words
};

TopicSearch::TopicSearch(std::string_view text) : prepared_(std::make_unique<Prepared>(text)) {}
TopicSearch::~TopicSearch() = default;
TopicSearch::TopicSearch(TopicSearch&&) noexcept = default;
TopicSearch& TopicSearch::operator=(TopicSearch&&) noexcept = default;

std::optional<std::string> TopicSearch::find(const Topic& topic) const {
  for (const TopicPhrase& phrase : topic.phrases)
    if (const auto place = prepared_->find(phrase))
      return quote_around(prepared_->text, place->first, place->second);
  return std::nullopt;
}

std::vector<NamedDate> dates_named(std::string_view text, const Topic& topic) {
  std::vector<NamedDate> out;
  std::size_t since = 0;  // the sentence's begin, or the date before
  std::size_t at = 0;
  for (const TextDate& each : find_dates(text, {.language = "en"})) {
    // 3/4/2024 is not written plainly enough to judge by.
    if (each.form != DateForm::year_first && each.form != DateForm::named) continue;
    for (; at < each.begin; ++at)
      if (ends_sentence(text, at)) since = at + 1;
    if (TopicSearch(text.substr(since, each.begin - since)).find(topic))
      out.push_back({each.date, quote_around(text, since, each.end)});
    at = since = each.end;
  }
  return out;
}

}  // namespace verify

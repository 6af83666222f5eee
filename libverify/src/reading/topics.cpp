#include "verify/topics.h"

#include "base/text.h"
#include "page/date_text.h"
#include "reading/fold.h"
#include "reading/quote.h"
#include "reading/tokens.h"

namespace verify {
namespace {

struct Phrase {
  std::string folded;
  std::vector<Token> tokens;
  bool open_end = false;  // its last word may go on
};

Phrase prepare(std::string_view written) {
  Phrase out;
  out.open_end = written.ends_with('*');
  if (out.open_end) written.remove_suffix(1);
  out.folded = fold_text(written);
  out.tokens = tokenize(out.folded);
  return out;
}

// A full stop ends a sentence only where something else follows: "27001." but not "3.5".
bool ends_sentence(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\n' || c == ';' || c == '!' || c == '?') return true;
  return c == '.' && (at + 1 == text.size() || is_ascii_space(text[at + 1]));
}

}  // namespace

struct TopicSearch::Prepared {
  explicit Prepared(std::string_view original)
      : text(original), folded(fold(original)), tokens(tokenize(folded.text)) {}

  std::string_view word(std::size_t i) const { return tokens[i].in(folded.text); }

  // Where the phrase stands in the original; the first place.
  std::optional<std::pair<std::size_t, std::size_t>> find(const Phrase& phrase) const {
    const std::size_t count = phrase.tokens.size();
    if (count == 0) return std::nullopt;
    for (std::size_t at = 0; at + count <= tokens.size(); ++at) {
      if (!tokens[at].open_left || !matches(phrase, at)) continue;
      return std::pair{folded.original(tokens[at].begin),
                       folded.original(tokens[at + count - 1].end)};
    }
    return std::nullopt;
  }

  bool matches(const Phrase& phrase, std::size_t at) const {
    const std::size_t last = phrase.tokens.size() - 1;
    for (std::size_t i = 0; i < last; ++i)
      if (word(at + i) != phrase.tokens[i].in(phrase.folded)) return false;
    const std::string_view wanted = phrase.tokens[last].in(phrase.folded);
    if (phrase.open_end) return word(at + last).starts_with(wanted);
    return word(at + last) == wanted && tokens[at + last].open_right;
  }

  std::string_view text;
  FoldedText folded;
  std::vector<Token> tokens;
};

TopicSearch::TopicSearch(std::string_view text) : prepared_(std::make_unique<Prepared>(text)) {}
TopicSearch::~TopicSearch() = default;
TopicSearch::TopicSearch(TopicSearch&&) noexcept = default;
TopicSearch& TopicSearch::operator=(TopicSearch&&) noexcept = default;

std::optional<std::string> TopicSearch::find(const Topic& topic) const {
  for (const std::string& phrase : topic.phrases)
    if (const auto place = prepared_->find(prepare(phrase)))
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

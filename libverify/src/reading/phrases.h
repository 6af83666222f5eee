#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/fold.h"
#include "reading/tokens.h"

namespace verify {

/// A text as its words, folded.
struct WordList {
  explicit WordList(std::string_view original)
      : folded(fold(original)), tokens(tokenize(folded.text)) {}
  std::size_t size() const { return tokens.size(); }
  std::string_view operator[](std::size_t i) const { return tokens[i].in(folded.text); }
  bool operator==(const WordList& other) const;
  /// Where word `i` ends in the original.
  std::size_t end_of(std::size_t i) const { return folded.original(tokens[i].end); }

  FoldedText folded;
  std::vector<Token> tokens;
};

/// Phrases by what they mean, to be found at one place of a text. The longest counts. Words of
/// scripts without spaces may follow each other directly.
class Phrases {
 public:
  Phrases() = default;
  /// All of one meaning, 0.
  explicit Phrases(const std::vector<std::string>& phrases) { add(phrases, 0); }
  void add(std::string_view phrase, int meaning);
  void add(const std::vector<std::string>& phrases, int meaning) {
    for (const std::string& each : phrases) add(each, meaning);
  }
  struct Hit {
    std::size_t words = 0;
    int meaning = 0;
  };
  /// The longest phrase that begins with word `at`.
  std::optional<Hit> at(const WordList& text, std::size_t at) const;
  /// The meaning of a text that is one phrase and nothing else.
  std::optional<int> whole(std::string_view text) const;

 private:
  struct Phrase {
    std::vector<std::string> words;
    int meaning = 0;
  };
  std::map<std::string, std::vector<Phrase>, std::less<>> by_first_;
};

}  // namespace verify

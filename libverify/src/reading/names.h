#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/fold.h"
#include "reading/tokens.h"
#include "verify/reading.h"

namespace verify {

/// A text ready to be searched for many names. Keeps a view of it.
struct SearchText {
  explicit SearchText(std::string_view original)
      : text(original), folded(fold(original)), tokens(tokenize(folded.text)) {}
  std::string_view text;
  FoldedText folded;
  std::vector<Token> tokens;
};

/// A name ready to be looked for in many texts.
class NameMatcher {
 public:
  explicit NameMatcher(const Name& name);

  bool empty() const { return spellings_.empty(); }
  /// The first place in a text where the name stands; nothing when it does not. `running` text is
  /// where a capital tells the name "Target" from the word.
  struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::optional<Hit> find(const SearchText& text, bool running) const;
  std::optional<Hit> find(std::string_view text, bool running) const {
    return find(SearchText(text), running);
  }

  /// Whether one word, such as a label of a host, is the name written together. Short names could
  /// be met by chance.
  bool spelled_by(std::string_view word) const;

 private:
  struct Spelling {
    std::vector<std::string> words;
    std::string letters;   ///< the words run together
    bool capital = false;  ///< written with a capital in the application
  };
  void add(std::string_view written);
  void add_spelling(const std::vector<std::string>& words, bool capital);
  std::size_t match(const Spelling& spelling, std::string_view folded,
                    const std::vector<Token>& tokens, std::size_t at) const;

  std::vector<Spelling> spellings_;
};

/// Looks for several names in one document, whose texts are prepared once, each when the first name
/// gets that far. Keeps views into the document and must not outlive it.
class NameSearch {
 public:
  explicit NameSearch(const Document& document) : document_(&document) {}
  NameSearch(const NameSearch&) = delete;
  NameSearch& operator=(const NameSearch&) = delete;

  const Document& document() const { return *document_; }
  Mention find(const Name& name);

 private:
  const SearchText& text_at(Mention::Place place);

  const Document* document_;
  std::string headings_, images_;  ///< one a line
  std::array<std::optional<SearchText>, 7> texts_;
};

/// Who a page is from by what stands beside its words; see find_partner().
Mention find_publisher(const Document& document, const NameMatcher& matcher);

}  // namespace verify

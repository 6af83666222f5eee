#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/tokens.h"
#include "verify/reading.h"

namespace verify {

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
  std::optional<Hit> find(std::string_view text, bool running) const;

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

}  // namespace verify

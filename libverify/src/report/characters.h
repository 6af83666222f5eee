#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace verify {

/// The Unicode knowledge of the text renderers.

/// The code point at `at`, which is moved behind it; U+FFFD for bytes that are not UTF-8 (one for
/// each maximal part of a sequence). Requires at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

/// A combining mark: drawn over what stands before it.
bool is_mark(char32_t c);

/// Whether a zero-width joiner or non-joiner has a meaning after `before`: in scripts whose letters
/// join and in emoji sequences. Anywhere else it is a way to hide.
bool takes_joiner(char32_t before);

/// Columns a terminal gives to `text`: 2 for wide characters, 0 for marks.
int display_width(std::string_view text);

/// Where text may be broken. Keeps what Unicode's rules are compiled to, which costs more to make
/// than most texts to break.
class TextBreaks {
 public:
  TextBreaks();
  ~TextBreaks();
  /// Byte offsets behind which a line of `text` may be broken (UAX #14), the last one text.size().
  std::vector<std::size_t> lines(std::string_view text);
  /// Byte offsets of the ends of the user-perceived characters (UAX #29).
  std::vector<std::size_t> graphemes(std::string_view text);

 private:
  struct Iterators;
  std::unique_ptr<Iterators> iterators_;
};

}  // namespace verify

#pragma once

#include <string>
#include <string_view>

namespace verify::filereader {

/// How a number is shown, as far as it matters to a reader of text.
struct NumberStyle {
  enum class Kind { general, decimals, date };
  Kind kind = Kind::general;
  int decimals = 0;
};

/// What a number format means: one of the built-in ones by its id, or a code of the file's own
/// (ISO/IEC 29500-1, 18.8.30 and 18.8.31).
NumberStyle built_in_style(int id);
NumberStyle style_of_code(std::string_view code);

/// A number as text: "12", "0.3", "2.10", "2026-03-01", "2026-03-01 14:30". A day is counted from
/// 1900 or 1904. What is no number, or no day that exists, stays as it is written.
std::string number_text(const std::string& written, const NumberStyle& style, bool from_1904);

/// Text with its "_x000D_" escapes undone (ISO/IEC 29500-1, 22.9.2.19). Control characters become
/// spaces, but a line end stays; half of a surrogate pair becomes U+FFFD.
std::string unescaped(std::string_view text);

}  // namespace verify::filereader

#pragma once

#include <string>
#include <string_view>

namespace verify {

// Which of several readings of the same bytes makes most sense: a detector that counts bytes takes
// neighbouring encodings for one another where there is little text.

/// The runs of text between tags that have bytes beyond ASCII: what a guess is about.
std::string pieces_beyond_ascii(std::string_view html);

/// How much sense a reading of such pieces makes: the votes of its words for one language, less
/// what no writer writes (a sign or a capital in the middle of a word). Compares readings of the
/// same bytes.
double latin_fit(std::string_view utf8);

/// The same for Chinese, Japanese and Korean: how many of the characters are those that every text
/// is full of, less what could not be read. At most 1.
double east_asian_fit(std::string_view utf8);

}  // namespace verify

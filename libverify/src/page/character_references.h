#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// The value of an attribute as written with its character references resolved as WHATWG HTML
/// 13.2.5.72 does for attributes, line ends normalised. Equal to what the tree builder makes of it.
std::string decode_attribute(std::string_view written);

/// The same for text outside tags.
std::string decode_text(std::string_view written);

/// The page with U+FFFD for each numeric reference of so many digits that the tree builder, which
/// counts in an int, would make some other character of it, or none; never longer than it was. The
/// same in scripts and comments, where it is no reference: nobody writes one that long.
/// Nothing where there is none.
std::optional<std::string> without_endless_references(std::string_view page);

}  // namespace verify

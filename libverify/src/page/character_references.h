#pragma once

#include <string>
#include <string_view>

namespace verify {

/// The value of an attribute as written with its character references resolved as WHATWG HTML
/// 13.2.5.72 does for attributes, line ends normalised. Equal to what the tree builder makes of it.
std::string decode_attribute(std::string_view written);

/// The same for text outside tags.
std::string decode_text(std::string_view written);

}  // namespace verify

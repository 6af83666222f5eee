#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace verify {

/// A tag name as a number: names of up to eight bytes are packed as they are, longer ones hashed,
/// so that comparing names costs one instruction. ASCII letters are folded to lower case.
using TagKey = std::uint64_t;

constexpr TagKey tag_key(std::string_view name) {
  if (name.size() <= 8) {
    TagKey key = 0;
    for (const char c : name) key = key << 8 | static_cast<unsigned char>(ascii_lower(c));
    return key;
  }
  TagKey hash = 0xcbf29ce484222325;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 0x100000001b3;
  return hash | TagKey{1} << 63;
}

namespace trait {
/// What tree construction (WHATWG HTML 13.2.6) treats alike, one bit each.
enum : std::uint32_t {
  void_element = 1 << 0,
  special = 1 << 1,
  formatting = 1 << 2,
  scope = 1 << 3,         ///< bounds "has an element in scope"
  marker = 1 << 4,        ///< sets a marker in the list of active formatting elements
  closes_p = 1 << 5,      ///< a start tag closes an open p
  block = 1 << 6,         ///< an end tag closes down to the element if it is in scope
  breakout = 1 << 7,      ///< a start tag leaves foreign content
  raw_text = 1 << 8,      ///< RAWTEXT
  rcdata = 1 << 9,        ///< RCDATA
  table_part = 1 << 10,   ///< only means something inside a table
  plain = 1 << 11,        ///< a start tag does not reconstruct formatting elements
  no_frameset = 1 << 12,  ///< a <frameset> after it means nothing
  heading = 1 << 13,
  foreign_root = 1 << 14,  ///< svg, math
  select_part = 1 << 15,   ///< a start tag that means something inside a select
};
}  // namespace trait

/// The traits of an element; 0 for one the standard does not single out.
std::uint32_t traits_of(TagKey key);

}  // namespace verify

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// One value of a JSON text, in document order; its subtree is the interval [index, end).
struct JsonNode {
  enum class Kind : std::uint8_t { object, array, string, literal };
  Kind kind = Kind::literal;
  std::string_view key;    ///< of the member it is, as written; empty in an array
  std::string_view value;  ///< of a string (escapes as written) or a literal
  std::uint32_t parent = 0xFFFFFFFF;
  std::uint32_t end = 0;
};

/// Reads JSON as found on pages. Total and lenient: stray commas, comments and CDATA marks around
/// it, raw line breaks and unescaped quotes in strings, missing ends cost at most the value they
/// stand in. Linear; nesting beyond 128 and values beyond 100,000 are dropped. Views point into
/// `text`.
std::vector<JsonNode> read_json_leniently(std::string_view text);

/// A JSON string's value with its escapes resolved; a broken escape stays as written.
std::string unescape_json(std::string_view value);

}  // namespace verify

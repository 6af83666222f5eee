#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace verify {

/// A body with its content coding removed.
struct DecodedBody {
  enum class State { complete, truncated, too_large, broken };
  std::string bytes;  ///< what could be decoded; for anything but `complete` a prefix
  State state = State::complete;
};

/// Removes Content-Encoding (gzip, x-gzip, deflate in both spellings, br, identity; a chain of at
/// most three). Stops at `max_bytes` of output. Total: never throws on any input. An unknown coding
/// is `broken` with no bytes.
DecodedBody decode_content(std::string_view content_encoding, std::string_view wire,
                           std::size_t max_bytes);

/// Text in UTF-8 and the name of the encoding it was in.
struct DecodedText {
  std::string utf8;
  std::string encoding;   ///< WHATWG label: "utf-8", "windows-1252", "shift_jis" …
  bool replaced = false;  ///< some bytes were not valid and became U+FFFD
};

/// Decodes a page as browsers do: byte order mark, then the charset of the Content-Type header,
/// then a prescan of the first 1024 bytes for <meta>, then detection (WHATWG HTML, encoding
/// sniffing). Total. `content_type` is the header's value and may be empty.
DecodedText decode_html(std::string body, std::string_view content_type);

}  // namespace verify

#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace verify {

/// What is wrong with our own input: a file, an option, a configuration. The misbehaviour of the
/// world is never an Error (see FetchStatus). A plain value; safe to copy between threads.
struct Error {
  enum class Code {
    not_found,    ///< a file or an id that is not there
    unreadable,   ///< the file is there and could not be read or written
    syntax,       ///< not well formed: JSON, WARC, a date
    schema,       ///< well formed, but a wrong type, an unknown key or word, an impossible value
    too_large,    ///< over a documented limit
    corrupt,      ///< stored evidence whose bytes are not what was written
    unsupported,  ///< a version or format this build does not know
  };

  Code code = Code::schema;
  std::string message;  ///< one sentence: what was found and what was expected
  std::string file;     ///< as the caller named it; empty when there is none
  int line = 0;         ///< 1-based; 0 when unknown
  std::string pointer;  ///< RFC 6901 JSON pointer; empty for the whole document or when not JSON

  /// "file:line: /pointer: message", without the parts that are unknown.
  std::string describe() const;
};

/// A key as a token of a JSON pointer (RFC 6901 section 3).
std::string pointer_token(std::string_view key);

template <class T>
using Result = std::expected<T, Error>;

}  // namespace verify

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace verify {

/// One gzip member (RFC 1952) with a header that never varies, so that any change to it shows.
std::string gzip_member(std::string_view bytes);

/// The same with stored deflate blocks: what is written depends on `bytes` alone and not on a
/// compressor, and can therefore be compared byte for byte.
std::string stored_gzip_member(std::string_view bytes);

std::uint32_t crc32_of(std::string_view bytes);

/// Reads members written by the functions above. Keeps its buffer from one member to the next.
class GzipMemberReader {
 public:
  enum class State {
    complete,
    cut_short,  ///< the input ends before the member does
    damaged,    ///< not a gzip member of ours, or its checksum is wrong
    too_large,  ///< more than the limit comes out
  };
  struct Member {
    State state = State::damaged;
    std::size_t stored = 0;  ///< bytes of input the member takes, where complete
    std::string_view bytes;  ///< what is in it; valid until the next read
  };

  /// Reads the member at the start of `input`; more may follow it. What comes out is bounded by
  /// `max_bytes`.
  Member read(std::string_view input, std::size_t max_bytes);

 private:
  bool grow(std::size_t max_bytes);
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
};

/// The beginning of what is in a member, at most `max_bytes`; no more of it is unpacked.
std::string read_gzip_start(std::string_view input, std::size_t max_bytes);

/// What can be read of a member that is damaged or cut short, at most `max_bytes`, to name it by.
struct GzipPrefix {
  std::string bytes;
  bool cut_short = false;  ///< the input ended, and nothing was wrong up to there
};
GzipPrefix read_gzip_prefix(std::string_view input, std::size_t max_bytes);

}  // namespace verify

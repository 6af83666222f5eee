#include "evidence/gzip_member.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>
#include <span>
#include <vector>

#include "base/decompressor.h"

namespace verify {
namespace {

// ISA-L's first level takes half the time of libdeflate's for a twentieth more bytes; most bodies
// come compressed as it is.
constexpr std::uint32_t kLevel = 1;
constexpr std::size_t kHeaderSize = 10;
constexpr std::size_t kTrailerSize = 8;
constexpr std::size_t kMaxStoredBlock = 65535;
constexpr std::size_t kFirstCapacity = 256u << 10;

// RFC 1952: magic, deflate, no flags, no time, no extra flags, unknown system.
constexpr std::string_view kHeader("\x1f\x8b\x08\0\0\0\0\0\0\xff", kHeaderSize);

void put_little_endian(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

void put_trailer(std::string& out, std::string_view bytes) {
  put_little_endian(out, crc32_of(bytes), 4);
  put_little_endian(out, bytes.size() & 0xffffffffu, 4);
}

// Bytes of a member when nothing can be compressed.
std::size_t stored_size(std::string_view bytes) {
  return kHeaderSize + bytes.size() + 5 * (bytes.size() / kMaxStoredBlock + 1) + kTrailerSize;
}

// What a compressor works in holds nothing between two calls: one a thread serves any number of
// crawls.
std::span<std::uint8_t> work_space() {
  thread_local std::vector<std::uint8_t> space(ISAL_DEF_LVL1_DEFAULT);
  return space;
}

// The deflate stream of `bytes` at `to`; its size, 0 when it needs more than `room`.
std::size_t deflate(std::string_view bytes, char* to, std::size_t room) {
  isal_zstream stream;
  isal_deflate_stateless_init(&stream);
  stream.hist_bits = 0;  // the whole window; the line above leaves it as it was
  stream.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(to);
  stream.avail_out = static_cast<std::uint32_t>(room);
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.level = kLevel;
  stream.level_buf = work_space().data();
  stream.level_buf_size = static_cast<std::uint32_t>(work_space().size());
  return isal_deflate_stateless(&stream) == COMP_OK ? stream.total_out : 0;
}

class Inflater {
 public:
  Inflater() {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

}  // namespace

std::uint32_t crc32_of(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

std::string gzip_member(std::string_view bytes) {
  std::string out;
  std::size_t deflated = 0;
  out.resize_and_overwrite(stored_size(bytes), [&](char* to, std::size_t room) {
    std::copy(kHeader.begin(), kHeader.end(), to);
    deflated = deflate(bytes, to + kHeaderSize, room - kHeaderSize - kTrailerSize);
    return kHeaderSize + deflated;
  });
  if (deflated == 0) return stored_gzip_member(bytes);
  put_trailer(out, bytes);
  return out;
}

std::string stored_gzip_member(std::string_view bytes) {
  std::string out;
  out.reserve(stored_size(bytes));
  out += kHeader;
  std::string_view rest = bytes;
  do {  // RFC 1951 section 3.2.4; an empty member is one empty block
    const std::string_view block = rest.substr(0, kMaxStoredBlock);
    rest.remove_prefix(block.size());
    out += rest.empty() ? '\1' : '\0';
    put_little_endian(out, block.size(), 2);
    put_little_endian(out, ~block.size() & 0xffffu, 2);
    out += block;
  } while (!rest.empty());
  put_trailer(out, bytes);
  return out;
}

bool GzipMemberReader::grow(std::size_t max_bytes) {
  if (capacity_ >= max_bytes) return false;
  capacity_ = std::min(max_bytes, std::max(kFirstCapacity, 2 * capacity_));
  buffer_ = std::make_unique_for_overwrite<char[]>(capacity_);
  return true;
}

GzipMemberReader::Member GzipMemberReader::read(std::string_view input, std::size_t max_bytes) {
  if (input.substr(0, kHeaderSize) != kHeader) {
    const bool prefix = input.size() < kHeaderSize && kHeader.starts_with(input);
    return {prefix ? State::cut_short : State::damaged, 0, {}};
  }
  if (capacity_ == 0) grow(max_bytes);
  libdeflate_decompressor* inflate = decompressor();
  for (;;) {
    std::size_t stored = 0, size = 0;
    const auto result =
        libdeflate_gzip_decompress_ex(inflate, input.data(), input.size(), buffer_.get(),
                                      std::min(capacity_, max_bytes), &stored, &size);
    if (result == LIBDEFLATE_SUCCESS)
      return {State::complete, stored, std::string_view(buffer_.get(), size)};
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return {State::damaged, 0, {}};
    if (!grow(max_bytes)) return {State::too_large, 0, {}};
  }
}

std::string read_gzip_start(std::string_view input, std::size_t max_bytes) {
  Inflater inflater;
  z_stream& stream = inflater.stream();
  std::string out;
  out.resize_and_overwrite(max_bytes, [&](char* bytes, std::size_t size) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(input.size(), 1u << 30));
    stream.next_out = reinterpret_cast<Bytef*>(bytes);
    stream.avail_out = static_cast<uInt>(size);
    inflate(&stream, Z_SYNC_FLUSH);
    return size - stream.avail_out;
  });
  return out;
}

GzipPrefix read_gzip_prefix(std::string_view input, std::size_t max_bytes) {
  GzipPrefix prefix;
  Inflater inflater;
  z_stream& stream = inflater.stream();
  std::array<char, 4096> chunk;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(input.size(), 1u << 30));
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = chunk.size();
    const int result = inflate(&stream, Z_NO_FLUSH);
    const std::size_t size = chunk.size() - stream.avail_out;
    prefix.bytes.append(chunk.data(), std::min(size, max_bytes - prefix.bytes.size()));
    if (result == Z_OK && stream.avail_out == 0) continue;
    prefix.cut_short = (result == Z_OK || result == Z_BUF_ERROR) && stream.avail_in == 0;
    return prefix;
  }
}

}  // namespace verify

#include "verify/content.h"

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/decompressor.h"
#include "base/text.h"

namespace verify {
namespace {

using State = DecodedBody::State;

enum class Coding { gzip, deflate, br };

// Deflate cannot expand by more than this (RFC 1951: 258 bytes from two bits); a length field that
// claims more lies and must not make us allocate.
constexpr std::size_t kMaxDeflateRatio = 1032;
constexpr std::size_t kMaxChain = 3;
constexpr std::size_t kChunk = 16 * 1024;

std::optional<Coding> coding_named(std::string_view name) {
  if (ascii_iequals(name, "gzip") || ascii_iequals(name, "x-gzip")) return Coding::gzip;
  if (ascii_iequals(name, "deflate")) return Coding::deflate;
  if (ascii_iequals(name, "br")) return Coding::br;
  return std::nullopt;
}

// The codings in the order they were applied; nothing when one is unknown or there are too many.
std::optional<std::vector<Coding>> parse_chain(std::string_view header) {
  std::vector<Coding> chain;
  while (!header.empty()) {
    const auto comma = std::min(header.find(','), header.size());
    const std::string_view name = trim(header.substr(0, comma));
    header.remove_prefix(std::min(comma + 1, header.size()));
    if (name.empty() || ascii_iequals(name, "identity")) continue;
    const auto coding = coding_named(name);
    if (!coding || chain.size() == kMaxChain) return std::nullopt;
    chain.push_back(*coding);
  }
  return chain;
}

// Appends what fits; false when something did not.
bool append_bounded(std::string& out, const char* data, std::size_t size, std::size_t max_bytes) {
  const std::size_t room = max_bytes - out.size();
  out.append(data, std::min(size, room));
  return size <= room;
}

enum class Container : int { gzip = 15 + 16, zlib = 15, raw = -15 };  // zlib's window bits

// ---- the fast path: the whole body at once, when nothing is unusual about it

std::size_t guessed_size(Container container, std::string_view wire) {
  if (container != Container::gzip || wire.size() < 18) return wire.size() * 8 + kChunk;
  const auto* tail = reinterpret_cast<const unsigned char*>(wire.data()) + wire.size() - 4;
  return tail[0] | static_cast<std::size_t>(tail[1]) << 8 |
         static_cast<std::size_t>(tail[2]) << 16 | static_cast<std::size_t>(tail[3]) << 24;
}

libdeflate_result decompress(Container container, libdeflate_decompressor* decompressor,
                             std::string_view wire, char* out, std::size_t room, std::size_t& used,
                             std::size_t& made) {
  switch (container) {
    case Container::gzip:
      return libdeflate_gzip_decompress_ex(decompressor, wire.data(), wire.size(), out, room, &used,
                                           &made);
    case Container::zlib:
      return libdeflate_zlib_decompress_ex(decompressor, wire.data(), wire.size(), out, room, &used,
                                           &made);
    case Container::raw:
      break;
  }
  return libdeflate_deflate_decompress_ex(decompressor, wire.data(), wire.size(), out, room, &used,
                                          &made);
}

// A body that is one complete stream and nothing else. Whatever is unusual is left to zlib.
std::optional<std::string> inflate_at_once(Container container, std::string_view wire,
                                           std::size_t max_bytes) {
  const std::size_t room = guessed_size(container, wire);
  if (room > max_bytes || room / kMaxDeflateRatio > wire.size()) return std::nullopt;
  libdeflate_decompressor* const inflate = decompressor();
  std::string out;
  std::size_t used = 0;
  bool good = false;
  out.resize_and_overwrite(room, [&](char* data, std::size_t size) {
    std::size_t made = 0;
    good = decompress(container, inflate, wire, data, size, used, made) == LIBDEFLATE_SUCCESS;
    return good ? made : 0;
  });
  if (!good || used != wire.size()) return std::nullopt;
  return out;
}

// ---- the careful path: as far as it goes, bounded

class Inflater {
 public:
  explicit Inflater(Container container) {
    good_ = inflateInit2(&stream_, static_cast<int>(container)) == Z_OK;
  }
  ~Inflater() {
    if (good_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  DecodedBody run(std::string_view wire, std::size_t max_bytes, bool members);

 private:
  z_stream stream_{};
  bool good_ = false;
};

// `members`: another gzip member may follow (RFC 1952, 2.2); anything else after the end is
// ignored, as browsers do.
DecodedBody Inflater::run(std::string_view wire, std::size_t max_bytes, bool members) {
  DecodedBody out{.state = State::broken};
  if (!good_) return out;
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(wire.data()));
  stream_.avail_in = static_cast<uInt>(std::min<std::size_t>(wire.size(), UINT32_MAX));
  std::array<char, kChunk> chunk;
  while (true) {
    stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream_.avail_out = kChunk;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (!append_bounded(out.bytes, chunk.data(), kChunk - stream_.avail_out, max_bytes)) {
      out.state = State::too_large;
      return out;
    }
    if (result == Z_STREAM_END) {
      const bool more = members && stream_.avail_in >= 2 && stream_.next_in[0] == 0x1f &&
                        stream_.next_in[1] == 0x8b;
      if (more && inflateReset(&stream_) == Z_OK) continue;
      out.state = State::complete;
      return out;
    }
    if (result == Z_OK && (stream_.avail_in > 0 || stream_.avail_out == 0)) continue;
    out.state = result == Z_OK || result == Z_BUF_ERROR ? State::truncated : State::broken;
    return out;
  }
}

DecodedBody inflate_any(Container container, std::string_view wire, std::size_t max_bytes) {
  if (auto out = inflate_at_once(container, wire, max_bytes)) return {.bytes = std::move(*out)};
  return Inflater(container).run(wire, max_bytes, container == Container::gzip);
}

// "deflate" is the zlib format (RFC 9110, 8.4.1.2), and servers that send it bare are common.
DecodedBody decode_deflate(std::string_view wire, std::size_t max_bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(wire[i]); };
  const bool zlib =
      wire.size() >= 2 && (byte(0) & 0x0f) == 8 && (byte(0) * 256 + byte(1)) % 31 == 0;
  if (zlib) {
    DecodedBody out = inflate_any(Container::zlib, wire, max_bytes);
    if (out.state != State::broken || !out.bytes.empty()) return out;
  }
  return inflate_any(Container::raw, wire, max_bytes);
}

DecodedBody decode_brotli(std::string_view wire, std::size_t max_bytes) {
  DecodedBody out{.state = State::broken};
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!decoder) return out;
  const auto* in = reinterpret_cast<const std::uint8_t*>(wire.data());
  std::size_t in_left = wire.size();
  std::array<char, kChunk> chunk;
  while (true) {
    auto* next = reinterpret_cast<std::uint8_t*>(chunk.data());
    std::size_t room = kChunk;
    const auto result =
        BrotliDecoderDecompressStream(decoder.get(), &in_left, &in, &room, &next, nullptr);
    if (!append_bounded(out.bytes, chunk.data(), kChunk - room, max_bytes)) {
      out.state = State::too_large;
      return out;
    }
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) out.state = State::complete;
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) out.state = State::truncated;
    return out;
  }
}

DecodedBody decode_one(Coding coding, std::string_view wire, std::size_t max_bytes) {
  if (wire.empty()) return {};  // what a 204 or 304 has, whatever its header says
  switch (coding) {
    case Coding::gzip:
      return inflate_any(Container::gzip, wire, max_bytes);
    case Coding::deflate:
      return decode_deflate(wire, max_bytes);
    case Coding::br:
      break;
  }
  return decode_brotli(wire, max_bytes);
}

}  // namespace

DecodedBody decode_content(std::string_view content_encoding, std::string_view wire,
                           std::size_t max_bytes) {
  const auto chain = parse_chain(content_encoding);
  if (!chain) return {.state = State::broken};
  DecodedBody out;
  if (chain->empty()) {
    out.state = append_bounded(out.bytes, wire.data(), wire.size(), max_bytes) ? State::complete
                                                                               : State::too_large;
    return out;
  }
  // The last one named was applied last (RFC 9110, 8.4). The first fault is the reason; what the
  // next coding says about a prefix is only a consequence.
  State first_fault = State::complete;
  for (std::size_t i = chain->size(); i-- > 0;) {
    DecodedBody step = decode_one((*chain)[i], wire, max_bytes);
    if (first_fault == State::complete) first_fault = step.state;
    out.bytes = std::move(step.bytes);
    wire = out.bytes;
  }
  out.state = first_fault;
  return out;
}

}  // namespace verify

#include "verify/content.h"

#include <zlib.h>

#include <catch2/catch.hpp>

namespace verify {
namespace {

using State = DecodedBody::State;

enum : int { kGzip = 15 + 16, kZlib = 15, kRaw = -15 };

std::string deflated(std::string_view text, int window_bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "<p>paragraph " + std::to_string(i * 7919) + "</p>\n";
  return text;
}

// "hello brotli" as one uncompressed meta-block (RFC 7932, 9.2: WBITS 16, MLEN-1, ISUNCOMPRESSED)
// and an empty last one.
std::string brotli(std::string_view text) {
  REQUIRE(text.size() <= 65536);
  const std::uint32_t length = static_cast<std::uint32_t>(text.size() - 1);
  // Bits from the lowest: WBITS 0, ISLAST 0, MNIBBLES 00 (four), MLEN-1 in 16 bits, uncompressed 1.
  const std::uint32_t head = length << 4 | 1u << 20;
  std::string out;
  for (int shift = 0; shift < 24; shift += 8) out += static_cast<char>(head >> shift & 0xff);
  out += text;
  out += '\x03';  // ISLAST, ISLASTEMPTY
  return out;
}

constexpr std::size_t kPlenty = 10u << 20;

TEST_CASE("each coding is removed", "[web][content]") {
  const std::string text = sample();
  struct Row {
    const char* coding;
    std::string wire;
  };
  const Row rows[] = {
      {"", text},
      {"identity", text},
      {"gzip", deflated(text, kGzip)},
      {"x-gzip", deflated(text, kGzip)},
      {"GZip", deflated(text, kGzip)},
      {" gzip , identity", deflated(text, kGzip)},
      {"deflate", deflated(text, kZlib)},
      {"deflate", deflated(text, kRaw)},
      {"br", brotli(std::string_view(text).substr(0, 65536))},
      {"gzip, br", brotli(deflated(text, kGzip))},
      {"gzip,gzip", deflated(deflated(text, kGzip), kGzip)},
      {"deflate, gzip, gzip", deflated(deflated(deflated(text, kZlib), kGzip), kGzip)},
      {"gzip", deflated(std::string(3'000'000, 'a'), kGzip)},
      {"deflate", deflated(std::string(3'000'000, 'a'), kRaw)},
  };
  for (const Row& row : rows) {
    INFO(row.coding << " of " << row.wire.size());
    const DecodedBody out = decode_content(row.coding, row.wire, kPlenty);
    CHECK(out.state == State::complete);
    CHECK((out.bytes == text || out.bytes == text.substr(0, 65536) ||
           out.bytes == std::string(3'000'000, 'a')));
  }
}

TEST_CASE("what is wrong with a body is told apart", "[web][content]") {
  const std::string text = sample();
  const std::string gzip = deflated(text, kGzip);
  std::string flipped = gzip;
  flipped[gzip.size() - 6] = static_cast<char>(~flipped[gzip.size() - 6]);  // in the CRC
  struct Row {
    const char* coding;
    std::string wire;
    State state;
    std::size_t least;  // bytes that must come out
  };
  const Row rows[] = {
      {"gzip", gzip.substr(0, gzip.size() / 2), State::truncated, 1000},
      {"gzip", gzip.substr(0, gzip.size() - 4), State::truncated, text.size()},
      {"gzip", gzip.substr(0, 5), State::truncated, 0},
      {"gzip", flipped, State::broken, 1000},
      {"gzip", "<html>plain</html>", State::broken, 0},
      {"deflate", deflated(text, kZlib).substr(0, 5000), State::truncated, 1000},
      {"br", brotli("some text").substr(0, 8), State::truncated, 5},
      {"br", "\xff\xff\xff\xff\xff\xff", State::broken, 0},
      {"zstd", gzip, State::broken, 0},
      {"gzip, gzip, gzip, gzip", gzip, State::broken, 0},
      {"x-unknown, gzip", gzip, State::broken, 0},
      {"gzip, gzip", deflated(gzip, kGzip).substr(0, gzip.size() / 2), State::truncated, 100},
  };
  for (const Row& row : rows) {
    INFO(row.coding << " of " << row.wire.size());
    const DecodedBody out = decode_content(row.coding, row.wire, kPlenty);
    CHECK(out.state == row.state);
    CHECK(out.bytes.size() >= row.least);
    CHECK((out.bytes.empty() || text.starts_with(out.bytes) ||
           std::string_view("some text").starts_with(out.bytes)));
  }
}

TEST_CASE("gzip members are joined and what follows the last is ignored", "[web][content]") {
  const std::string two = deflated("one ", kGzip) + deflated("two", kGzip);
  CHECK(decode_content("gzip", two, kPlenty).bytes == "one two");
  const DecodedBody garbage = decode_content("gzip", two + "GARBAGE", kPlenty);
  CHECK(garbage.bytes == "one two");
  CHECK(garbage.state == State::complete);
}

TEST_CASE("output never passes the bound", "[web][content]") {
  const std::string zeros(20'000'000, '\0');
  const std::string wires[] = {deflated(zeros, kGzip), deflated(zeros, kZlib),
                               deflated(zeros, kRaw)};
  const char* codings[] = {"gzip", "deflate", "deflate"};
  for (std::size_t i = 0; i < 3; ++i) {
    const DecodedBody out = decode_content(codings[i], wires[i], 1'000'000);
    INFO(codings[i]);
    CHECK(out.state == State::too_large);
    CHECK(out.bytes.size() == 1'000'000);
    CHECK(out.bytes.capacity() < 3'000'000);
  }
  const DecodedBody plain = decode_content("", "12345", 4);
  CHECK(plain.state == State::too_large);
  CHECK(plain.bytes == "1234");
  // Exactly at the bound is not over it.
  CHECK(decode_content("gzip", deflated("12345", kGzip), 5).state == State::complete);
  CHECK(decode_content("br", brotli("12345"), 5).state == State::complete);
  CHECK(decode_content("br", brotli("12345"), 4).state == State::too_large);
}

TEST_CASE("a length field that lies does not make room", "[web][content]") {
  std::string wire = deflated("short", kGzip);
  wire.replace(wire.size() - 4, 4, "\xff\xff\xff\x7f");
  const DecodedBody out = decode_content("gzip", wire, std::size_t{4} << 30);
  CHECK(out.state == State::broken);
  CHECK(out.bytes == "short");
  CHECK(out.bytes.capacity() < 1'000'000);
}

TEST_CASE("an empty body is complete whatever its coding", "[web][content]") {
  for (const char* coding : {"gzip", "deflate", "br", "gzip, br"})
    CHECK(decode_content(coding, "", kPlenty).state == State::complete);
}

}  // namespace
}  // namespace verify

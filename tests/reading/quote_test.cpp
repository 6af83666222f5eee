#include "reading/quote.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace verify::test {
namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST_CASE("a quote is cut between characters, wherever it is asked to end", "[reading]") {
  const std::string text = times(400, "\u00FC\u8AB2");
  for (std::size_t at = 0; at < 12; ++at) {
    CAPTURE(at);
    CHECK(is_valid_utf8(quote_around(text, 0, 2 * kQuoteBytes + at)));
    CHECK(is_valid_utf8(quote_around(text, 600 + at, 601 + at)));
    CHECK(is_valid_utf8(quote_around(text, 600 + at, 600 + at)));
  }
}

}  // namespace
}  // namespace verify::test

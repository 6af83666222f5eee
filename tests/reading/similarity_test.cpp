#include <catch2/catch.hpp>

#include "verify/reading.h"

using namespace verify;

namespace {

std::string story(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i) out += "word" + std::to_string(i * 7919 % 1000) + ' ';
  return out;
}

}  // namespace

TEST_CASE("near-duplicates are told by shingles", "[reading]") {
  const std::string text = story(0, 200);
  CHECK(text_similarity(text, text) == 1);
  CHECK(text_similarity(text, "Menu Home " + text + " Contact us") > 0.95);
  CHECK(text_similarity(text, story(0, 100)) > 0.9);  // the short version inside the long one
  CHECK(text_similarity(text, story(300, 500)) == 0);
  CHECK(text_similarity(text, story(100, 300)) < 0.6);
  CHECK(text_similarity("", text) == 0);
  CHECK(text_similarity("", "") == 1);
  CHECK(text_similarity("WE Built It", "we built it") == 1);
}

TEST_CASE("scripts without spaces are compared by characters", "[reading]") {
  const std::string one =
      "当社は機械学習を活用して需要予測の仕組みを構築し、在庫を三割削減しました。";
  CHECK(text_similarity(one, one) == 1);
  CHECK(text_similarity(one, "本日は晴天なり。明日は雨が降るでしょう。傘をお持ちください。") < 0.1);
}

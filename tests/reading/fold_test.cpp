#include "reading/fold.h"

#include <catch2/catch.hpp>

#include "reading/tokens.h"

using namespace verify;

TEST_CASE("folding makes spellings equal and keeps their places", "[reading]") {
  struct Row {
    const char* in;
    const char* out;
  };
  const Row rows[] = {{"ÉCOLE", "ecole"},    {"e\u0301cole", "ecole"}, {"Straße", "strasse"},
                      {"“Ａ’s”", "\"a's\""}, {"ｶﾞﾗｽ", "ガラス"},       {"がくせい", "がくせい"},
                      {"한국", "한국"},      {"a\xFFz", "a\uFFFDz"},   {"x\u00ADy", "xy"}};
  for (const Row& row : rows) CHECK(fold_text(row.in) == row.out);

  const FoldedText folded = fold("Über AWS");
  CHECK(folded.text == "uber aws");
  CHECK(folded.original(folded.text.find("aws")) == 6);
  CHECK(folded.original(folded.text.size()) == 9);
  // What is left out moves what comes after it, at the very beginning as well.
  const FoldedText after = fold("\u00AD\u00ADAWS\u0301 é");
  CHECK(after.text == "aws e");
  CHECK(after.original(0) == 4);
  CHECK(after.original(after.text.find('e')) == 10);
  CHECK(after.original(after.text.size()) == 12);
  CHECK(fold("\u00AD").original(0) == 2);
}

TEST_CASE("any bytes fold and split", "[reading]") {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes.push_back(static_cast<char>((i * 131 + i / 7) & 0xFF));
  const FoldedText folded = fold(bytes);
  for (const Token& token : tokenize(folded.text)) CHECK(token.end <= folded.text.size());
}

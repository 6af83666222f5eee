#include "verify/lexicon.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "reading/lexicon_data.h"
#include "reading/page.h"
#include "support/places.h"
#include "support/temp_folder.h"

using namespace verify;
namespace fs = std::filesystem;

namespace {

/// A copy of the lexicons that a test may spoil.
class Spoiled {
 public:
  Spoiled() { fs::copy(verify::test::source_folder() / "config/lexicons", folder()); }

  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::ifstream in(folder() / file);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(folder() / file) << text.replace(at, from.size(), to);
  }
  Error error() const {
    auto loaded = Lexicons::load(folder());
    REQUIRE_FALSE(loaded);
    return loaded.error();
  }
  const fs::path& folder() const { return folder_.path(); }

 private:
  test::TempFolder folder_;
};

}  // namespace

TEST_CASE("every lexicon loads with the same classes", "[reading]") {
  const auto loaded = Lexicons::load(verify::test::source_folder() / "config/lexicons");
  INFO((loaded ? "" : loaded.error().describe()));
  REQUIRE(loaded);
  // A class that is missing from one language is an error of load(), so loading proves them equal.
  CHECK(loaded->languages() == std::vector<std::string>{"de", "en", "es", "fr", "ja", "ko", "pt"});
  CHECK(loaded->knows("ja"));
  CHECK_FALSE(loaded->knows("nl"));
  CHECK_FALSE(loaded->knows(""));
  CHECK(loaded->data().services.size() >= 100);
  for (const auto& [language, lexicon] : loaded->data().languages) {
    CAPTURE(language);
    CHECK(lexicon.headings().compiles());
    CHECK(lexicon.cues().compiles());
  }
}

TEST_CASE("a fault in a lexicon is named with its place", "[reading]") {
  struct Row {
    const char* file;
    const char* from;
    const char* to;
    const char* pointer;
    const char* message;
  };
  const Row rows[] = {
      {"fr.json", "\"spaces\": true", "\"spaces\": 1", "/spaces", ""},
      {"fr.json", "\"related\":", "\"relatives\":", "/headings/relatives", "unknown class"},
      {"de.json", "\"language\": \"de\"", "\"language\": \"da\"", "/language", "another language"},
      {"en.json", "\"pain points?\"", "\"pain (points\"", "/cues/problem/", "RE2"},
      {"en.json", "\"pain points?\"", "\"\\u0301\"", "/cues/problem/", "nothing is left"},
      {"en.json", "\"pain points?\"", "\"wanted to\"", "/cues/problem/", "twice"},
      {"aws-services.json", "\"name\": \"Amazon Q\"", "\"name\": \"Amazon Nova\"", "/services/3",
       "twice"},
      {"aws-services.json", "\"ml\": true", "\"mll\": true", "/services/0", ""},
  };
  for (const Row& row : rows) {
    INFO(row.file << " " << row.to);
    const Spoiled spoiled;
    spoiled.replace(row.file, row.from, row.to);
    const Error error = spoiled.error();
    CHECK(fs::path(error.file).filename() == row.file);
    CHECK(error.line > 0);
    CHECK(error.pointer.rfind(row.pointer, 0) == 0);
    CHECK(error.message.find(row.message) != std::string::npos);
  }
}

TEST_CASE("a folder without lexicons is not there", "[reading]") {
  const auto missing = Lexicons::load("/no/such/folder");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Error::Code::not_found);
  const Spoiled spoiled;
  fs::remove(spoiled.folder() / "en.json");
  CHECK(spoiled.error().code == Error::Code::not_found);
}

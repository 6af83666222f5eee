// The bundled pack against the document it was written from: the same items with the same rules,
// in words of our own. Runs where the document lies beside the checkout.
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "base/digest.h"
#include "support/places.h"
#include "support/shared_data.h"
#include "support/whole_file.h"
#include "verify/checklist.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

const Checklist& pack() {
  static const Checklist kPack =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  return kPack;
}

std::vector<std::string> words_of(const std::string& text) {
  std::string plain;
  for (const char c : text)
    plain += std::isalnum(static_cast<unsigned char>(c)) != 0
                 ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                 : ' ';
  std::istringstream in(plain);
  return {std::istream_iterator<std::string>(in), {}};
}

// Runs of so many words.
std::set<std::string> runs_of(const std::vector<std::string>& words, std::size_t length) {
  std::set<std::string> out;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::string run;
    for (std::size_t k = 0; k < length; ++k) run += words[i + k] + " ";
    out.insert(std::move(run));
  }
  return out;
}

}  // namespace

TEST_CASE("the bundled pack has the items and rules of its source", "[target]") {
  if (!shared_has("checklist/checklist_map.json")) return;
  const auto map =
      nlohmann::json::parse(read_whole_file(shared_folder() / "checklist/checklist_map.json"));
  const auto& items = map.at("items");
  REQUIRE(pack().requirements.size() == items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Requirement& ours = pack().requirements[i];
    CAPTURE(ours.id);
    CHECK(ours.id == items[i].at("id"));
    CHECK(ours.printed == items[i].at("printed"));
    CHECK(to_string(ours.group) == items[i].at("group"));
    CHECK(to_string(ours.applies_to) == items[i].at("applies_to"));
    CHECK(to_string(ours.waiver) == items[i].at("waiver"));
  }
  REQUIRE(pack().readings.size() == map.at("inconsistencies").size());
  for (std::size_t i = 0; i < pack().readings.size(); ++i)
    CHECK(pack().readings[i].id == map.at("inconsistencies")[i].at("id"));
}

TEST_CASE("the bundled pack is in words of its own, and names its source by digest", "[target]") {
  if (!shared_has("checklist/aws-ml-consulting-v3.0.txt")) return;
  const std::string text =
      read_whole_file(shared_folder() / "checklist/aws-ml-consulting-v3.0.txt");
  CHECK(pack().source.sha256 == sha256_hex(text));
  constexpr std::size_t kRun = 8;
  const auto theirs = runs_of(words_of(text), kRun);
  for (const Requirement& item : pack().requirements)
    for (const std::string& run : runs_of(words_of(item.text), kRun)) {
      CAPTURE(item.id, run);
      CHECK_FALSE(theirs.contains(run));
    }
}

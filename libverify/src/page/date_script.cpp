#include <array>

#include "base/text.h"
#include "page/date_candidates.h"

namespace verify {
namespace {

/// A member of a script's state that holds a date.
struct StateKey {
  std::string_view key;  // lower case, without '_' and '-'
  bool modified;
  double weight = 1.8;
};
constexpr auto kStateKeys = std::to_array<StateKey>({
    {"datepublished", false},
    {"publishedat", false},
    {"publisheddate", false},
    {"publishedon", false},
    {"publishedtime", false},
    {"publishdate", false},
    {"publisheddatetime", false},
    {"publishtime", false},
    {"publishat", false},
    {"publicationdate", false},
    {"publicationtime", false},
    {"publicationdatetime", false},
    {"publishdatetime", false},
    {"pubdate", false},
    {"firstpublished", false},
    {"firstpublishedat", false},
    {"firstpublishdate", false},
    {"originalpublishdate", false},
    {"articlepublicationdate", false},
    {"articlepublisheddate", false},
    {"articlepublishdate", false},
    {"createdat", false, 0.7},
    {"createddate", false, 0.7},
    {"datecreated", false, 0.7},
    {"datemodified", true},
    {"modifieddate", true},
    {"modifiedat", true},
    {"lastmodified", true},
});

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

const StateKey* state_key(std::string_view word) {
  std::string plain;
  for (const char c : word)
    if (c != '_' && c != '-') plain += c;
  plain = ascii_lower(plain);
  for (const StateKey& key : kStateKeys)
    if (key.key == plain) return &key;
  return nullptr;
}

// The value after a key that ends at i: past a quote (escaped in nested JSON), colon, quote. Empty
// when something else stands there.
std::string_view state_value(std::string_view script, std::size_t i) {
  static constexpr std::string_view kAround = " \"'\\\n\t\r";
  bool colon = false;
  for (std::size_t steps = 0; i < script.size() && steps < 12; ++i, ++steps) {
    if (script[i] == ':' || script[i] == '=') {
      if (colon) return {};
      colon = true;
    } else if (kAround.find(script[i]) == kAround.npos) {
      break;
    }
  }
  if (!colon || i >= script.size()) return {};
  const std::string_view value = script.substr(i, 64);
  return value.substr(0, value.find_first_of("\"'\\},;\n"));
}

}  // namespace

void add_script_dates(std::string_view script, const DateReading& reading, DateCandidates& out) {
  static constexpr std::array<std::string_view, 4> kMarks = {"ubli", "ubDate", "reated", "odified"};
  constexpr int kMost = 8;
  for (const std::string_view mark : kMarks) {
    int found = 0;
    for (std::size_t i = script.find(mark); i != script.npos && found < kMost;
         i = script.find(mark, i + mark.size())) {
      std::size_t begin = i, end = i;
      while (begin > 0 && i - begin < 24 && is_word(script[begin - 1])) --begin;
      while (end < script.size() && end - i < 24 && is_word(script[end])) ++end;
      const StateKey* key = state_key(script.substr(begin, end - begin));
      if (key == nullptr) continue;
      const std::string_view value = state_value(script, end);
      const auto date = read_date_value(value, reading);
      if (!date) continue;
      // The page's own state comes first; what follows is more and more often about other pages.
      out.push_back({*date, "script", std::string(script.substr(begin, end - begin)), key->modified,
                     key->weight * day_certainty(value) / (1 + found)});
      ++found;
    }
  }
}

}  // namespace verify

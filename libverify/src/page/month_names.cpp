#include "page/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/unistr.h>

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace verify {
namespace {

// Languages whose month names are known to a page of any language.
constexpr std::array kLanguages = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr",
                                   "cs", "sk", "sv", "da", "nb", "fi", "hu", "ro", "el", "ca", "hr",
                                   "sr", "bg", "sl", "lt", "lv", "et", "id", "ms", "vi", "he", "ar",
                                   "fa", "hy", "ka", "sq", "mk", "bs", "is", "gl", "eu", "hi", "bn",
                                   "th", "az", "kk", "be", "af", "sw", "ur", "ta", "te"};

// Forms people write that the locale data does not have.
struct Extra {
  const char* language;
  const char* word;
  int month;
};
constexpr Extra kExtras[] = {
    {"en", "sept", 9},  {"de", "jänner", 1},    {"de", "feber", 2},     {"de", "mrz", 3},
    {"de", "mär", 3},   {"de", "sept", 9},      {"es", "setiembre", 9}, {"fr", "fevrier", 2},
    {"fr", "aout", 8},  {"fr", "decembre", 12}, {"pt", "marco", 3},     {"nl", "mrt", 3},
    {"de", "maerz", 3}, {"it", "sett", 9},      {"es", "sept", 9},      {"pl", "wrz", 9},
    {"de", "jan", 1},   {"de", "feb", 2},       {"de", "apr", 4},       {"de", "jun", 6},
    {"de", "jul", 7},   {"de", "aug", 8},       {"de", "sep", 9},       {"de", "okt", 10},
    {"de", "nov", 11},  {"de", "dez", 12}};

struct Meaning {
  std::uint8_t language;  // index into kLanguages
  std::uint8_t month;
};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};

constexpr std::uint8_t kUnknown = 255;

std::uint8_t language_index(std::string_view language) {
  if (language == "no" || language == "nn") language = "nb";
  if (language == "sh") language = "sr";
  for (std::size_t i = 0; i < kLanguages.size(); ++i)
    if (language == kLanguages[i]) return static_cast<std::uint8_t>(i);
  return kUnknown;
}

std::string folded(icu::UnicodeString text) {
  text.toLower(icu::Locale::getRoot());
  std::string out;
  text.toUTF8String(out);
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  return out;
}

class MonthTable {
 public:
  MonthTable() {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) add_language(static_cast<std::uint8_t>(i));
    for (const Extra& extra : kExtras) add(extra.word, language_index(extra.language), extra.month);
  }

  int find(std::string_view word, std::string_view language) const {
    const auto it = words_.find(word);
    if (it == words_.end()) return 0;
    const std::uint8_t wanted = language_index(language);
    if (const int month = month_in(it->second, wanted)) return month;
    if (const int month = month_in(it->second, 0)) return month;
    if (word.size() <= 3 && !language.empty()) return 0;
    for (const Meaning& meaning : it->second)
      if (meaning.month != it->second.front().month) return 0;
    return it->second.front().month;
  }

 private:
  static int month_in(const std::vector<Meaning>& meanings, std::uint8_t language) {
    for (const Meaning& meaning : meanings)
      if (meaning.language == language) return meaning.month;
    return 0;
  }

  void add_language(std::uint8_t index) {
    std::string tag = kLanguages[index];
    add_locale(tag.c_str(), index);
    // Serbian is written in both scripts; the bare tag is Cyrillic.
    if (tag == "sr") add_locale("sr_Latn", index);
  }

  void add_locale(const char* tag, std::uint8_t index) {
    using Symbols = icu::DateFormatSymbols;
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols(icu::Locale(tag), status);
    if (U_FAILURE(status)) return;
    for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
      for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
        std::int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        // An array of exactly this class, as ICU documents it.
        // NOLINTNEXTLINE(bugprone-pointer-arithmetic-on-polymorphic-object)
        for (std::int32_t m = 0; m < count && m < 12; ++m) add(folded(names[m]), index, m + 1);
      }
    }
  }

  void add(std::string word, std::uint8_t language, int month) {
    // "1月" and its like are numbers with a unit and read as such.
    if (word.size() < 2 || (word[0] >= '0' && word[0] <= '9')) return;
    auto& meanings = words_[std::move(word)];
    if (month_in(meanings, language) == 0)
      meanings.push_back({language, static_cast<std::uint8_t>(month)});
  }

  std::unordered_map<std::string, std::vector<Meaning>, StringHash, std::equal_to<>> words_;
};

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  return true;
}

}  // namespace

int month_of(std::string_view word, std::string_view language) {
  // Built at the first call (the standard makes that thread-safe), read-only ever after.
  static const MonthTable table;
  if (word.size() < 2 || word.size() > 40) return 0;
  if (is_ascii(word)) return table.find(ascii_lower(word), language);
  return table.find(
      folded(icu::UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())})),
      language);
}

}  // namespace verify

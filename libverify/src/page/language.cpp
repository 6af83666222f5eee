#include "page/language.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "base/word_bits.h"

namespace verify {
namespace {

constexpr std::size_t kEnoughText = 40'000;  // bytes looked at
constexpr std::size_t kFewestWords = 12;
constexpr std::size_t kFewestHits = 4;

enum class Script { latin, kana, hangul, han, cyrillic, greek, hebrew, arabic, thai, other };
constexpr std::size_t kScripts = 10;

Script script_of(std::uint32_t c) {
  if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) return Script::latin;
  if (c >= 0x370 && c < 0x400) return Script::greek;
  if (c >= 0x400 && c < 0x530) return Script::cyrillic;
  if (c >= 0x590 && c < 0x600) return Script::hebrew;
  if (c >= 0x600 && c < 0x780) return Script::arabic;
  if (c >= 0xE00 && c < 0xE80) return Script::thai;
  if ((c >= 0x3041 && c < 0x3100) || (c >= 0xFF66 && c < 0xFFA0)) return Script::kana;
  if ((c >= 0xAC00 && c < 0xD7B0) || (c >= 0x1100 && c < 0x1200)) return Script::hangul;
  if ((c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x30000)) return Script::han;
  return Script::other;
}

struct Words {
  std::string_view language;
  std::string_view list;
};

// Frequent words that few of the other languages share.
constexpr std::array<Words, 7> kWords = {{
    {"en",
     " the and of to for with that this are was from our your by have will has we their "
     "which more can not be it you "},
    {"de",
     " der die und das den dem mit von f\xC3\xBCr ist auf nicht eine einen einer sich auch "
     "werden wird wir sie bei durch oder nach sind zum zur \xC3\xBC"
     "ber aus als unsere "},
    {"fr",
     " le les des et du une est dans pour sur avec que qui nous vous par au aux ce cette ses "
     "sont leur plus votre notre ou \xC3\xA0 "},
    {"es",
     " el los las y del una para con por que se su sus m\xC3\xA1s al como sobre nuestros "
     "nuestra este esta son lo "},
    {"pt",
     " os as e do da dos das um uma para com por que n\xC3\xA3o mais ao em na no nos seu sua "
     "s\xC3\xA3o voc\xC3\xAA nossa nosso pelo pela "},
    {"it",
     " il gli di e che per con una del della dei delle nel nella sono pi\xC3\xB9 alla dal "
     "questo come anche si le da \xC3\xA8 "},
    {"nl",
     " de het een van en voor met op zijn niet dat aan wij onze ook door bij naar deze wordt "
     "uit worden kan je uw te "},
}};

struct Counts {
  std::array<std::size_t, kScripts> letters{};
  std::array<std::size_t, kWords.size()> hits{};
  std::size_t words = 0;

  std::size_t of(Script script) const { return letters[static_cast<std::size_t>(script)]; }
};

/// The code point at `at`, which moves past it. Broken bytes count as one of no script.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  std::uint32_t c = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return 0x2000;
    c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  return more == 0 ? 0x2000 : c;
}

bool is_latin_letter(std::uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

/// Calls `see` with each word of a list.
template <typename See>
constexpr void each_listed(std::string_view list, See see) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) see(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

constexpr std::size_t kListed = [] {
  std::size_t count = 0;
  for (const Words& words : kWords) each_listed(words.list, [&](std::string_view) { ++count; });
  return count;
}();

/// One bit for each language that has the word.
constexpr WordTable kLanguagesOf = [] {
  std::array<WordBits, kListed> rows{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < kWords.size(); ++i)
    each_listed(kWords[i].list, [&](std::string_view word) { rows[count++] = {word, 1U << i}; });
  return WordTable(rows);
}();

void count_word(std::string_view word, Counts& counts) {
  ++counts.words;
  const std::uint32_t languages = kLanguagesOf.bits_of(word);
  for (std::size_t i = 0; languages >> i != 0; ++i) counts.hits[i] += languages >> i & 1;
}

/// The letters of a word in lower case, as far as ASCII goes. What is longer than any listed word
/// is kept in part, and still is longer.
class Word {
 public:
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  void add(std::string_view letter) {
    for (const char c : letter)
      if (size_ < letters_.size()) letters_[size_++] = ascii_lower(c);
  }
  std::string_view text() const { return {letters_.data(), size_}; }

 private:
  std::array<char, 16> letters_;
  std::size_t size_ = 0;
};

Counts count(std::string_view text) {
  text = text.substr(0, kEnoughText);
  Counts counts;
  Word word;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const std::uint32_t c = next_code_point(text, at);
    const Script script = script_of(c);
    const bool latin = is_latin_letter(c);
    if (latin) word.add(text.substr(start, at - start));
    if (latin || (script != Script::latin && script != Script::other))
      ++counts.letters[static_cast<std::size_t>(script)];
    if (!latin && !word.empty()) {
      count_word(word.text(), counts);
      word.clear();
    }
  }
  if (!word.empty()) count_word(word.text(), counts);
  return counts;
}

// A character of these scripts says about as much as three of an alphabet.
std::string language_of_script(const Counts& counts) {
  const std::size_t kana = counts.of(Script::kana);
  const std::size_t hangul = counts.of(Script::hangul);
  const std::size_t han = counts.of(Script::han);
  const std::size_t latin = counts.of(Script::latin);
  const std::size_t east = kana + hangul + han;
  if (east >= 4 && east * 3 > latin) {
    if (hangul > kana + han / 2) return "ko";
    return kana * 20 > east ? "ja" : "zh";
  }
  const std::pair<Script, std::string_view> alphabets[] = {{Script::cyrillic, "ru"},
                                                           {Script::greek, "el"},
                                                           {Script::hebrew, "he"},
                                                           {Script::arabic, "ar"},
                                                           {Script::thai, "th"}};
  for (const auto& [script, language] : alphabets)
    if (counts.of(script) >= 20 && counts.of(script) > latin) return std::string(language);
  return {};
}

// The language of most frequent words, if it leads the second clearly.
std::string language_of_words(const Counts& counts) {
  if (counts.words < kFewestWords) return {};
  const auto best = std::ranges::max_element(counts.hits);
  std::size_t second = 0;
  for (const std::size_t& hits : counts.hits)
    if (&hits != &*best) second = std::max(second, hits);
  const bool enough = *best >= kFewestHits && *best * 12 >= counts.words;
  if (!enough || *best * 2 < second * 3) return {};
  return std::string(kWords[static_cast<std::size_t>(best - counts.hits.begin())].language);
}

/// "en" of "EN-us" or "en_GB"; nothing for what is no language tag.
std::string primary_subtag(std::string_view tag) {
  tag = trim(tag);
  const std::string primary = ascii_lower(tag.substr(0, tag.find_first_of("-_,; ")));
  const bool letters = std::ranges::all_of(primary, [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && (primary.size() == 2 || primary.size() == 3) ? primary : std::string();
}

std::string declared_language(const Dom& dom) {
  std::string html, meta, locale;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    if (dom[i].tag == Tag::html && html.empty()) {
      html = primary_subtag(dom.attribute(i, "lang"));
      if (html.empty()) html = primary_subtag(dom.attribute(i, "xml:lang"));
    }
    if (dom[i].tag != Tag::meta) continue;
    if (ascii_iequals(dom.attribute(i, "http-equiv"), "content-language") ||
        ascii_iequals(dom.attribute(i, "name"), "language"))
      meta = primary_subtag(dom.attribute(i, "content"));
    if (dom.attribute(i, "property") == "og:locale")
      locale = primary_subtag(dom.attribute(i, "content"));
  }
  if (!html.empty()) return html;
  return meta.empty() ? locale : meta;
}

}  // namespace

std::string language_of_text(std::string_view text) {
  const Counts counts = count(text);
  const std::string by_script = language_of_script(counts);
  return by_script.empty() ? language_of_words(counts) : by_script;
}

std::string detect_language(const Dom& dom, std::string_view text, std::string_view fallback) {
  std::string voted = language_of_text(text);
  std::string declared = declared_language(dom);
  // Cyrillic and Arabic letters serve many languages: there the declaration knows better.
  const bool alphabet_only = voted == "ru" || voted == "ar";
  if (!voted.empty() && !(alphabet_only && !declared.empty() && declared != "en")) return voted;
  if (!declared.empty()) return declared;
  return primary_subtag(fallback);
}

}  // namespace verify

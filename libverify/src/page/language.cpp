#include "page/language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/text.h"
#include "page/language_words.h"

namespace verify {
namespace {

constexpr std::size_t kEnoughText = 40'000;  // bytes looked at
constexpr std::size_t kFewestLetters = 20;

// Scripts that one language of the web uses, or one far more than all others.
struct OwnScript {
  std::uint32_t first, last;
  std::string_view language;
};
constexpr auto kOwnScripts = std::to_array<OwnScript>({
    {0x370, 0x3FF, "el"},
    {0x1F00, 0x1FFF, "el"},
    {0x531, 0x58F, "hy"},
    {0x590, 0x5FF, "he"},
    {0x980, 0x9FF, "bn"},
    {0xA00, 0xA7F, "pa"},
    {0xA80, 0xAFF, "gu"},
    {0xB80, 0xBFF, "ta"},
    {0xC00, 0xC7F, "te"},
    {0xC80, 0xCFF, "kn"},
    {0xD00, 0xD7F, "ml"},
    {0xD80, 0xDFF, "si"},
    {0xE00, 0xE7F, "th"},
    {0xE80, 0xEFF, "lo"},
    {0x1000, 0x109F, "my"},
    {0x10A0, 0x10FF, "ka"},
    {0x1780, 0x17FF, "km"},
});

constexpr std::size_t kAlphabets = 5;

Alphabet alphabet_of(std::uint32_t c) {
  if (c < 0xC0) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? Alphabet::latin : Alphabet::none;
  if (c < 0x250) return c == 0xD7 || c == 0xF7 ? Alphabet::none : Alphabet::latin;
  if (c >= 0x400 && c < 0x530) return Alphabet::cyrillic;
  // Letters and vowel marks, without the digits and punctuation between them.
  if ((c >= 0x620 && c < 0x660) || (c >= 0x66E && c < 0x6D4)) return Alphabet::arabic;
  if (c >= 0x900 && c < 0x964) return Alphabet::devanagari;
  if (c >= 0x1E00 && c < 0x1F00) return Alphabet::latin;
  return Alphabet::none;
}

bool is_kana(std::uint32_t c) {
  return (c >= 0x3041 && c < 0x3100) || (c >= 0xFF66 && c < 0xFFA0);
}
bool is_hangul(std::uint32_t c) {
  return (c >= 0xAC00 && c < 0xD7B0) || (c >= 0x1100 && c < 0x1200);
}
bool is_han(std::uint32_t c) {
  return (c >= 0x3400 && c < 0xA000) || (c >= 0x20000 && c < 0x30000);
}

std::uint32_t lower(std::uint32_t c) {
  if (c < 0xC0) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c <= 0xDE) return c + 32;
  if (c == 0x130) return 'i';
  const bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  if (odd_is_capital) return c + (c & 1);
  const bool even_is_capital = (c >= 0x100 && c <= 0x177) || c == 0x1A0 ||
                               (c >= 0x218 && c < 0x220) || (c >= 0x460 && c < 0x530) ||
                               (c >= 0x1E00 && c < 0x1F00);
  if (even_is_capital) return c | 1;
  if (c == 0x1AF) return 0x1B0;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

/// What was seen of the words of a text.
struct Counts {
  std::array<std::size_t, kAlphabets> letters{};
  std::array<std::size_t, kAlphabets> words{};
  std::array<std::size_t, kOwnScripts.size()> own{};
  std::array<double, kLanguageCount> votes{};
  std::array<std::size_t, kLanguageCount> hits{};
  std::size_t kana = 0, hangul = 0, han = 0;
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

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
  } else {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (c & 0x3F));
}

class WordCounter {
 public:
  Counts count(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) see(next_code_point(text, at));
    end_word();
    return counts_;
  }

 private:
  void see(std::uint32_t c) {
    const Alphabet alphabet = alphabet_of(c);
    if (alphabet == Alphabet::none || alphabet != alphabet_) end_word();
    if (alphabet == Alphabet::none) {
      if (c >= 0x370) see_script(c);
      return;
    }
    alphabet_ = alphabet;
    ++counts_.letters[static_cast<std::size_t>(alphabet)];
    c = lower(c);
    append_utf8(word_, c);
    if (c < 0x80) return;
    if (const LanguageMask mask = languages_of_letter(c); mask != 0) letters_ &= mask;
  }

  void see_script(std::uint32_t c) {
    if (is_kana(c)) {
      ++counts_.kana;
    } else if (is_hangul(c)) {
      ++counts_.hangul;
    } else if (is_han(c)) {
      ++counts_.han;
    } else {
      for (std::size_t i = 0; i < kOwnScripts.size(); ++i)
        counts_.own[i] += c >= kOwnScripts[i].first && c <= kOwnScripts[i].last;
    }
  }

  void end_word() {
    if (word_.empty()) return;
    ++counts_.words[static_cast<std::size_t>(alphabet_)];
    vote(languages_of_word(word_), 1);
    // Accents that many have say nothing; they only rule out the languages without them.
    if (std::popcount(letters_) <= 2) vote(letters_, 0.5);
    word_.clear();
    letters_ = kAll;
  }

  // The fewer languages share it, the more it says.
  void vote(LanguageMask mask, double weight) {
    static constexpr std::array<double, 5> kShare = {0, 1, 0.6, 0.4, 0.2};
    weight *= kShare[std::min<std::size_t>(4, static_cast<std::size_t>(std::popcount(mask)))];
    for (; mask != 0; mask &= mask - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(mask));
      if (language_words(static_cast<int>(i)).alphabet != alphabet_) continue;
      counts_.votes[i] += weight;
      ++counts_.hits[i];
    }
  }

  Counts counts_;
  Alphabet alphabet_ = Alphabet::none;
  std::string word_;
  static constexpr LanguageMask kAll = ~LanguageMask{0};
  LanguageMask letters_ = kAll;  // the languages that have all letters of the word
};

// A character of these scripts says about as much as three of an alphabet.
std::string language_of_script(const Counts& counts, std::size_t alphabet_letters) {
  const std::size_t east = counts.kana + counts.hangul + counts.han;
  if (east >= 4 && east * 3 > alphabet_letters) {
    if (counts.hangul > counts.kana + counts.han / 2) return "ko";
    return counts.kana * 20 > east ? "ja" : "zh";
  }
  const auto most = std::ranges::max_element(counts.own);
  if (*most < kFewestLetters || *most <= alphabet_letters) return {};
  return std::string(kOwnScripts[static_cast<std::size_t>(most - counts.own.begin())].language);
}

// The language with most votes, if it leads the second clearly.
std::string language_of_words(const Counts& counts, Alphabet alphabet) {
  constexpr std::size_t kFewestWords = 8, kFewestHits = 3, kWordsPerHit = 8;
  constexpr double kFewestVotes = 1.5, kLead = 1.25;
  const std::size_t words = counts.words[static_cast<std::size_t>(alphabet)];
  const auto best = std::ranges::max_element(counts.votes);
  const auto place = static_cast<std::size_t>(best - counts.votes.begin());
  double second = 0;
  for (const double& votes : counts.votes)
    if (&votes != &*best) second = std::max(second, votes);
  const LanguageWords& language = language_words(static_cast<int>(place));
  const bool enough = words >= kFewestWords && language.alphabet == alphabet &&
                      counts.hits[place] >= kFewestHits &&
                      counts.hits[place] * kWordsPerHit >= words;
  if (!enough || *best < kFewestVotes || *best < kLead * second) return {};
  return std::string(language.code);
}

struct Vote {
  std::string language;
  Alphabet alphabet = Alphabet::none;  ///< most of the text is written in it
};

Vote vote_of_text(std::string_view text) {
  const Counts counts = WordCounter().count(text.substr(0, kEnoughText));
  const auto most = std::ranges::max_element(counts.letters);
  Vote vote{.language = language_of_script(counts, *most)};
  if (!vote.language.empty() || *most < kFewestLetters) return vote;
  vote.alphabet = static_cast<Alphabet>(most - counts.letters.begin());
  vote.language = language_of_words(counts, vote.alphabet);
  return vote;
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
  return vote_of_text(text).language;
}

double language_votes(std::string_view text) {
  return std::ranges::max(WordCounter().count(text.substr(0, kEnoughText)).votes);
}

std::string detect_language(const Dom& dom, std::string_view text, std::string_view fallback) {
  const Vote vote = vote_of_text(text);
  if (!vote.language.empty()) return vote.language;
  std::string declared = declared_language(dom);
  if (declared.empty()) declared = primary_subtag(fallback);
  // What is written in Cyrillic letters is not English whatever a template says.
  for (int i = 0; i < kLanguageCount; ++i) {
    const LanguageWords& language = language_words(i);
    if (language.code == declared && vote.alphabet > Alphabet::latin &&
        language.alphabet != vote.alphabet)
      return {};
  }
  return declared;
}

}  // namespace verify

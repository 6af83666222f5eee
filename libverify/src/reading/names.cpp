#include "reading/names.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "reading/fold.h"
#include "reading/quote.h"

namespace verify {
namespace {

/// Forms of companies, folded and without punctuation. They may be missing on a page, or differ.
constexpr std::string_view kLegalForms[] = {
    "inc",      "incorporated", "ltd",         "limited",     "llc",     "llp",      "lp",
    "plc",      "corp",         "corporation", "co",          "company", "gmbh",     "ggmbh",
    "mbh",      "ag",           "kg",          "kgaa",        "ohg",     "ug",       "se",
    "ev",       "eg",           "gmbhcokg",    "sa",          "sas",     "sasu",     "sarl",
    "sl",       "slu",          "spa",         "srl",         "sau",     "sro",      "as",
    "asa",      "ab",           "oy",          "oyj",         "bv",      "nv",       "kk",
    "gk",       "pte",          "pty",         "pvt",         "private", "sadecv",   "ltda",
    "eireli",   "me",           "doo",         "dd",          "kft",     "zrt",      "spzoo",
    "株式会社", "株",           "有限会社",    "合同会社",    "有",      "주식회사", "주",
    "유한회사", "유",           "有限公司",    "股份有限公司"};
constexpr std::string_view kLeadingForms[] = {"株式会社", "有限会社", "合同会社", "株", "有",
                                              "주식회사", "유한회사", "주",       "유", "the"};
constexpr std::string_view kGroupWords[] = {"group",  "holding", "holdings", "international",
                                            "gruppe", "groupe",  "grupo",    "worldwide"};
/// What companies say they are. People leave it out where the rest is a name by its looks.
constexpr std::string_view kTradeWords[] = {
    "solutions", "solution",    "technologies", "technology", "tech",     "consulting",
    "services",  "consultancy", "consultants",  "systems",    "software", "labs",
    "digital",   "partners",    "studio",       "studios",    "agency",   "analytics"};
constexpr std::size_t kMaxAlternatives = 8;  // each is looked for at each word of a text
constexpr std::size_t kLongestForm = 6;      // tokens: 股份有限公司

bool is_one_of(std::span<const std::string_view> forms, std::string_view word) {
  return std::ranges::find(forms, word) != forms.end();
}

std::string joined(std::span<const std::string> words) {
  std::string out;
  for (const auto& word : words) out += word;
  return out;
}

/// "and" in the languages names are written in; a page may have the sign or the word.
bool is_and(std::string_view word) {
  return word == "&" || word == "and" || word == "und" || word == "et" || word == "y" ||
         word == "e" || word == "och" || word == "en";
}
bool same_word(std::string_view a, std::string_view b) {
  return a == b || (is_and(a) && is_and(b));
}

void drop_trailing_form(std::vector<std::string>& words) {
  for (std::size_t n = std::min(kLongestForm, words.size() - 1); n > 0; --n)
    if (is_one_of(kLegalForms, joined(std::span(words).last(n)))) {
      words.resize(words.size() - n);
      while (words.size() > 1 && words.back() == "&") words.pop_back();
      return;
    }
}

void drop_leading_form(std::vector<std::string>& words) {
  for (std::size_t n = std::min<std::size_t>(4, words.size() - 1); n > 0; --n)
    if (is_one_of(kLeadingForms, joined(std::span(words).first(n)))) {
      words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(n));
      return;
    }
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  for (const Token& token : tokenize(folded)) words.emplace_back(token.in(folded));
  return words;
}

bool has_capital(std::string_view text) {
  // Scripts without case have no lower-case form to be mistaken for.
  for (const char c : text)
    if ((c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) return true;
  return false;
}

/// "TechNova", "CloudZone": a capital inside tells a name from a word.
bool has_inner_capital(std::string_view word) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  for (std::size_t at = 1; at < word.size(); ++at)
    if (is_capital(word[at]) && is_small(word[at - 1])) return true;
  return false;
}

/// "technova.com": a name in small letters that is part of an address.
bool is_in_address(std::string_view text, std::size_t end) {
  return end + 2 < text.size() && text[end] == '.' && text[end + 1] >= 'a' && text[end + 1] <= 'z';
}

/// German umlauts are also written out: Müller, Mueller.
std::string with_umlauts_written_out(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view pair = text.substr(i, 2);
    const char base = pair == "ä" || pair == "Ä"   ? 'a'
                      : pair == "ö" || pair == "Ö" ? 'o'
                      : pair == "ü" || pair == "Ü" ? 'u'
                                                   : '\0';
    if (base == '\0') {
      out += text[i];
      continue;
    }
    (out += base) += 'e';
    ++i;
  }
  return out;
}

/// The names in "Old Name / New Name" and in "Long Name (LN)".
std::vector<std::string> alternatives(std::string_view written) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= written.size() && out.size() < kMaxAlternatives;) {
    const std::size_t slash = std::min(written.find(" / ", from), written.size());
    out.emplace_back(trim(written.substr(from, slash - from)));
    from = slash + 3;
  }
  for (std::size_t i = 0, n = out.size(); i < n; ++i) {
    const std::size_t open = out[i].find(" (");
    const std::size_t close = out[i].find(')', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos || open == 0) continue;
    std::string inner = out[i].substr(open + 2, close - open - 2);
    out[i].erase(open, close - open + 1);
    // What stands in brackets is another name only when it is written like one.
    if (inner.size() >= 3 && inner[0] >= 'A' && inner[0] <= 'Z') out.push_back(std::move(inner));
  }
  return out;
}

}  // namespace

NameMatcher::NameMatcher(const Name& name) {
  std::vector<std::string> written = alternatives(name.official);
  written.insert(written.end(), name.aliases.begin(), name.aliases.end());
  for (const std::string& one : written) {
    add(one);
    if (const std::string out = with_umlauts_written_out(one); out != one) add(out);
  }
}

void NameMatcher::add(std::string_view written) {
  std::vector<std::string> words = words_of(fold_text(written));
  if (words.empty()) return;
  for (int i = 0; i < 3 && words.size() > 1; ++i) drop_trailing_form(words);
  if (words.size() > 1) drop_leading_form(words);
  add_spelling(words, has_capital(written));
  // "Acme Foods Holdings International" is "Acme Foods" in its stories; one word is too little.
  const std::size_t full = words.size();
  while (words.size() > 2 && is_one_of(kGroupWords, words.back())) words.pop_back();
  if (words.size() < full) add_spelling(words, has_capital(written));
  const std::size_t named = words.size();
  while (words.size() > 1 && is_one_of(kTradeWords, words.back())) words.pop_back();
  const std::string_view first = written.substr(0, written.find(' '));
  if (words.size() == 1 && named > 1 && words[0].size() >= 6 && has_inner_capital(first))
    add_spelling(words, true);
}

void NameMatcher::add_spelling(const std::vector<std::string>& words, bool capital) {
  spellings_.push_back({words, joined(words), capital});
}

bool NameMatcher::spelled_by(std::string_view word) const {
  constexpr std::size_t kShortest = 5;
  std::string letters = fold_text(word);
  std::erase(letters, '-');
  return letters.size() >= kShortest &&
         std::ranges::any_of(spellings_, [&](const Spelling& s) { return s.letters == letters; });
}

/// The number of tokens from `at` on that spell the name; 0 when they do not.
std::size_t NameMatcher::match(const Spelling& spelling, std::string_view folded,
                               const std::vector<Token>& tokens, std::size_t at) const {
  std::size_t n = 0;
  while (n < spelling.words.size() && at + n < tokens.size() &&
         same_word(tokens[at + n].in(folded), spelling.words[n]))
    ++n;
  if (n == spelling.words.size()) return n;
  // Written together or apart: "PragmaTech" and "Pragma Tech". Short names could meet by chance.
  if (spelling.letters.size() < 6) return 0;
  std::size_t done = 0;
  for (n = 0; at + n < tokens.size() && done < spelling.letters.size(); ++n) {
    const std::string_view word = tokens[at + n].in(folded);
    if (spelling.letters.compare(done, word.size(), word) != 0) return 0;
    done += word.size();
  }
  return done == spelling.letters.size() ? n : 0;
}

std::optional<NameMatcher::Hit> NameMatcher::find(const SearchText& search, bool running) const {
  const auto& [text, folded, tokens] = search;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!tokens[at].open_left) continue;
    for (const Spelling& spelling : spellings_) {
      if (folded.text[tokens[at].begin] != spelling.letters[0] &&
          !is_and(tokens[at].in(folded.text)))
        continue;
      const std::size_t n = match(spelling, folded.text, tokens, at);
      if (n == 0 || !tokens[at + n - 1].open_right) continue;
      const Hit hit{folded.original(tokens[at].begin), folded.original(tokens[at + n - 1].end)};
      // A line break is no bridge between words.
      const std::string_view hit_text = text.substr(hit.begin, hit.end - hit.begin);
      if (hit_text.contains('\n')) continue;
      const bool strict = n == spelling.words.size() && n > 1;
      const bool capital = has_capital(hit_text);
      const bool form_follows = at + n < tokens.size() &&
                                is_one_of(kLegalForms, tokens[at + n].in(folded.text)) &&
                                tokens[at + n].in(folded.text).size() > 2;
      if (strict || !running || !spelling.capital || capital || form_follows ||
          is_in_address(text, hit.end))
        return hit;
    }
  }
  return std::nullopt;
}

namespace {

std::string lines(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) (out += text) += '\n';
  return out;
}

std::string headings_of(const Document& document) {
  std::string out;
  for (const Section& section : document.sections) (out += section.heading) += '\n';
  return out;
}

}  // namespace

const SearchText& NameSearch::text_at(Mention::Place place) {
  auto& slot = texts_[static_cast<std::size_t>(place)];
  if (slot) return *slot;
  switch (place) {
    case Mention::Place::title:
      return slot.emplace(document_->title);
    case Mention::Place::heading:
      return slot.emplace(headings_ = headings_of(*document_));
    case Mention::Place::body:
      return slot.emplace(document_->text);
    case Mention::Place::image:
      return slot.emplace(images_ = lines(document_->image_texts));
    case Mention::Place::boilerplate:
      return slot.emplace(document_->boilerplate);
    case Mention::Place::site:
    case Mention::Place::none:
      break;
  }
  return slot.emplace(std::string_view());
}

Mention NameSearch::find(const Name& name) {
  using Place = Mention::Place;
  const NameMatcher matcher(name);
  if (matcher.empty()) return {};
  for (const Place place :
       {Place::title, Place::heading, Place::body, Place::image, Place::boilerplate}) {
    const SearchText& search = text_at(place);
    if (const auto hit = matcher.find(search, place == Place::body))
      return {place, quote_around(search.text, hit->begin, hit->end)};
  }
  return {};
}

struct NameList::Entry {
  explicit Entry(std::string_view name)
      : written(name), search(written), matcher(Name{written, {}}) {}

  std::string written;
  SearchText search;  // keeps a view of `written`
  NameMatcher matcher;
};

NameList::NameList() = default;
NameList::~NameList() = default;

bool NameList::add_known(std::string_view name) {
  auto added = std::make_unique<Entry>(name);
  const bool known = std::ranges::any_of(entries_, [&](const auto& each) {
    return added->matcher.find(each->search, false) && each->matcher.find(added->search, false);
  });
  entries_.push_back(std::move(added));
  return known;
}

bool is_name(std::string_view text, const Name& name) {
  // What stands in brackets, or behind a stroke, would count as another name.
  if (text.find(" (") != text.npos || text.find(" / ") != text.npos) return false;
  if (trim(text).empty() || !NameMatcher(name).find(text, false)) return false;
  const NameMatcher written(Name{std::string(text), {}});
  return written.find(name.official, false) ||
         std::ranges::any_of(name.aliases, [&](const std::string& alias) {
           return written.find(alias, false).has_value();
         });
}

Mention find_name(const Document& document, const Name& name) {
  return NameSearch(document).find(name);
}

}  // namespace verify

#include "reading/same_story.h"

#include <algorithm>
#include <iterator>

#include "reading/fold.h"
#include "reading/lexicon_data.h"
#include "reading/tokens.h"

namespace verify {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The number at `at`, written without marks of thousands and with a decimal point: "1.200",
/// "1,200" and "1 200" are one, and so are "3,5" and "3.5". Moves past it.
std::string read_number(std::string_view text, std::size_t& at) {
  std::string out;
  const auto digits_from = [&](std::size_t from) {
    std::size_t n = 0;
    while (from + n < text.size() && is_digit(text[from + n])) ++n;
    return n;
  };
  const std::size_t first = digits_from(at);
  out = text.substr(at, first);
  at += first;
  bool grouped = first <= 3;
  while (at + 1 < text.size() && (text[at] == '.' || text[at] == ',' || text[at] == ' ')) {
    const std::size_t n = digits_from(at + 1);
    const bool group = grouped && n == 3;
    if (!group && (n == 0 || n > 2 || text[at] == ' ')) break;
    if (!group) out += '.';
    out += text.substr(at + 1, n);
    at += n + 1;
    grouped = group;
    if (!group) break;
  }
  return out;
}

/// Small counts and years stand in every text.
bool tells_apart(std::string_view number) {
  if (number.contains('.')) return true;
  const bool is_year = number.size() == 4 && (number.starts_with("19") || number.starts_with("20"));
  return number.size() >= 2 && !is_year;
}

/// The figures of a text. A number inside a word, as in "S3", is part of a name.
std::set<std::string> figures_of(std::string_view folded) {
  std::set<std::string> out;
  for (std::size_t at = 0; at < folded.size();) {
    if (!is_digit(folded[at])) {
      ++at;
      continue;
    }
    const char before = at > 0 ? folded[at - 1] : ' ';
    const bool in_word = (before >= 'a' && before <= 'z') || before == '-' || before == '_';
    std::string number = read_number(folded, at);
    if (!in_word && tells_apart(number)) out.insert(std::move(number));
  }
  return out;
}

std::set<std::string> common(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> out;
  std::ranges::set_intersection(a, b, std::inserter(out, out.end()));
  return out;
}

std::string listed(const std::set<std::string>& words) {
  constexpr std::size_t kShown = 6;
  std::string out;
  std::size_t n = 0;
  for (const std::string& word : words)
    if (n++ < kShown) (out += out.empty() ? "" : ", ") += word;
  return out + (words.size() > kShown ? " …" : "");
}

bool gives_as_alternate(const Document& from, const Document& to) {
  return std::ranges::any_of(from.alternates,
                             [&](const Url& url) { return page_key(url) == page_key(to.url); });
}

bool most_of(std::size_t shared, std::size_t of) {
  return 4 * shared >= 3 * of;
}

/// One customer, the same figures, the same services. Few figures prove nothing: a customer's size
/// and age stand in each of its stories. Where the customer goes by another name in the other
/// language, many figures leave a doubt.
StoryMatch compare_traits(Story& a, Story& b, bool same_customer, const Lexicons& lexicons) {
  using Kind = StoryMatch::Kind;
  constexpr std::size_t kMany = 6;
  constexpr std::size_t kEnough = 4;
  constexpr std::size_t kSome = 2;
  const Story::Traits &left = a.traits(lexicons), &right = b.traits(lexicons);
  const auto figures = common(left.figures, right.figures);
  const auto services = common(left.services, right.services);
  const std::size_t fewer = std::min(left.figures.size(), right.figures.size());
  const std::size_t all = left.services.size() + right.services.size() - services.size();
  const std::string &one = a.document().language, &other = b.document().language;
  const bool in_two_languages = !one.empty() && !other.empty() && one != other;
  const std::string why = std::string(same_customer ? "one customer, " : "") +
                          "the same figures (" + listed(figures) + ")" +
                          (services.empty() ? "" : " and services (" + listed(services) + ")");
  if (figures.size() < kSome || !most_of(services.size(), all)) return {};
  if (!same_customer)
    return figures.size() >= kMany && most_of(figures.size(), fewer) && in_two_languages
               ? StoryMatch{Kind::unclear, why}
               : StoryMatch{};
  if (figures.size() >= kEnough && most_of(figures.size(), fewer) && in_two_languages)
    return {Kind::same, why + " in two languages"};
  if (2 * figures.size() >= fewer && (in_two_languages || figures.size() >= kEnough))
    return {Kind::unclear, why};
  return {};
}

}  // namespace

const Story::Traits& Story::traits(const Lexicons& lexicons) {
  if (traits_) return *traits_;
  const std::string folded = fold_text(document_.text);
  const ServiceNames& names = lexicons.data().services;
  traits_ = Traits{figures_of(folded), {}};
  for (const ServiceHit& hit : names.find(folded, tokenize(folded)))
    if (hit.service != ServiceHit::kPlatform && !hit.needs_context)
      traits_->services.insert(names.service(hit.service).name);
  return *traits_;
}

StoryMatch compare_stories(Story& a, Story& b, bool same_customer, double same_words,
                           const Lexicons& lexicons) {
  using Kind = StoryMatch::Kind;
  if (page_key(a.document().url) == page_key(b.document().url)) return {Kind::same, "one page"};
  if (similarity(a.words(), b.words()) >= same_words) return {Kind::same, "the same words"};
  if (gives_as_alternate(a.document(), b.document()) ||
      gives_as_alternate(b.document(), a.document()))
    return {Kind::same, "one page is given as the other's translation"};
  return compare_traits(a, b, same_customer, lexicons);
}

StoryMatch compare_stories(const Document& a, const Document& b, bool same_customer,
                           double same_words, const Lexicons& lexicons) {
  Story one(a), other(b);
  return compare_stories(one, other, same_customer, same_words, lexicons);
}

}  // namespace verify

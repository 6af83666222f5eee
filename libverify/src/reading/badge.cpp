#include <algorithm>
#include <array>

#include "base/text.h"
#include "page/date_text.h"
#include "reading/phrases.h"
#include "verify/public_badge.h"

namespace verify {
namespace {

using Kind = PageFact::Kind;
using Seen = BadgeReading::Seen;
using Course = BadgeReading::Course;
using Person = BadgeReading::Person;

constexpr std::size_t kMaxLine = 300;   // bytes; what is longer is no statement of a badge
constexpr std::size_t kMaxQuote = 160;  // bytes

// Members of JSON-LD (schema.org, Open Badges 3.0) that name whom a credential is for, and when it
// was given. In hasCredential the owner is the person.
constexpr auto kEarnerKeys = std::to_array<std::string_view>(
    {"credentialSubject.name", "recipient.name", "about.name", "earner.name"});
constexpr std::string_view kCredential = "hasCredential.name";
constexpr auto kIssuedKeys = std::to_array<std::string_view>(
    {"dateCreated", "issuedOn", "issuanceDate", "validFrom", "awardedDate"});
constexpr auto kIssuerKeys = std::to_array<std::string_view>(
    {"issuer.name", "recognizedBy.name", "hasCredential.recognizedBy.name"});
constexpr auto kExpiryKeys =
    std::to_array<std::string_view>({"expires", "validUntil", "expirationDate"});

bool is_one_of(std::span<const std::string_view> keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}
std::string_view last_key(std::string_view path) {
  return path.substr(path.rfind('.') + 1);  // npos + 1 is 0
}

}  // namespace

// Words in the form they are looked for in.
struct BadgeVocabulary {
  explicit BadgeVocabulary(BadgeWords words)
      : course(std::move(words.course)),
        earner(words.earner),
        completed(words.completed),
        courses(words.courses),
        issued(words.issued),
        expires(words.expires),
        issuers(words.issuers),
        issuer(words.issuer),
        voided(words.voided),
        titles(words.beside_name) {}

  std::vector<Topic> course;
  Phrases earner, completed, courses, issued, expires, issuers, issuer, voided, titles;
};

namespace {

/// One page, read for one person.
class BadgePage {
 public:
  BadgePage(std::span<const PageFact> facts, const Document& document, std::string_view person,
            const BadgeVocabulary& words)
      : facts_(facts), document_(document), person_(person), words_(words) {}

  BadgeReading read() {
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      const PageFact& fact = facts_[i];
      if (fact.kind == Kind::data)
        data(fact);
      else if (!fact.aside && fact.text.size() <= kMaxLine)
        fact.kind == Kind::pair ? pair(fact) : line(i);
    }
    conclude();
    return std::move(out_);
  }

 private:
  static Seen seen(const PageFact& fact) { return {shorten(fact.text, kMaxQuote), fact.place()}; }

  // The name and nothing else but a title; "King, Ada" is "Ada King".
  bool is_person(std::string_view text) const {
    const std::vector<std::string> name = bare(person_);
    return !name.empty() && bare(text) == name;
  }

  std::vector<std::string> bare(std::string_view text) const {
    const WordList list(text);
    std::vector<std::string> out;
    for (std::size_t i = 0; i < list.size();) {
      const auto title = words_.titles.at(list, i);
      if (!title) out.emplace_back(list[i]);
      i += title ? title->words : 1;
    }
    const bool last_first = text.find(',') != text.npos && text.find(',') < text.size() - 1;
    if (last_first && out.size() > 1) std::ranges::rotate(out, out.begin() + 1);
    return out;
  }

  void earner(std::string_view name, const PageFact& fact) {
    if (is_person(name)) {
      if (shown_.empty()) out_.person_at = seen(fact);
      shown_.emplace_back(name);
    } else {
      if (others_.empty()) other_at_ = seen(fact);
      others_.emplace_back(name);
    }
  }

  void course(std::string_view name, const PageFact& fact) {
    const Course named = course_named(name, words_.course);
    if (out_.course == Course::right) return;
    if (named == Course::right || out_.course == Course::none ||
        (named == Course::like && out_.course == Course::another)) {
      out_.course = named;
      out_.course_at = seen(fact);
    }
  }

  void issuer(std::string_view name, const PageFact& fact) {
    const bool known = words_.issuers.whole(name).has_value();
    // Two issuers are none that is known.
    if (out_.issuer == BadgeReading::Issuer::another) return;
    out_.issuer = known ? BadgeReading::Issuer::right : BadgeReading::Issuer::another;
    out_.issuer_at = seen(fact);
  }

  // Without the labels of a badge's day a number that may be two days is none.
  std::optional<Date> plain_date(std::string_view text) const {
    for (const TextDate& date : find_dates(text, {.language = document_.language}))
      if (date.form != DateForm::ambiguous && date.form != DateForm::short_year) return date.date;
    return std::nullopt;
  }

  void day(std::optional<Date>& into, Seen& at, std::string_view text, const PageFact& fact) {
    if (into) return;
    into = plain_date(text);
    if (into) at = seen(fact);
  }

  void pair(const PageFact& fact) {
    if (!fact.owner.empty()) return;  // a list of many
    if (words_.earner.whole(fact.label)) earner(fact.text, fact);
    if (words_.courses.whole(fact.label)) course(fact.text, fact);
    if (words_.issuer.whole(fact.label)) issuer(fact.text, fact);
    if (words_.issued.whole(fact.label)) day(out_.issued, out_.issued_at, fact.text, fact);
    if (words_.expires.whole(fact.label)) day(out_.expires, out_.expires_at, fact.text, fact);
    look_for_void(fact);
  }

  void data(const PageFact& fact) {
    if (is_one_of(kEarnerKeys, fact.label)) {
      earner(fact.text, fact);
      if (!fact.owner.empty()) data_course(fact.owner, fact);
    } else if (fact.label == kCredential && !fact.owner.empty()) {
      earner(fact.owner, fact);
      data_course(fact.text, fact);
    } else if (is_one_of(kIssuerKeys, fact.label)) {
      issuer(fact.text, fact);
    } else if (is_one_of(kIssuedKeys, last_key(fact.label))) {
      day(out_.issued, out_.issued_at, fact.text, fact);
    } else if (is_one_of(kExpiryKeys, last_key(fact.label))) {
      day(out_.expires, out_.expires_at, fact.text, fact);
    }
  }

  void data_course(std::string_view name, const PageFact& fact) {
    if (out_.course == Course::right && course_named(name, words_.course) != Course::right)
      out_.course = Course::like;  // the page says another one to machines
    else
      course(name, fact);
  }

  void look_for_void(const PageFact& fact) {
    if (out_.voided) return;
    const WordList words(fact.text);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words_.voided.at(words, i)) {
        out_.voided = seen(fact);
        return;
      }
  }

  // "Issued by Amazon Web Services", or the name on the next line.
  void issued_by(std::size_t i, const WordList& words) {
    const auto phrase = words_.issuer.at(words, 0);
    if (!phrase) return;
    const PageFact& fact = facts_[i];
    if (phrase->words < words.size())
      issuer(std::string_view(fact.text).substr(words.end_of(phrase->words - 1)), fact);
    else if (i + 1 < facts_.size() && !facts_[i + 1].aside)
      issuer(facts_[i + 1].text, facts_[i + 1]);
  }

  void line(std::size_t i) {
    const PageFact& fact = facts_[i];
    if (fact.kind == Kind::heading && fact.level == 1) course(fact.text, fact);
    if (!fact.url || fact.kind != Kind::line) look_for_void(fact);
    if (fact.kind == Kind::image) return;
    const WordList words(fact.text);
    bool statement = false;
    if (words.size() > 0) issued_by(i, words);
    for (std::size_t at = 0; at < words.size(); ++at)
      if (const auto phrase = words_.earner.at(words, at)) {
        after_phrase(i, words, at + phrase->words);
        statement = true;
        break;
      }
    statement = completion(i, words) || statement;
    if (statement) day(out_.issued, out_.issued_at, fact.text, fact);
  }

  // "This badge was issued to Ada King on 31 May 2025", or the name on the next line.
  void after_phrase(std::size_t i, const WordList& words, std::size_t from) {
    const PageFact& fact = facts_[i];
    if (from == words.size()) {
      if (i + 1 < facts_.size() && facts_[i + 1].kind != Kind::data && !facts_[i + 1].aside)
        earner(facts_[i + 1].text, facts_[i + 1]);
      return;
    }
    const std::size_t begin = words.end_of(from - 1);
    std::string_view rest = trim(std::string_view(fact.text).substr(begin));
    while (rest.starts_with(':')) rest = trim(rest.substr(1));
    const auto name = leading_name(rest);
    name ? earner(*name, fact) : earner(shorten(rest, kMaxQuote), fact);
  }

  // The person's name at the begin of a text, where what follows cannot be more of a name: an end,
  // a mark, a word without a capital or a number.
  std::optional<std::string> leading_name(std::string_view text) const {
    const WordList words(text);
    const std::size_t count = WordList(person_).size();
    if (count == 0) return std::nullopt;  // "★": no text begins with it
    for (std::size_t n = count; n <= std::min(words.size(), count + 2); ++n) {
      const std::size_t end = words.end_of(n - 1);
      if (!is_person(text.substr(0, end))) continue;
      const std::string_view rest = trim(text.substr(end));
      const unsigned char next = rest.empty() ? 0 : static_cast<unsigned char>(rest.front());
      const bool glued = end < text.size() && next >= 0x80 && rest.data() == text.data() + end;
      if (glued || (next >= 'A' && next <= 'Z') || next == '-' || next == '\'') return std::nullopt;
      return std::string(text.substr(0, end));
    }
    return std::nullopt;
  }

  // "Ada King has successfully completed …", on one line or on three.
  bool completion(std::size_t i, const WordList& words) {
    const PageFact& fact = facts_[i];
    std::optional<std::size_t> done;  // the word after the phrase
    std::size_t begin = 0;
    for (std::size_t at = 0; at < words.size() && !done; ++at)
      if (const auto phrase = words_.completed.at(words, at)) {
        done = at + phrase->words;
        begin = at;
      }
    if (!done) return false;
    if (begin == 0 && i > 0 && facts_[i - 1].kind != Kind::data && !facts_[i - 1].aside) {
      if (is_person(facts_[i - 1].text)) earner(facts_[i - 1].text, facts_[i - 1]);
    } else if (begin > 0 &&
               is_person(std::string_view(fact.text).substr(0, words.end_of(begin - 1)))) {
      earner(std::string_view(fact.text).substr(0, words.end_of(begin - 1)), fact);
    }
    if (*done < words.size())
      course_like(std::string_view(fact.text).substr(words.end_of(*done - 1)), fact);
    else if (i + 1 < facts_.size() && !facts_[i + 1].aside)
      course_like(facts_[i + 1].text, facts_[i + 1]);
    return true;
  }

  // Words after a phrase may be the course, or anything.
  void course_like(std::string_view text, const PageFact& fact) {
    if (course_named(text, words_.course) != Course::another) course(text, fact);
  }

  void conclude() {
    if (!shown_.empty()) {
      out_.person = others_.empty() ? Person::shown : Person::several;
    } else if (!others_.empty()) {
      out_.person = Person::another;
      out_.person_at = other_at_;
    }
  }

  std::span<const PageFact> facts_;
  const Document& document_;
  std::string_view person_;
  const BadgeVocabulary& words_;
  std::vector<std::string> shown_, others_;
  Seen other_at_;
  BadgeReading out_;
};

}  // namespace

bool same_words(std::string_view a, std::string_view b) {
  const auto sorted = [](std::string_view text) {
    const WordList list(text);
    std::vector<std::string> out;
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) out.emplace_back(list[i]);
    std::ranges::sort(out);
    return out;
  };
  return sorted(a) == sorted(b);
}

BadgeReading::Course course_named(std::string_view text, const std::vector<Topic>& course) {
  if (course.empty()) return Course::another;
  const TopicSearch search(text);
  const auto named = std::ranges::count_if(
      course, [&](const Topic& each) { return search.find(each).has_value(); });
  if (static_cast<std::size_t>(named) == course.size()) return Course::right;
  return named > 0 && search.find(course.front()) ? Course::like : Course::another;
}

BadgeReader::BadgeReader(BadgeWords words)
    : vocabulary_(std::make_unique<const BadgeVocabulary>(std::move(words))) {}
BadgeReader::~BadgeReader() = default;
BadgeReader::BadgeReader(BadgeReader&&) noexcept = default;
BadgeReader& BadgeReader::operator=(BadgeReader&&) noexcept = default;

BadgeReading BadgeReader::read(std::span<const PageFact> facts, const Document& document,
                               std::string_view person) const {
  return BadgePage(facts, document, person, *vocabulary_).read();
}

}  // namespace verify

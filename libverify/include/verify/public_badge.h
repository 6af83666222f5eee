#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/document.h"
#include "verify/page_facts.h"
#include "verify/time.h"
#include "verify/topics.h"

namespace verify {

/// What the public page of a badge or certificate shows. Pure. A statement counts only beside a
/// label or in a phrase that is known for it, and a name only where it is all that stands there.

/// The words a badge is read with.
struct BadgeWords {
  std::vector<Topic> course;             ///< as the course's name must be: every topic of it
  std::vector<std::string> earner;       ///< before the person's name: "issued to"
  std::vector<std::string> completed;    ///< after it: "has successfully completed"
  std::vector<std::string> courses;      ///< labels of the course
  std::vector<std::string> issued;       ///< labels of the day
  std::vector<std::string> expires;      ///< labels of the last day it is valid
  std::vector<std::string> issuers;      ///< who may issue it, as they are written
  std::vector<std::string> issuer;       ///< before the issuer's name: "issued by"
  std::vector<std::string> voided;       ///< with one of these it may not count: "revoked"
  std::vector<std::string> beside_name;  ///< titles: "Dr", "様"
};

struct BadgeReading {
  struct Seen {
    std::string quote, place;
  };
  enum class Person { shown, another, several, none };
  enum class Course { right, like, another, none };
  enum class Issuer { right, another, none };
  Person person = Person::none;
  Course course = Course::none;
  Issuer issuer = Issuer::none;
  Seen person_at, course_at, issuer_at;
  std::optional<Date> issued, expires;
  Seen issued_at, expires_at;
  std::optional<Seen> voided;
};

struct BadgeVocabulary;

/// Reads badges by the words they are made of, which are prepared once for many pages. Immutable:
/// many threads may use one at a time.
class BadgeReader {
 public:
  explicit BadgeReader(BadgeWords words);
  ~BadgeReader();
  BadgeReader(BadgeReader&&) noexcept;
  BadgeReader& operator=(BadgeReader&&) noexcept;
  /// What the page says of a badge of `person`, a name as people write it.
  BadgeReading read(std::span<const PageFact> facts, const Document& document,
                    std::string_view person) const;

 private:
  std::unique_ptr<const BadgeVocabulary> vocabulary_;
};

/// Whether two names have the same words, in whatever order.
bool same_words(std::string_view a, std::string_view b);

/// How much of a course's name a text has: `like` where some of the topics, the first among them,
/// stand in it.
BadgeReading::Course course_named(std::string_view text, const std::vector<Topic>& course);

}  // namespace verify

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/time.h"

namespace verify {

/// Something a text may speak of, and the words it is known by. A phrase is whole words, without
/// regard to case, accents and width; "deploy*" at its end is any word that begins so.
struct Topic {
  std::string name;
  std::vector<std::string> phrases;
  std::optional<Date> valid_from, valid_to;  ///< when it is asked for; nothing: always

  bool in_force(const Date& on) const {
    return (!valid_from || *valid_from <= on) && (!valid_to || on <= *valid_to);
  }
};

/// A text prepared once to be searched for many topics. Linear in text times phrases. Keeps a view
/// of the text; belongs to one thread.
class TopicSearch {
 public:
  explicit TopicSearch(std::string_view text);
  ~TopicSearch();
  TopicSearch(TopicSearch&&) noexcept;
  TopicSearch& operator=(TopicSearch&&) noexcept;

  /// The words around the first phrase of the topic that stands in the text; nothing without one.
  std::optional<std::string> find(const Topic& topic) const;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> prepared_;
};

/// A date that stands in the same sentence as a phrase: "valid until 2027-03-31".
struct NamedDate {
  Date date;
  std::string quote;  ///< the sentence, shortened
};

/// The dates, written YYYY-MM-DD or with the English name of a month, that follow one of the
/// phrases in the same sentence; the nearest phrase before a date is the one that names it. In the
/// order of the text.
std::vector<NamedDate> dates_named(std::string_view text, const Topic& topic);

}  // namespace verify

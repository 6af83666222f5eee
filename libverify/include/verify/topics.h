#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/report_day.h"
#include "verify/time.h"

namespace verify {

/// Whole words a text may have, without regard to case, accents and width; "deploy*" at its end is
/// any word that begins so. Made ready to be searched for when it is made.
class TopicPhrase {
 public:
  TopicPhrase(std::string written);
  TopicPhrase(const char* written) : TopicPhrase(std::string(written)) {}

  const std::string& written() const { return written_; }
  const std::vector<std::string>& words() const { return words_; }  ///< folded
  bool open_end() const { return open_end_; }                       ///< the last word may go on

 private:
  std::string written_;
  std::vector<std::string> words_;
  bool open_end_ = false;
};

/// Something a text may speak of, and the words it is known by.
struct Topic {
  std::string name;
  std::vector<TopicPhrase> phrases;
  std::optional<Date> valid_from, valid_to;  ///< when it is asked for; nothing: always

  bool in_force(ReportDay& day) const {
    return (!valid_from || day.has_come(*valid_from)) && (!valid_to || !day.is_over(*valid_to));
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

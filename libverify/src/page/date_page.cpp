#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "page/date_candidates.h"
#include "page/date_labels.h"
#include "page/date_page_text.h"

namespace verify {
namespace {

namespace region = date_region;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Weighs the dates of a page's body by where they stand.
class PlacedDates {
 public:
  PlacedDates(DatePageText page, const DateReading& reading, DateCandidates& out)
      : page_(std::move(page)), reading_(reading), out_(out) {}

  void weigh() {
    for (DatePageText::ElementDate& found : page_.elements)
      if (out_.size() < kMost) add_element(found);
    const auto dates = find_dates(page_.text, reading_);
    for (const TextDate& date : dates)
      if (out_.size() < kMost) add_text(date);
    weaken_lists();
  }

 private:
  // Candidates of a page, each with words around it. The longest archives list some thousand, and
  // none of a list decides.
  static constexpr std::size_t kMost = 20'000;

  // What the place of a date, relative to the title and by the names around it, adds to its vote.
  double place_weight(std::uint32_t offset, DateRegion region) const {
    double weight = 0;
    if (page_.has_title) {
      if (offset >= page_.title_begin) {
        const std::uint32_t gap = offset - std::min(offset, page_.title_end);
        weight += gap < 150 ? 1.1 : gap < 500 ? 0.6 : gap < 1500 ? 0.1 : -0.2;
      } else {
        const std::uint32_t gap = page_.title_begin - offset;
        weight += gap < 150 ? 0.8 : gap < 400 ? 0.3 : -0.3;
      }
    }
    if ((region & region::dated) != 0) weight += 0.5;
    if ((region & region::published) != 0) weight += 0.4;
    if ((region & region::byline) != 0) weight += 0.3;
    if ((region & region::article) != 0) weight += 0.2;
    if ((region & region::sidebar) != 0) weight -= 0.8;
    if ((region & region::card) != 0) weight -= 0.6;
    if ((region & region::footer) != 0) weight -= 0.3;
    if ((region & region::link) != 0) weight -= 0.4;
    if ((region & region::item) != 0) weight -= 0.2;
    return weight;
  }

  // What is left of the vote of a date in the worst place.
  static constexpr double kLeast = 0.1;

  void add_element(DatePageText::ElementDate& found) {
    if ((found.region & region::elsewhere) != 0) return;
    const double weight = std::max(kLeast, found.weight + place_weight(found.offset, found.region));
    out_.push_back(
        {found.date, std::string(found.source), std::move(found.place), found.modified, weight});
  }

  DateRegion region_at(std::uint32_t offset) {
    while (segment_ + 1 < page_.segments.size() && page_.segments[segment_ + 1].begin <= offset)
      ++segment_;
    return page_.segments.empty() ? 0 : page_.segments[segment_].region;
  }

  void add_text(const TextDate& date) {
    const DateRegion region = region_at(date.begin);
    if ((region & region::elsewhere) != 0) return;
    const std::string_view text = page_.text;
    const DateLabel label = label_of_date(label_window(date), text.substr(date.end));
    if (label == DateLabel::other) return;
    if (label == DateLabel::copyright) {
      // A full date beside the copyright is at most when the page was last touched.
      out_.push_back({date.date, "text", place_of(date), true, 0.3});
      return;
    }
    const bool modified =
        label == DateLabel::modified || (label == DateLabel::none && is_modified_region(region));
    double weight = 0.3 + place_weight(date.begin, region) + form_weight(date);
    if (label != DateLabel::none) weight += 1.5;
    if (stands_alone(date)) weight += 0.5;
    if (in_prose(date)) weight -= 0.8;
    if (clock_follows(date)) weight += 0.3;
    weight = std::max(kLeast, weight);
    const bool in_time = (region & region::time) != 0;
    out_.push_back({date.date, in_time ? "time" : "text", place_of(date), modified, weight});
  }

  // How far around a date is looked, in bytes: more than any rule below counts. A page may be one
  // line of a hundred thousand dates.
  static constexpr std::size_t kReach = 256;

  // The text that may label a date: of its line, or of the line before when it begins its own.
  std::string_view label_window(const TextDate& date) const {
    const std::size_t far = date.begin - std::min<std::size_t>(date.begin, kReach);
    const std::string_view before = std::string_view(page_.text).substr(far, date.begin - far);
    const std::size_t line = before.rfind('\n');
    if (line == before.npos) return before;
    if (!trim(before.substr(line)).empty() || line == 0) return before.substr(line);
    const std::size_t previous = before.rfind('\n', line - 1);
    const std::size_t begin = previous == before.npos ? 0 : previous;
    // A label alone on its line is short; a paragraph is none.
    return line - begin < 40 ? before.substr(begin) : before.substr(line);
  }

  static double form_weight(const TextDate& date) {
    if (date.form == DateForm::short_year) return -0.4;
    return date.form == DateForm::ambiguous ? -0.2 : 0;
  }

  // Where the line of a date begins and ends, or what is in reach of it.
  std::pair<std::size_t, std::size_t> line_of(const TextDate& date) const {
    const std::size_t far = date.begin - std::min<std::size_t>(date.begin, kReach);
    const std::string_view text = std::string_view(page_.text).substr(0, date.end + kReach);
    const std::size_t before = text.substr(far).rfind('\n', date.begin - far);
    return {before == text.npos ? far : far + before,
            std::min(text.find('\n', date.end), text.size())};
  }

  bool stands_alone(const TextDate& date) const {
    const auto [begin, end] = line_of(date);
    return end - begin < date.end - date.begin + 40u;
  }

  // In the middle of a sentence: a date the text tells of.
  bool in_prose(const TextDate& date) const {
    const std::string_view text = page_.text;
    const auto [begin, end] = line_of(date);
    if (end - begin > 200 && date.begin - begin > 60) return true;
    std::size_t next = date.end;
    while (next < end && text[next] == ' ') ++next;
    const bool goes_on = next < end && text[next] >= 'a' && text[next] <= 'z';
    return goes_on && end - begin > 120 && date.begin - begin > 40;
  }

  // A time of day after it: nobody tells of the past to the minute.
  bool clock_follows(const TextDate& date) const {
    const std::string_view next = std::string_view(page_.text).substr(date.end, 16);
    const std::size_t colon = next.find(':');
    return colon != next.npos && colon > 0 && is_digit(next[colon - 1]) &&
           colon + 1 < next.size() && is_digit(next[colon + 1]);
  }

  // Where several dates stand in the same way, as in a list of pages, none speaks for this one.
  void weaken_lists() {
    constexpr std::size_t kList = 3;
    constexpr double kKept = 0.4;
    std::map<std::pair<std::string_view, int>, std::set<Date>> alike;
    const auto key = [](const DateCandidate& c) {
      return std::pair(std::string_view(c.source), static_cast<int>(c.weight * 20));
    };
    const auto is_placed = [](const DateCandidate& c) {
      return c.source == "time" || c.source == "text" || c.source == "microdata";
    };
    for (const DateCandidate& c : out_)
      if (is_placed(c)) alike[key(c)].insert(c.date);
    for (DateCandidate& c : out_)
      if (is_placed(c) && alike[key(c)].size() >= kList) c.weight *= kKept;
  }

  std::string place_of(const TextDate& date) const {
    const std::string_view text = page_.text;
    const std::uint32_t begin = date.begin > 40 ? date.begin - 40 : 0;
    std::string_view around = text.substr(begin, date.end - begin);
    while (!around.empty() && (static_cast<unsigned char>(around[0]) & 0xC0) == 0x80)
      around.remove_prefix(1);
    return collapse_space(around);
  }

  DatePageText page_;
  const DateReading& reading_;
  DateCandidates& out_;
  std::size_t segment_ = 0;
};

}  // namespace

void add_page_dates(const Dom& dom, const DateReading& reading, DateCandidates& out) {
  PlacedDates(read_date_page(dom, reading, out), reading, out).weigh();
}

}  // namespace verify

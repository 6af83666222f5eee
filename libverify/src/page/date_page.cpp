#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "page/date_candidates.h"
#include "page/date_labels.h"
#include "page/date_region.h"

namespace verify {
namespace {

using Index = Dom::Index;
namespace region = date_region;

bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h3;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Subtrees no reader sees the text of.
bool is_silent(Tag tag) {
  switch (tag) {
    case Tag::head:
    case Tag::style:
    case Tag::noscript:
    case Tag::template_:
    case Tag::svg:
    case Tag::math:
    case Tag::select:
    case Tag::textarea:
    case Tag::iframe:
    case Tag::object:
    case Tag::canvas:
      return true;
    default:
      return false;
  }
}

bool is_inline(Tag tag) {
  switch (tag) {
    case Tag::span:
    case Tag::a:
    case Tag::b:
    case Tag::strong:
    case Tag::i:
    case Tag::em:
    case Tag::u:
    case Tag::small:
    case Tag::time:
    case Tag::font:
    case Tag::abbr:
    case Tag::sup:
    case Tag::sub:
    case Tag::cite:
    case Tag::mark:
    case Tag::label:
    case Tag::code:
    case Tag::q:
    case Tag::del:
    case Tag::ins:
    case Tag::other:
      return true;
    default:
      return false;
  }
}

std::string_view page_title(const Dom& dom, std::string& storage) {
  for (Index i = 0; i < dom.size() && dom[i].tag != Tag::body; ++i) {
    if (dom[i].tag != Tag::title) continue;
    storage = dom.text_below(i);
    break;
  }
  return storage;
}

// The heading that is the page's title: the longest one <title> repeats, else the first h1. Many
// sites have their logo in the h1 and the title in an h2.
Index title_heading(const Dom& dom) {
  constexpr int kMostHeadings = 60;
  constexpr std::size_t kShortest = 8;
  std::string storage;
  const std::string_view title = page_title(dom, storage);
  Index best = Dom::kNone, first = Dom::kNone;
  std::size_t best_size = kShortest;
  int seen = 0;
  for (Index i = 0; i < dom.size() && seen < kMostHeadings; ++i) {
    if (!is_heading(dom[i].tag)) continue;
    ++seen;
    const std::string text = dom.text_below(i);
    if (dom[i].tag == Tag::h1 && first == Dom::kNone && !text.empty()) first = i;
    if (text.size() > best_size && title.find(text) != title.npos) {
      best = i;
      best_size = text.size();
    }
  }
  return best != Dom::kNone ? best : first;
}

/// A date an element carries in an attribute, waiting for the place of the title.
struct ElementDate {
  Date date;
  std::uint32_t offset = 0;  // into the page's text
  DateRegion region = 0;
  std::string_view source;
  std::string place;
  bool modified = false;
  double weight = 0;
};

class PageDates {
 public:
  PageDates(const Dom& dom, const DateReading& reading, DateCandidates& out)
      : dom_(dom), reading_(reading), out_(out), title_(title_heading(dom)) {}

  void read() {
    for (Index i = 0; i < dom_.size();) i = visit(i);
    for (ElementDate& found : elements_) add_element(found);
    const auto dates = find_dates(text_, reading_);
    for (const TextDate& date : dates) add_text(date);
    weaken_lists();
  }

 private:
  struct Open {
    Index end;
    DateRegion region;
  };
  /// From where on the text stands in a region.
  struct Segment {
    std::uint32_t begin;
    DateRegion region;
  };

  DateRegion here() const { return open_.empty() ? 0 : open_.back().region; }

  // Handles one node and says which is next.
  Index visit(Index i) {
    while (!open_.empty() && open_.back().end <= i) open_.pop_back();
    const Dom::Node& node = dom_[i];
    if (node.tag == Tag::text) {
      add_run(dom_.text(i));
      return i + 1;
    }
    if (node.tag == Tag::meta) {
      add_meta_date(dom_, i, reading_, out_);
      return i + 1;
    }
    if (node.tag == Tag::script) {
      add_script(i);
      return node.end;
    }
    if (is_silent(node.tag)) return node.tag == Tag::head ? i + 1 : node.end;
    if (node.tag == Tag::title || !node.html) return node.end;
    enter(i, node);
    return i + 1;
  }

  void enter(Index i, const Dom::Node& node) {
    const bool whole = title_ != Dom::kNone && i <= title_ && title_ < node.end;
    const DateRegion own = date_region_of(dom_, i, whole);
    constexpr DateRegion kKind = region::published | region::modified;
    const DateRegion region = ((own & kKind) != 0 ? here() & ~kKind : here()) | own;
    if (!is_inline(node.tag) && !text_.empty() && text_.back() != '\n') text_ += '\n';
    if (i == title_) {
      title_begin_ = size();
      title_end_ = size() + static_cast<std::uint32_t>(dom_.text_below(i).size());
    }
    open_.push_back({node.end, region});
    add_attributes(i, node, region);
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  void add_run(std::string_view run) {
    const DateRegion region = here();
    if (segments_.empty() || segments_.back().region != region)
      segments_.push_back({size(), region});
    // "2019<span>7:05": the page sets them apart by style.
    if (!text_.empty() && !run.empty() && is_digit(run[0]) &&
        (is_digit(text_.back()) || is_ascii_letter(text_.back())))
      text_ += ' ';
    bool space = !text_.empty() && is_ascii_space(text_.back());
    for (const char c : run) {
      const bool is_space = is_ascii_space(c);
      if (!is_space) {
        text_ += c;
      } else if (!space) {
        text_ += ' ';
      }
      space = is_space;
    }
  }

  void add_script(Index i) {
    std::string_view type = dom_.attribute(i, "type");
    if (i + 1 >= dom_[i].end) return;
    const std::string_view content = dom_.text(i + 1);
    if (ascii_iequals(type.substr(0, 19), "application/ld+json")) {
      add_json_ld_dates(content, reading_, out_);
    } else if (content.size() < kShortScript) {
      add_written(content);
    } else {
      add_script_dates(content, reading_, out_);
    }
  }

  // showDate("2024/03/05 10:11"): a script of one call writes it where it stands.
  static constexpr std::size_t kShortScript = 120;
  void add_written(std::string_view script) {
    if (const auto dates = find_dates(script, reading_); dates.size() == 1 && !open_.empty())
      elements_.push_back({dates[0].date, size(), here(), "script", "call", false, 0.4});
  }

  void add_attributes(Index i, const Dom::Node& node, DateRegion region) {
    std::string_view datetime, title, content, property;
    for (const Dom::Attribute& attribute : dom_.attributes(i)) {
      if (attribute.name == "datetime") datetime = attribute.value;
      if (attribute.name == "title") title = attribute.value;
      if (attribute.name == "content") content = attribute.value;
      if (attribute.name == "itemprop" || attribute.name == "property") property = attribute.value;
    }
    if (!property.empty() && add_property(i, node, region, property, datetime, content)) return;
    if (node.tag == Tag::time && !datetime.empty()) {
      add_time(i, region, datetime);
    } else if (!title.empty() && (region & region::dated) != 0) {
      add_dated(region, title);
    }
  }

  bool add_property(Index i, const Dom::Node& node, DateRegion region, std::string_view name,
                    std::string_view datetime, std::string_view content) {
    if (const std::size_t space = name.find(' '); space != name.npos) name = name.substr(0, space);
    const DateProperty* property = date_property(name);
    if (property == nullptr) return false;
    std::string below;
    std::string_view value = !content.empty() ? content : datetime;
    if (value.empty() && node.end - i < 12) {
      below = dom_.text_below(i);
      value = below;
    }
    const auto date = read_date_value(value, reading_);
    if (date)
      elements_.push_back({*date, size(), region, "microdata", std::string(name),
                           property->modified, property->weight * day_certainty(value)});
    return date.has_value();
  }

  void add_time(Index i, DateRegion region, std::string_view datetime) {
    const auto date = read_date_value(datetime, reading_);
    if (!date) return;
    // HTML 5 once had it for the one date of the document; with more than one it says nothing.
    const bool pubdate = dom_.has_attribute(i, "pubdate") && !is_pubdate_common();
    elements_.push_back({*date, size(), region, "time", pubdate ? "time pubdate" : "time",
                         is_modified(region), (pubdate ? 2.6 : 1.2) * day_certainty(datetime)});
  }

  bool is_pubdate_common() {
    constexpr int kMost = 2;
    if (pubdates_ < 0) {
      pubdates_ = 0;
      for (Index i = 0; i < dom_.size(); ++i)
        pubdates_ += dom_[i].tag == Tag::time && dom_.has_attribute(i, "pubdate");
    }
    return pubdates_ > kMost;
  }

  // <abbr class="published" title="2009-08-06T…">, the hAtom pattern.
  void add_dated(DateRegion region, std::string_view title) {
    if (title.find_first_of("0123456789") == title.npos) return;
    if (const auto date = read_date_value(title, reading_))
      elements_.push_back({*date, size(), region, "time", "title", is_modified(region), 1.0});
  }

  // class="published updated" is how themes mark a page that was never changed.
  static bool is_modified(DateRegion region) {
    return (region & region::modified) != 0 && (region & region::published) == 0;
  }

  // What the place of a date, relative to the title and by the names around it, adds to its vote.
  double place_weight(std::uint32_t offset, DateRegion region) const {
    double weight = 0;
    if (title_ != Dom::kNone) {
      if (offset >= title_begin_) {
        const std::uint32_t gap = offset - std::min(offset, title_end_);
        weight += gap < 150 ? 1.1 : gap < 500 ? 0.6 : gap < 1500 ? 0.1 : -0.2;
      } else {
        const std::uint32_t gap = title_begin_ - offset;
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

  void add_element(ElementDate& found) {
    if ((found.region & region::elsewhere) != 0) return;
    const double weight = std::max(kLeast, found.weight + place_weight(found.offset, found.region));
    out_.push_back(
        {found.date, std::string(found.source), std::move(found.place), found.modified, weight});
  }

  DateRegion region_at(std::uint32_t offset) {
    while (segment_ + 1 < segments_.size() && segments_[segment_ + 1].begin <= offset) ++segment_;
    return segments_.empty() ? 0 : segments_[segment_].region;
  }

  void add_text(const TextDate& date) {
    const DateRegion region = region_at(date.begin);
    if ((region & region::elsewhere) != 0) return;
    const std::string_view text = text_;
    const DateLabel label = label_of_date(label_window(date), text.substr(date.end));
    if (label == DateLabel::other) return;
    if (label == DateLabel::copyright) {
      // A full date beside the copyright is at most when the page was last touched.
      out_.push_back({date.date, "text", place_of(date), true, 0.3});
      return;
    }
    const bool modified =
        label == DateLabel::modified || (label == DateLabel::none && is_modified(region));
    double weight = 0.3 + place_weight(date.begin, region) + form_weight(date);
    if (label != DateLabel::none) weight += 1.5;
    if (stands_alone(date)) weight += 0.5;
    if (in_prose(date)) weight -= 0.8;
    if (clock_follows(date)) weight += 0.3;
    weight = std::max(kLeast, weight);
    const bool in_time = (region & region::time) != 0;
    out_.push_back({date.date, in_time ? "time" : "text", place_of(date), modified, weight});
  }

  // The text that may label a date: of its line, or of the line before when it begins its own.
  std::string_view label_window(const TextDate& date) const {
    const std::string_view before = std::string_view(text_).substr(0, date.begin);
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

  bool stands_alone(const TextDate& date) const {
    const std::string_view text = text_;
    const std::size_t before = text.rfind('\n', date.begin);
    const std::size_t begin = before == text.npos ? 0 : before;
    const std::size_t end = std::min(text.find('\n', date.end), text.size());
    return end - begin < date.end - date.begin + 40u;
  }

  // In the middle of a sentence: a date the text tells of.
  bool in_prose(const TextDate& date) const {
    const std::string_view text = text_;
    const std::size_t before = text.rfind('\n', date.begin);
    const std::size_t begin = before == text.npos ? 0 : before;
    const std::size_t end = std::min(text.find('\n', date.end), text.size());
    return end - begin > 200 && date.begin - begin > 60;
  }

  // A time of day after it: nobody tells of the past to the minute.
  bool clock_follows(const TextDate& date) const {
    const std::string_view next = std::string_view(text_).substr(date.end, 16);
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
      return c.source == "time" || c.source == "text";
    };
    for (const DateCandidate& c : out_)
      if (is_placed(c)) alike[key(c)].insert(c.date);
    for (DateCandidate& c : out_)
      if (is_placed(c) && alike[key(c)].size() >= kList) c.weight *= kKept;
  }

  std::string place_of(const TextDate& date) const {
    const std::string_view text = text_;
    const std::uint32_t begin = date.begin > 40 ? date.begin - 40 : 0;
    std::string_view around = text.substr(begin, date.end - begin);
    while (!around.empty() && (static_cast<unsigned char>(around[0]) & 0xC0) == 0x80)
      around.remove_prefix(1);
    return collapse_space(around);
  }

  const Dom& dom_;
  const DateReading& reading_;
  DateCandidates& out_;
  const Index title_;
  std::uint32_t title_begin_ = 0;
  std::uint32_t title_end_ = 0;
  int pubdates_ = -1;  // <time pubdate> of the page, counted at the first
  std::vector<Open> open_;
  std::string text_;
  std::vector<Segment> segments_;
  std::size_t segment_ = 0;
  std::vector<ElementDate> elements_;
};

}  // namespace

void add_page_dates(const Dom& dom, const DateReading& reading, DateCandidates& out) {
  PageDates(dom, reading, out).read();
}

}  // namespace verify

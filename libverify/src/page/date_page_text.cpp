#include "page/date_page_text.h"

#include "base/text.h"
#include "page/date_calendars.h"
#include "page/date_title.h"

namespace verify {
namespace {

using Index = Dom::Index;
namespace region = date_region;

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

class DatePageWalk {
 public:
  DatePageWalk(const Dom& dom, const DateReading& reading, DateCandidates& out)
      : dom_(dom), reading_(reading), out_(out), title_(title_heading(dom)) {}

  DatePageText read() {
    page_.has_title = title_ != Dom::kNone;
    for (Index i = 0; i < dom_.size();) i = visit(i);
    return std::move(page_);
  }

 private:
  struct Open {
    Index end;
    DateRegion region;
    bool block;
  };
  DateRegion here() const { return open_.empty() ? 0 : open_.back().region; }

  // Handles one node and says which is next.
  Index visit(Index i) {
    while (!open_.empty() && open_.back().end <= i) leave();
    const Dom::Node& node = dom_[i];
    if (node.tag == Tag::text) {
      add_run(dom_.text(i));
      return i + 1;
    }
    if (node.tag == Tag::meta) {
      if ((here() & region::elsewhere) == 0) add_meta_date(dom_, i, reading_, out_);
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
    const bool block = !is_inline(node.tag);
    if (block) break_line();
    if (i == title_) {
      page_.title_begin = size();
      page_.title_end = size() + static_cast<std::uint32_t>(dom_.text_below(i).size());
    }
    open_.push_back({node.end, region, block});
    add_attributes(i, node, region);
  }

  void leave() {
    if (open_.back().block) break_line();
    open_.pop_back();
  }

  void break_line() {
    if (!page_.text.empty() && page_.text.back() != '\n') page_.text += '\n';
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(page_.text.size()); }

  // Lead bytes of the digits of other scripts.
  static bool may_be_digit(char c) {
    return c == '\xEF' || c == '\xD9' || c == '\xDB' || c == '\xE0';
  }

  void add_run(std::string_view run) {
    const DateRegion region = here();
    if (page_.segments.empty() || page_.segments.back().region != region)
      page_.segments.push_back({size(), region});
    // "2019<span>7:05": the page sets them apart by style.
    if (!page_.text.empty() && !run.empty() && is_digit(run[0]) &&
        (is_digit(page_.text.back()) || is_ascii_letter(page_.text.back())))
      page_.text += ' ';
    bool space = !page_.text.empty() && is_ascii_space(page_.text.back());
    for (std::size_t i = 0; i < run.size(); ++i) {
      const char c = run[i];
      const bool is_space = is_ascii_space(c);
      const ScriptDigit digit = may_be_digit(c) ? script_digit(run, i) : ScriptDigit{};
      if (digit.bytes > 0) {
        page_.text += digit.ascii;
        i += static_cast<std::size_t>(digit.bytes) - 1;
      } else if (!is_space) {
        page_.text += c;
      } else if (!space) {
        page_.text += ' ';
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
      page_.elements.push_back({dates[0].date, size(), here(), "script", "call", false, 0.4});
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
      page_.elements.push_back({*date, size(), region, "microdata", std::string(name),
                                property->modified, property->weight * day_certainty(value)});
    return date.has_value();
  }

  void add_time(Index i, DateRegion region, std::string_view datetime) {
    const auto date = read_date_value(datetime, reading_);
    if (!date) return;
    // HTML 5 once had it for the one date of the document; with more than one it says nothing.
    const bool pubdate = dom_.has_attribute(i, "pubdate") && !is_pubdate_common();
    page_.elements.push_back({*date, size(), region, "time", pubdate ? "time pubdate" : "time",
                              !pubdate && is_modified_region(region),
                              (pubdate ? 2.6 : 1.2) * day_certainty(datetime)});
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
      page_.elements.push_back(
          {*date, size(), region, "time", "title", is_modified_region(region), 1.0});
  }

  const Dom& dom_;
  const DateReading& reading_;
  DateCandidates& out_;
  const Index title_;
  int pubdates_ = -1;  // <time pubdate> of the page, counted at the first
  std::vector<Open> open_;
  DatePageText page_;
};

}  // namespace

DatePageText read_date_page(const Dom& dom, const DateReading& reading, DateCandidates& out) {
  return DatePageWalk(dom, reading, out).read();
}

}  // namespace verify

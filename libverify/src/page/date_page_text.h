#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/date_candidates.h"
#include "page/date_region.h"

namespace verify {

/// The visible text of a page as its dates are read from: white space collapsed, blocks separated
/// by '\n', with the region each stretch stands in.
struct DatePageText {
  /// From where on the text stands in a region.
  struct Segment {
    std::uint32_t begin;
    DateRegion region;
  };
  /// A date an element carries in an attribute, and where it would stand in the text.
  struct ElementDate {
    Date date;
    std::uint32_t offset = 0;
    DateRegion region = 0;
    std::string_view source;
    std::string place;
    bool modified = false;
    double weight = 0;
  };

  std::string text;
  std::vector<Segment> segments;
  std::vector<ElementDate> elements;
  bool has_title = false;
  std::uint32_t title_begin = 0;
  std::uint32_t title_end = 0;
};

/// class="published updated" is how themes mark a page that was never changed.
inline bool is_modified_region(DateRegion region) {
  return (region & date_region::modified) != 0 && (region & date_region::published) == 0;
}

/// Walks the page once. What stands in <meta> and scripts goes to `out` at once; what depends on
/// its place is collected.
DatePageText read_date_page(const Dom& dom, const DateReading& reading, DateCandidates& out);

}  // namespace verify

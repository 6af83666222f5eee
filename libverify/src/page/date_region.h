#pragma once

#include <cstdint>
#include <string_view>

#include "page/dom.h"

namespace verify {

/// What an element's tag and class names say about the dates below it. A set of bits; a child has
/// its parent's and its own.
using DateRegion = std::uint32_t;

namespace date_region {
inline constexpr DateRegion comment = 1;  ///< readers' comments, reviews
inline constexpr DateRegion related = 2;  ///< cards and lists of other pages
inline constexpr DateRegion sidebar = 4;
inline constexpr DateRegion footer = 8;
inline constexpr DateRegion nav = 16;
inline constexpr DateRegion article = 32;      ///< <article>, <main>
inline constexpr DateRegion dated = 64;        ///< named after a date: class="entry-date"
inline constexpr DateRegion modified = 128;    ///< named after a change: class="updated"
inline constexpr DateRegion byline = 256;      ///< named after an author or the data of an article
inline constexpr DateRegion time = 512;        ///< within <time>
inline constexpr DateRegion link = 1024;       ///< within <a href>
inline constexpr DateRegion published = 2048;  ///< named after publication
inline constexpr DateRegion header = 4096;
inline constexpr DateRegion heading = 8192;
inline constexpr DateRegion item = 16384;  ///< within <li>
inline constexpr DateRegion card = 32768;  ///< a teaser; some sites call their article head so
/// Never about this page.
inline constexpr DateRegion elsewhere = comment | related | nav;
}  // namespace date_region

/// The bits an element adds. `whole` says that it holds the page's title, so that its name cannot
/// make all below it a sidebar or a comment.
DateRegion date_region_of(const Dom& dom, Dom::Index element, bool whole);

}  // namespace verify

#pragma once

#include <string_view>
#include <vector>

#include "page/date_text.h"
#include "page/dom.h"
#include "verify/document.h"

namespace verify {

// Where the candidates for a page's date come from. Each reader appends what it finds, with the
// weight of one vote: about the logarithm of the odds that this kind of place is right, as measured
// on pages with a known date.

using DateCandidates = std::vector<DateCandidate>;

/// The source of a date a server sent: when a file was written. It supports a date of change and is
/// never an answer.
inline constexpr std::string_view kHeaderSource = "header";

/// The date a path names: /2024/03/05/, /2024-03-05-title, /20240305, /2024/mar/05, /05-03-2024.
/// Of an archive's address (/web/20200101/https://…) only the archived part counts.
std::optional<Date> path_date(std::string_view path);

void add_url_dates(const Url& url, DateCandidates& out);

/// Year and month of a path that names no day (/2024/03/title), as the first of the month.
std::optional<Date> url_month(const Url& url);

/// What the name of a <meta>, a microdata or an RDFa property says of the date it holds.
struct DateProperty {
  std::string_view name;  ///< lower case
  bool modified;
  double weight;
};
const DateProperty* date_property(std::string_view name);

/// One <meta>: all families of names (article:, dc., parsely-, sailthru., citation_ …).
void add_meta_date(const Dom& dom, Dom::Index meta, const DateReading& reading,
                   DateCandidates& out);

/// The dates of one JSON-LD block, by type. What belongs to a comment, a list of other pages or a
/// part of the page is left out.
void add_json_ld_dates(std::string_view json, const DateReading& reading, DateCandidates& out);

/// Dates in the state a script carries: "publishedAt": "2024-03-05…".
void add_script_dates(std::string_view script, const DateReading& reading, DateCandidates& out);

/// Everything below <body>, and the readers above for the <meta> and <script> met on the way.
void add_page_dates(const Dom& dom, const DateReading& reading, DateCandidates& out);

}  // namespace verify

#pragma once

#include <string>
#include <string_view>

#include "verify/report.h"

namespace verify {

/// Pieces of HTML that know nothing of the report's layout. All of it is escaped.

/// The shapes the icons refer to; once in a document.
std::string icon_shapes();
/// A drawn sign for a verdict: another shape for each, so that colour is never alone.
std::string icon(Verdict verdict);
std::string icon(Outcome outcome);

/// A class and anchor name: letters, digits and '-' only.
std::string css_name(std::string_view word);

/// Scraped text, made safe and escaped, isolated from the direction of the text around it.
std::string scraped(std::string_view text, std::size_t max_bytes = 2000);
/// A link that gives away nothing and opens elsewhere; the text alone where `url` may not be
/// linked to. `text` is shown instead of the URL where it is not empty.
std::string link(std::string_view url, std::string_view text = {});

/// How many requirements have each verdict, drawn as one bar. Decorative: the numbers stand beside
/// it.
std::string summary_bar(const std::map<Verdict, int>& counts);

/// The value of a CSP source that lets one inline style in: 'sha256-…'.
std::string csp_hash(std::string_view content);

}  // namespace verify

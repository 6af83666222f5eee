#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verify::test {

/// A PDF written by hand, as small as one can be. `pages` are content streams.
struct PdfFile {
  std::vector<std::string> pages;
  std::string info;     ///< entries of the document information dictionary
  std::string filter;   ///< entries of each stream's dictionary
  std::string catalog;  ///< further entries of the catalog
  bool font = true;     ///< false: F1 and F2 are not there

  std::string bytes() const;
};

/// A content stream that shows lines one below the other: "large " before a line sets it in 20
/// points instead of 11, "bold " in a bold font, and an empty line leaves a gap.
std::string pdf_page(const std::vector<std::string>& lines);

/// A PDF of such pages.
std::string pdf_of(const std::vector<std::vector<std::string>>& pages, std::string info = {});

}  // namespace verify::test

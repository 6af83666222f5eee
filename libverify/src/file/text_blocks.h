#pragma once

#include <string>
#include <vector>

#include "verify/file_reader.h"

namespace verify {

/// A paragraph or a heading of a printed page.
struct TextBlock {
  std::string text;
  int level = 0;       ///< 1…6 by size, 7 for bold text of the body's size; 0: no heading
  bool bold = false;   ///< bold made it a heading
  bool apart = false;  ///< a gap stands before it
};

/// The blocks of each page. What stands at the edge of most pages, page numbers not counted, goes
/// to `edges` instead, each line once.
std::vector<std::vector<TextBlock>> text_blocks(const FileText& file, std::string& edges);

}  // namespace verify

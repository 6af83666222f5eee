#include "base/text.h"
#include "file/child_answer.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"

namespace verify::fuzz {

/// How a child that read a file ended, as one byte, then what it wrote.
void file(std::string_view input) {
  if (input.empty()) return;
  const auto end = static_cast<unsigned char>(input.front());
  const Exact said(input.substr(1));
  const FileText text = read_child_answer(said, {static_cast<ChildEnd::Kind>(end % 4), end / 4});
  require(text.state != FileState::unavailable, "a child that answered was there");
  const std::string written = write_file_text(text);
  const auto kept = read_file_text(written);
  require(kept && write_file_text(*kept) == written, "what is kept reads back");
  const Document document =
      read_document(*kept, {.url = *Url::parse("https://partner.example/story.pdf")});
  require(is_valid_utf8(document.text) && is_valid_utf8(document.title), "text is UTF-8");
  require(document.text.size() <= 2 * std::string_view(said).size() + 16,
          "text is bounded by what was said");
  require(document.page_starts.size() == text.pages.size(), "every page begins somewhere");
  require((text.state == FileState::read) <= !text.pages.empty(), "what was read has pages");
}

}  // namespace verify::fuzz

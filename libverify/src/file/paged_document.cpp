// A Document from lines of text. What a page of HTML says by its elements, a printed one says by
// size, weight and place.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/text.h"
#include "file/text_blocks.h"
#include "page/dom.h"
#include "page/language.h"
#include "page/page_html.h"
#include "page/publication_date.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

constexpr double kSureOfText = 0.9;
// The day a file was made is that of its last export as often as that of its publication.
constexpr double kSureOfFileDate = 0.4;
constexpr std::size_t kDatesWithin = 200'000;  // bytes of text that are searched for dates

// Titles that the program that wrote the file has put there.
bool is_title(std::string_view title) {
  const std::string lower = ascii_lower(title);
  if (lower.empty() || lower.starts_with("microsoft ") || lower.starts_with("untitled"))
    return false;
  const std::string_view text = lower;
  return std::ranges::none_of(
      std::array<std::string_view, 7>{".doc", ".docx", ".ppt", ".pptx", ".indd", ".pdf", ".key"},
      [&](std::string_view ending) { return text.ends_with(ending); });
}

// Builds text and sections from blocks in reading order.
class Builder {
 public:
  explicit Builder(Document& document) : document_(document) {}

  void begin_page() { document_.page_starts.push_back(document_.text.size()); }

  void add(const TextBlock& block) {
    if (block.level > 0) {
      if (headed_ && block.level == document_.sections.back().level &&
          document_.sections.back().body.empty() && !block.apart) {
        document_.sections.back().heading.append(" ").append(block.text);  // over several lines
      } else {
        document_.sections.push_back({block.level, block.text, {}, block.bold ? "bold" : "styled"});
      }
      headed_ = true;
    } else {
      if (document_.sections.empty()) document_.sections.push_back({});
      append(document_.sections.back().body, block.text);
      headed_ = false;
    }
    append(document_.text, block.text);
  }

 private:
  static void append(std::string& text, std::string_view more) {
    if (!text.empty()) text += '\n';
    text += more;
  }

  Document& document_;
  bool headed_ = false;  // the last block was a heading
};

std::string title_of(const FileText& file, const Document& document) {
  if (is_title(file.title)) return file.title;
  const Section* largest = nullptr;
  for (const Section& section : document.sections)
    if (!section.heading.empty() && (largest == nullptr || section.level < largest->level))
      largest = &section;
  return largest != nullptr ? largest->heading : shorten(file.title, 200);
}

void add_file_dates(const FileText& file, PublicationDate& published) {
  const auto candidate = [&](const Date& date, const char* place, bool modified) {
    published.candidates.push_back({date, "file", place, modified, kSureOfFileDate});
  };
  if (file.created) candidate(*file.created, "creation date of the file", false);
  if (file.modified) candidate(*file.modified, "modification date of the file", true);
  if (!published.modified) published.modified = file.modified;
  if (published.date || !file.created) return;
  published.date = file.created;
  published.source = "file";
  published.confidence = kSureOfFileDate;
}

}  // namespace

Document read_document(const FileText& file, const ReadOptions& options) {
  Document document{.url = options.url};
  Builder builder(document);
  const std::vector<std::vector<TextBlock>> pages = text_blocks(file, document.boilerplate);
  for (const std::vector<TextBlock>& page : pages) {
    builder.begin_page();
    for (const TextBlock& block : page) builder.add(block);
  }
  document.title = title_of(file, document);
  document.author = file.author;
  document.truncated = file.truncated;
  document.confidence = document.text.empty() ? 0 : kSureOfText;
  document.language = language_of_text(document.text);
  if (document.language.empty()) document.language = options.default_language;
  const Dom dom = Dom::parse(page_html(document.text.substr(0, kDatesWithin), "text/plain"));
  document.published = find_publication_date(dom, {options.url, document.language});
  add_file_dates(file, document.published);
  if (document.text.empty()) {
    document.soft_answer = SoftAnswer::empty;
    document.soft_answer_reason = "the file has no text";
  }
  return document;
}

}  // namespace verify

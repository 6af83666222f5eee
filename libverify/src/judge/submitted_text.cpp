#include "verify/submitted_text.h"

#include <algorithm>
#include <set>

#include "verify/file_reader.h"
#include "verify/reading.h"

namespace verify {
namespace {

std::string text_of(const FileText::Page& page) {
  std::string out;
  for (const FileText::Line& line : page) {
    // Lines of a paragraph are one sentence, whatever their length on paper.
    if (!out.empty()) out += line.starts || line.code ? '\n' : ' ';
    out += line.text;
  }
  return out;
}

std::string without_text(FileKind kind) {
  // Only what is made for paper or a screen can be drawn.
  if (kind == FileKind::pdf || kind == FileKind::slides)
    return "it has no text: it is scanned, drawn as pictures, or empty";
  return "none of its " + std::string(unit_of(kind)) + "s has text";
}

std::string why(const FileText& text) {
  switch (text.state) {
    case FileState::encrypted:
      return "it asks for a password";
    case FileState::no_text:
      return without_text(text.kind);
    case FileState::over_limits:
      return "reading it takes more time or memory than is given to one file";
    case FileState::unavailable:
      return "the program that reads such files could not be started here";
    case FileState::damaged:
    case FileState::read:
      break;
  }
  return "it is damaged, or not what its name says";
}

}  // namespace

// One page with text.
struct SubmittedText::Part {
  Part(const DeclaredFile& from, const FileText& in, std::size_t index)
      : file(from),
        place(std::string(unit_of(in.kind)) + " " + std::to_string(index + 1) + " of " + from.name),
        text(std::make_unique<std::string>(text_of(in.pages[index]))),
        search(*text),
        code(std::ranges::any_of(in.pages[index], &FileText::Line::code)) {}

  Citation cite(std::string quote) const {
    return {std::nullopt, file.at.pointer, std::move(quote), place};
  }

  DeclaredFile file;
  std::string place;
  std::unique_ptr<std::string> text;  // does not move: the search looks at it
  TopicSearch search;
  bool code;
};

SubmittedText::SubmittedText(const Evidence& evidence, const std::vector<DeclaredFile>& files) {
  std::set<std::string> seen;
  for (const DeclaredFile& file : files) {
    const FileText* text = evidence.file_text(file.name);
    if (text == nullptr || !seen.insert(file.name).second) continue;
    if (text->state != FileState::read)
      unread_.push_back({"file-unreadable",
                         file.name + " could not be read: " + why(*text) + ".",
                         {file.cite()},
                         {},
                         {{"missing", file.name}}});
    for (std::size_t i = 0; text->state == FileState::read && i < text->pages.size(); ++i)
      if (!text->pages[i].empty()) parts_.emplace_back(file, *text, i);
  }
}

SubmittedText::~SubmittedText() = default;

bool SubmittedText::any() const {
  return !parts_.empty();
}

const std::vector<Reason>& SubmittedText::unread() const {
  return unread_;
}

std::optional<Citation> SubmittedText::find(const Topic& topic) const {
  for (const Part& part : parts_)
    if (auto quote = part.search.find(topic)) return part.cite(*std::move(quote));
  return std::nullopt;
}

std::optional<Citation> SubmittedText::find(const Name& name) const {
  for (const Part& part : parts_) {
    Document page{.url = *Url::parse("https://invalid/")};
    page.text = *part.text;
    if (const Mention mention = find_name(page, name); mention.in_content())
      return part.cite(mention.quote);
  }
  return std::nullopt;
}

std::vector<SubmittedText::CitedDate> SubmittedText::dates(const Topic& topic) const {
  std::vector<CitedDate> out;
  for (const Part& part : parts_)
    for (const NamedDate& each : dates_named(*part.text, topic))
      out.push_back({each.date, part.cite(each.quote)});
  return out;
}

std::size_t SubmittedText::places(const std::vector<Citation>& citations) {
  std::set<std::string> places;
  for (const Citation& citation : citations) places.insert(citation.place);
  return places.size();
}

bool SubmittedText::has_code() const {
  return std::ranges::any_of(parts_, &Part::code);
}

}  // namespace verify

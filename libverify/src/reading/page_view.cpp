#include "reading/page_view.h"

#include <algorithm>
#include <span>

#include "base/text.h"

namespace verify {
namespace {

/// A sentence longer than this is cut: machines write such "sentences", and a quote must be read.
constexpr std::size_t kMaxSentence = 700;
constexpr std::size_t kMaxHeading = 160;

bool is_sentence_mark(std::string_view text, std::size_t at, std::size_t& length) {
  const char c = text[at];
  if (c == '.' || c == '!' || c == '?') {
    length = 1;
    return at + 1 >= text.size() || is_ascii_space(text[at + 1]);
  }
  if (static_cast<unsigned char>(c) < 0x80) return false;
  for (const std::string_view mark : {"。", "！", "？"})
    if (text.substr(at, mark.size()) == mark) {
      length = mark.size();
      return true;
    }
  return false;
}

/// "e.g. ", "Inc. Acme": a dot after a short word or before a small letter ends no sentence.
bool is_abbreviation(std::string_view text, std::size_t dot) {
  if (text[dot] != '.') return false;
  std::size_t word = dot;
  while (word > 0 && !is_ascii_space(text[word - 1])) --word;
  const std::string_view before = text.substr(word, dot - word);
  if (before.size() <= 1 || before.contains('.')) return true;
  for (const std::string_view known : {"inc", "ltd", "co", "corp", "dr", "mr", "ms", "vs", "bzw"})
    if (before == known) return true;
  return false;
}

std::size_t sentence_end(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin; at < text.size(); ++at) {
    std::size_t length = 0;
    if (text[at] == '\n') return at;
    if (is_sentence_mark(text, at, length) && !is_abbreviation(text, at)) return at + length;
    if (at - begin >= kMaxSentence && text[at] == ' ') return at;
  }
  return text.size();
}

bool is_heading_mark(char c) {
  return is_ascii_space(c) || c == ':' || c == '-' || c == '.' || c == '#' || c == '*' ||
         c == '|' || c == '!' || c == '(' || c == ')' || c == ',' || c == '"';
}

/// Without list numbers, icons and colons around it.
std::string_view strip_marks(std::string_view text) {
  const auto skip = [](char c) { return is_heading_mark(c) || (c >= '0' && c <= '9'); };
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_char(text, next);
    if (c < 0x80 ? !skip(static_cast<char>(c)) : char_class(c) != CharClass::separator) break;
    at = next;
  }
  text.remove_prefix(at);
  while (!text.empty() && is_heading_mark(text.back())) text.remove_suffix(1);
  return text;
}

/// "Webinar" of "Webinar: how Acme plans its ovens | Otterway"; empty where no short label leads.
std::string_view label_of(std::string_view title) {
  constexpr std::size_t kMaxLabel = 32;
  std::size_t end = std::string_view::npos;
  for (const std::string_view mark : {":", " - ", " | ", " – ", " — "})
    end = std::min(end, title.find(mark));
  return end < kMaxLabel ? title.substr(0, end) : std::string_view();
}

}  // namespace

std::size_t visible_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_char(text, at);
    length += c < 0x3000 ? (c > ' ' || c == ' ') : 3;
  }
  return length;
}

std::string bare_heading(std::string_view heading) {
  return std::string(strip_marks(fold_text(shorten(heading, kMaxHeading))));
}

PageView::PageView(const Document& document, const Lexicons::Data& lexicons)
    : document_(&document),
      lexicons_(&lexicons),
      words_(lexicons.of(document.language)),
      language_known_(lexicons.knows(document.language)) {
  const std::string title = fold_text(document.title);
  title_cues_ = words_.cues(title);
  title_label_ = words_.cues(label_of(title));
  sections_.reserve(document.sections.size());
  folded_.reserve(document.sections.size() + 1);
  for (const Section& section : document.sections) add_section(section);
  inherit();
  drop_unsure_services();
}

std::vector<ServiceHit> PageView::services_in(std::string_view folded) const {
  return lexicons_->services.find(folded, tokenize(folded));
}

void PageView::add_section(const Section& section) {
  SectionView view;
  view.section = &section;
  view.first = passages_.size();
  const std::string heading = bare_heading(section.heading);
  view.classes = words_.heading_classes(heading);
  // "The challenge: to move 40 TB" announces as much as "The challenge".
  const std::size_t colon = std::min(heading.find(':'), heading.find(" - "));
  if (!view.classes.any() && colon < 40)
    view.classes = words_.heading_classes(strip_marks(std::string_view(heading).substr(0, colon)));
  view.cues = words_.cues(heading);
  view.services = services_in(heading);
  sections_.push_back(std::move(view));
  add_passages(section.body, sections_.size() - 1);
  sections_.back().last = passages_.size();
}

void PageView::add_passages(std::string_view text, std::size_t section) {
  folded_.push_back(fold(text));
  const FoldedText& folded = folded_.back();
  for (std::size_t at = 0; at < folded.text.size();) {
    const std::size_t end = sentence_end(folded.text, at);
    add_passage(folded, text, at, end, section);
    at = std::max(end, at + 1);
  }
}

void PageView::add_passage(const FoldedText& folded, std::string_view original, std::size_t begin,
                           std::size_t end, std::size_t section) {
  while (begin < end && is_ascii_space(folded.text[begin])) ++begin;
  if (begin >= end) return;
  Passage passage;
  passage.folded = std::string_view(folded.text).substr(begin, end - begin);
  const std::size_t from = folded.original(begin);
  passage.text = trim(original.substr(from, folded.original(end) - from));
  passage.length = visible_length(passage.folded);
  passage.section = section;
  passage.cues = words_.cues(passage.folded);
  passage.services = services_in(passage.folded);
  passages_.push_back(std::move(passage));
}

/// A heading stands over the deeper ones below it: "Solution" over "Data lake".
void PageView::inherit() {
  struct Open {
    int level;
    HeadingClasses classes;
  };
  std::vector<Open> open;
  for (SectionView& view : sections_) {
    while (!open.empty() && open.back().level >= view.section->level) open.pop_back();
    view.standing = view.classes;
    if (!view.classes.any() && !open.empty()) view.standing = open.back().classes;
    open.push_back({view.section->level, view.standing});
  }
}

/// A word such as "Glue" or "ECS" is a service only on a page that speaks of AWS, and only where it
/// is written like a name.
void PageView::drop_unsure_services() {
  const auto sure = [](const ServiceHit& hit) { return !hit.needs_context; };
  const auto any_sure = [&](const auto& item) { return std::ranges::any_of(item.services, sure); };
  speaks_of_aws_ =
      std::ranges::any_of(passages_, any_sure) || std::ranges::any_of(sections_, any_sure);
  for (Passage& passage : passages_)
    std::erase_if(passage.services, [&](const ServiceHit& hit) {
      if (!hit.needs_context) return false;
      if (!speaks_of_aws_) return true;
      // Folding keeps ASCII names in place unless something before them changed its length.
      const std::size_t at = passage.text.size() == passage.folded.size() ? hit.begin : 0;
      const bool capital = passage.text[at] >= 'A' && passage.text[at] <= 'Z';
      return at == hit.begin && !capital;
    });
  // Headings are written large, so capitals tell nothing there: the section must speak of AWS.
  for (SectionView& view : sections_) {
    const auto own = std::span(passages_).subspan(view.first, view.last - view.first);
    if (!any_sure(view) && std::ranges::none_of(own, any_sure))
      std::erase_if(view.services, std::not_fn(sure));
  }
}

}  // namespace verify

#pragma once

#include <string_view>
#include <vector>

#include "reading/fold.h"
#include "reading/lexicon_data.h"
#include "verify/document.h"

namespace verify {

/// One sentence, or one line that is none (a list item, a caption).
struct Passage {
  std::string_view text;    ///< as on the page
  std::string_view folded;  ///< as compared
  std::size_t length = 0;   ///< visible, see visible_length()
  std::size_t section = 0;
  Cues cues;
  std::vector<ServiceHit> services;  ///< AWS and its services, in reading order

  /// More than a few words: prose, not an entry of a list or a label.
  bool is_prose() const { return length >= 45; }
};

/// A section with what its heading announces.
struct SectionView {
  const Section* section = nullptr;
  HeadingClasses classes;   ///< announced by its own heading
  HeadingClasses standing;  ///< with those of the headings above it, unless its own says else
  Cues cues;                ///< of the heading's words
  std::vector<ServiceHit> services;  ///< in the heading
  std::size_t first = 0;             ///< its passages
  std::size_t last = 0;              ///< one past
};

/// A document's own content, folded, split and looked up once for all readers. Keeps views into
/// the document and must not outlive it.
class PageView {
 public:
  PageView(const Document& document, const Lexicons::Data& lexicons);
  PageView(const PageView&) = delete;
  PageView& operator=(const PageView&) = delete;

  const Document& document() const { return *document_; }
  const Lexicons::Data& lexicons() const { return *lexicons_; }
  /// The words of the page's language.
  const PageWords& words() const { return words_; }
  /// Whether the lexicon is the page's language's own.
  bool language_known() const { return language_known_; }
  Cues title_cues() const { return title_cues_; }
  /// What the label before the title says it is: the "Webinar" of "Webinar: how Acme plans".
  Cues title_label() const { return title_label_; }
  const std::vector<SectionView>& sections() const { return sections_; }
  const std::vector<Passage>& passages() const { return passages_; }
  /// Names AWS itself, or a service that cannot be mistaken, in the own content.
  bool speaks_of_aws() const { return speaks_of_aws_; }

 private:
  void add_section(const Section& section);
  void add_passages(std::string_view text, std::size_t section);
  void add_passage(const FoldedText& folded, std::string_view original, std::size_t begin,
                   std::size_t end, std::size_t section);
  std::vector<ServiceHit> services_in(std::string_view folded) const;
  void inherit();
  void drop_unsure_services();

  const Document* document_;
  const Lexicons::Data* lexicons_;
  PageWords words_;
  bool language_known_ = false;
  bool speaks_of_aws_ = false;
  Cues title_cues_;
  Cues title_label_;
  std::vector<FoldedText> folded_;
  std::vector<SectionView> sections_;
  std::vector<Passage> passages_;
};

/// Characters a reader sees; one of a script without spaces counts for three.
std::size_t visible_length(std::string_view text);

/// What a heading says, without numbers, marks and what follows a colon: "1. Challenge:" gives
/// "challenge". Folded.
std::string bare_heading(std::string_view heading);

}  // namespace verify

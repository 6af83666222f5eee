#include "reading/lexicon_data.h"

namespace verify {
namespace {

void fill(PatternSet& set, const std::vector<LexiconPattern>& patterns) {
  for (const LexiconPattern& pattern : patterns) set.add(pattern.text, pattern.cls);
  set.build();
}

}  // namespace

void LanguageLexicon::build() const {
  std::call_once(built_, [this] {
    fill(headings_, heading_patterns_);
    fill(cues_, cue_patterns_);
  });
}

HeadingClasses PageWords::heading_classes(std::string_view folded) const {
  std::uint64_t found = own_->headings().match(folded);
  if (english_ != nullptr) found |= english_->headings().match(folded, ~found);
  return HeadingClasses(found);
}

Cues PageWords::cues(std::string_view folded) const {
  std::uint64_t found = own_->cues().match(folded);
  if (english_ != nullptr) found |= english_->cues().match(folded, ~found);
  return Cues(found);
}

}  // namespace verify

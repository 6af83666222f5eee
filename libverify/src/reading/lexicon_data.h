#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "reading/lexicon_classes.h"
#include "reading/pattern_set.h"
#include "reading/services.h"
#include "verify/lexicon.h"

namespace verify {

/// A pattern of a lexicon with the class it stands for.
struct LexiconPattern {
  std::string text;
  unsigned cls = 0;
};

/// The words of one language. Read and checked at load; built when a page first needs them,
/// because most runs meet one language or two. Safe to share between threads.
class LanguageLexicon {
 public:
  LanguageLexicon(std::vector<LexiconPattern> headings, std::vector<LexiconPattern> cues)
      : heading_patterns_(std::move(headings)), cue_patterns_(std::move(cues)) {}

  const PatternSet& headings() const { return build(), headings_; }
  const PatternSet& cues() const { return build(), cues_; }

 private:
  void build() const;

  std::vector<LexiconPattern> heading_patterns_, cue_patterns_;
  mutable std::once_flag built_;
  mutable PatternSet headings_{true};
  mutable PatternSet cues_{false};
};

/// What a page is read with: the words of its language, and those of English behind them, for
/// headings and product words are often left in English.
class PageWords {
 public:
  PageWords(const LanguageLexicon& own, const LanguageLexicon& english)
      : own_(&own), english_(&own == &english ? nullptr : &english) {}

  HeadingClasses heading_classes(std::string_view folded) const;
  Cues cues(std::string_view folded) const;

 private:
  const LanguageLexicon* own_;
  const LanguageLexicon* english_;  ///< null when the page is in English
};

struct Lexicons::Data {
  std::map<std::string, LanguageLexicon, std::less<>> languages;
  ServiceNames services;

  bool knows(std::string_view language) const { return languages.contains(language); }
  /// English stands in for a language there is no lexicon for.
  PageWords of(std::string_view language) const {
    const LanguageLexicon& english = languages.find("en")->second;
    const auto it = languages.find(language);
    return {it != languages.end() ? it->second : english, english};
  }
};

}  // namespace verify

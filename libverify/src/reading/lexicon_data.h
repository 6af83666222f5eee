#pragma once

#include <map>
#include <string>

#include "reading/lexicon_classes.h"
#include "reading/pattern_set.h"
#include "reading/services.h"
#include "verify/lexicon.h"

namespace verify {

/// The words of one language, with those of English behind them: headings and product words are
/// often left in English.
struct LanguageLexicon {
  PatternSet headings{true};
  PatternSet cues{false};
};

struct Lexicons::Data {
  std::map<std::string, LanguageLexicon, std::less<>> languages;
  ServiceNames services;

  bool knows(std::string_view language) const { return languages.contains(language); }
  /// English stands in for a language there is no lexicon for.
  const LanguageLexicon& of(std::string_view language) const {
    const auto it = languages.find(language);
    return it != languages.end() ? it->second : languages.find("en")->second;
  }
};

}  // namespace verify

#pragma once

#include <optional>
#include <set>
#include <string>

#include "reading/similarity.h"
#include "verify/reading.h"

namespace verify {

/// A page ready to be compared with many. The document must outlive it and stay where it is.
class Story {
 public:
  explicit Story(const Document& document) : document_(document), words_(document.text) {}

  /// What stays the same when a story is put into another language.
  struct Traits {
    std::set<std::string> figures;
    std::set<std::string> services;
  };
  const Document& document() const { return document_; }
  const TextSketch& words() const { return words_; }
  const Traits& traits(const Lexicons& lexicons);  ///< made when they are first asked for

 private:
  const Document& document_;
  TextSketch words_;
  std::optional<Traits> traits_;
};

/// As for documents.
StoryMatch compare_stories(Story& a, Story& b, bool same_customer, double same_words,
                           const Lexicons& lexicons);

}  // namespace verify

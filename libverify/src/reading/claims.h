#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

/// A claim that rests on a passage: the passage and the heading it stands under.
Claim cite(const PageView& view, Answer answer, const Passage& passage);

/// In a language there are no words for, what was not found may well be there.
void soften(const PageView& view, std::initializer_list<Claim*> claims);

/// Speaks of machine learning, or of an AWS service for it.
bool is_about_ml(const PageView& view, const Passage& passage);

/// How much of a page is about machine learning.
struct MlShare {
  bool headed = false;             ///< its title or a main heading says so
  std::size_t passages = 0;        ///< that speak of it
  const Passage* first = nullptr;  ///< the first of them
};
MlShare ml_share(const PageView& view);

}  // namespace verify

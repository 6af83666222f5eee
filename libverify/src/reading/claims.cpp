#include "reading/claims.h"

#include <algorithm>

#include "reading/quote.h"

namespace verify {

Claim cite(const PageView& view, Answer answer, const Passage& passage) {
  return {answer, quote_around(passage.text, 0, 2 * kQuoteBytes),
          view.sections()[passage.section].section->heading};
}

void soften(const PageView& view, std::initializer_list<Claim*> claims) {
  if (view.language_known()) return;
  for (Claim* claim : claims)
    if (claim->answer == Answer::no) claim->answer = Answer::unclear;
}

bool is_about_ml(const PageView& view, const Passage& passage) {
  const auto is_ml = [&](const ServiceHit& hit) {
    return hit.service != ServiceHit::kPlatform && view.lexicons().services.service(hit.service).ml;
  };
  return passage.cues.has(Cue::ml) || std::ranges::any_of(passage.services, is_ml);
}

MlShare ml_share(const PageView& view) {
  MlShare share{.headed = view.title_cues().has(Cue::ml)};
  for (const Passage& passage : view.passages()) {
    if (!is_about_ml(view, passage)) continue;
    ++share.passages;
    if (share.first == nullptr) share.first = &passage;
  }
  for (const SectionView& section : view.sections())
    share.headed = share.headed || (section.section->level <= 2 && section.cues.has(Cue::ml));
  return share;
}

}  // namespace verify

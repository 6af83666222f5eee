#include "reading/claims.h"
#include "verify/reading.h"

namespace verify {
namespace {

bool names_aws(const Passage& passage) {
  return !passage.services.empty();
}

/// AWS and ML in one sentence, or in neighbours of one section: together rather than apart.
bool aws_and_ml_near(const PageView& view, std::size_t at) {
  const auto& all = view.passages();
  const std::size_t from = at > 0 ? at - 1 : 0;
  bool aws = false;
  bool ml = false;
  for (std::size_t i = from; i <= std::min(at + 1, all.size() - 1); ++i) {
    if (all[i].section != all[at].section) continue;
    aws = aws || names_aws(all[i]);
    ml = ml || is_about_ml(view, all[i]);
  }
  const SectionView& section = view.sections()[all[at].section];
  return (aws || !section.services.empty()) && (ml || section.cues.has(Cue::ml));
}

/// The first passage for which `near` holds makes it yes; for which only `apart` holds, unclear.
template <class Near, class Apart>
Claim claim_of(const PageView& view, Near near, Apart apart) {
  const Passage* weak = nullptr;
  for (std::size_t i = 0; i < view.passages().size(); ++i) {
    const Passage& passage = view.passages()[i];
    if (passage.cues.has(Cue::placeholder) || !apart(passage)) continue;
    if (near(i)) return cite(view, Answer::yes, passage);
    if (weak == nullptr) weak = &passage;
  }
  return weak != nullptr ? cite(view, Answer::unclear, *weak) : Claim{};
}

Claim read_references(const PageView& view) {
  for (const PageLink& link : view.document().links) {
    if (!link.visible || link.text.empty()) continue;
    const Cues cues = view.words().cues(fold_text(link.text));
    if (cues.has(Cue::references) || cues.has(Cue::story) || cues.has(Cue::teaser))
      return {Answer::yes, link.text, std::string(link.url.href())};
  }
  for (const Passage& passage : view.passages())
    if (passage.cues.has(Cue::story) || passage.cues.has(Cue::story_list))
      return cite(view, Answer::unclear, passage);
  return {};
}

/// Whether the page as a whole is about machine learning: its title or headings say so, and a good
/// part of its sentences.
Claim read_focus(const PageView& view) {
  const MlShare share = ml_share(view);
  if (share.first == nullptr) return {};
  const bool dense = share.passages >= 3 && share.passages * 5 >= view.passages().size();
  if (share.headed && (dense || share.passages >= 5)) return cite(view, Answer::yes, *share.first);
  return share.headed || dense ? cite(view, Answer::unclear, *share.first) : Claim{};
}

}  // namespace

LandingReading read_landing_page(const Document& document, const Lexicons& lexicons) {
  const PageView view(document, lexicons.data());
  const auto& all = view.passages();
  const auto near = [&](std::size_t i) { return aws_and_ml_near(view, i); };
  LandingReading out;
  out.practice = claim_of(view, near, [&](const Passage& p) {
    return p.cues.has(Cue::practice) && (is_about_ml(view, p) || names_aws(p));
  });
  out.solutions = claim_of(
      view,
      [&](std::size_t i) {
        // "AWS, Azure and Google Cloud": one of the places one can host at, no solution of AWS.
        if (all[i].cues.has(Cue::aside)) return false;
        return names_aws(all[i]) || near(i) || !view.sections()[all[i].section].services.empty();
      },
      [&](const Passage& p) {
        return (p.cues.has(Cue::solution) || p.cues.has(Cue::use_case)) &&
               (is_about_ml(view, p) || names_aws(p));
      });
  out.partnerships = claim_of(
      view, [&](std::size_t i) { return !is_standing(all[i].cues) || all[i].is_prose(); },
      [](const Passage& p) { return p.cues.has(Cue::partnership); });
  out.aws_partnership = claim_of(
      view,
      [&](std::size_t i) {
        // "We plan to become an AWS Partner" is none yet.
        if (all[i].cues.has(Cue::projected)) return false;
        return all[i].cues.has(Cue::badge) || names_aws(all[i]);
      },
      [](const Passage& p) {
        return p.cues.has(Cue::badge) || (p.cues.has(Cue::partnership) && !p.services.empty());
      });
  out.references = read_references(view);
  out.ml_focus = read_focus(view);
  soften(view, {&out.practice, &out.solutions, &out.partnerships, &out.references,
                &out.aws_partnership, &out.ml_focus});
  return out;
}

}  // namespace verify

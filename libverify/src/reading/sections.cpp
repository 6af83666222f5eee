#include "reading/sections.h"

#include "reading/aws.h"
#include "reading/claims.h"

namespace verify {
namespace {

/// A heading's text must say something: two short sentences, about.
constexpr std::size_t kMinBody = 60;

/// What is asked of one part of the story.
struct PartRule {
  HeadingClass heading;
  Cue strong;
  Cue hint;
};
constexpr PartRule kProblem{HeadingClass::problem, Cue::problem, Cue::problem_hint};
constexpr PartRule kProposal{HeadingClass::proposal, Cue::proposal, Cue::proposal_hint};
constexpr PartRule kOutcomes{HeadingClass::outcomes, Cue::outcomes, Cue::outcomes_hint};

bool counts(const Passage& passage) {
  return !passage.cues.has(Cue::placeholder) && !passage.cues.has(Cue::teaser);
}

class PartReader {
 public:
  PartReader(const PageView& view, const PartRule& rule) : view_(view), rule_(rule) {}

  Claim run() {
    if (auto claim = by_heading()) return std::move(*claim);
    return by_cues();
  }

 private:
  bool is_outcomes() const { return rule_.heading == HeadingClass::outcomes; }

  /// The text under a heading of the class: real, and for outcomes not only hoped for.
  std::optional<Claim> by_heading() {
    std::size_t length = 0;
    std::size_t projected = 0;
    std::size_t real = 0;
    const Passage* best = nullptr;
    for (const Passage& passage : view_.passages()) {
      if (!view_.sections()[passage.section].standing.has(rule_.heading)) continue;
      if (!counts(passage)) continue;
      length += visible_length(passage.folded);
      const bool hoped = is_outcomes() && is_projected(passage);
      (hoped ? projected : real) += 1;
      if (!hoped && (best == nullptr || score(passage) > score(*best))) best = &passage;
    }
    if (length < kMinBody || best == nullptr || projected > real) return std::nullopt;
    return cite(view_, Answer::yes, *best);
  }

  bool is_projected(const Passage& passage) const {
    return passage.cues.has(Cue::projected) && !passage.cues.has(Cue::outcomes);
  }

  int score(const Passage& passage) const {
    int out = 2 * passage.cues.has(rule_.strong) + passage.cues.has(rule_.hint);
    if (is_outcomes()) out += passage.cues.has(Cue::figure);
    return out;
  }

  /// What a sentence adds to the belief that the part is there.
  int evidence(const Passage& passage) const {
    if (!counts(passage) || !passage.is_prose()) return 0;
    if (is_outcomes() && passage.cues.has(Cue::projected)) return 0;
    const bool strong = passage.cues.has(rule_.strong);
    const bool hint = passage.cues.has(rule_.hint);
    const bool figure = is_outcomes() && passage.cues.has(Cue::figure);
    return 2 * strong + hint + (figure && (strong || hint));
  }

  Claim by_cues() {
    int total = 0;
    const Passage* best = nullptr;
    for (const Passage& passage : view_.passages()) {
      const int weight = evidence(passage);
      total += weight;
      if (weight > 0 && (best == nullptr || weight > evidence(*best))) best = &passage;
    }
    if (best == nullptr) return {};
    if (total >= 5 && evidence(*best) >= 2) return cite(view_, Answer::yes, *best);
    return total >= 3 ? cite(view_, Answer::unclear, *best) : Claim{};
  }

  const PageView& view_;
  const PartRule& rule_;
};

/// How AWS services were used: sentences that name them with a verb of use.
Claim read_usage(const PageView& view) {
  int uses = 0;
  int named = 0;
  const Passage* best = nullptr;
  for (const Passage& passage : view.passages()) {
    if (!tells_usage(passage) || !counts(passage)) continue;
    ++uses;
    const auto is_service = [](const ServiceHit& hit) {
      return hit.service != ServiceHit::kPlatform;
    };
    named += static_cast<int>(std::ranges::count_if(passage.services, is_service));
    if (best == nullptr || passage.services.size() > best->services.size()) best = &passage;
  }
  if (best == nullptr) return {};
  return cite(view, uses >= 2 && named >= 2 ? Answer::yes : Answer::unclear, *best);
}

}  // namespace

StorySections read_sections(const PageView& view) {
  return {PartReader(view, kProblem).run(), PartReader(view, kProposal).run(), read_usage(view),
          PartReader(view, kOutcomes).run()};
}

int headed_sections(const PageView& view) {
  HeadingClasses seen;
  for (const SectionView& section : view.sections()) seen.add(section.classes);
  return seen.has(HeadingClass::problem) + seen.has(HeadingClass::proposal) +
         seen.has(HeadingClass::outcomes);
}

}  // namespace verify

#include "reading/sections.h"

#include <algorithm>
#include <array>
#include <set>

#include "reading/aws.h"
#include "reading/claims.h"

namespace verify {
namespace {

/// A heading's text must say something: one sentence, about. Less than that is looked at closely.
constexpr std::size_t kMinBody = 45;

/// The background of a project is its problem only when it is told at some length.
constexpr std::size_t kMinContext = 200;

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

/// A sentence, however short, or a figure: "Fuel use fell 12 %." and "2x faster", not "Read more".
bool says_something(const Passage& passage) {
  constexpr std::size_t kMinSentence = 12;
  static constexpr std::array<std::string_view, 5> kEnds = {".", "!", "。", "．", "！"};
  return passage.cues.has(Cue::figure) ||
         (passage.length >= kMinSentence &&
          std::ranges::any_of(kEnds, [&](auto end) { return passage.text.ends_with(end); }));
}

/// Under a heading that tells how things stood: the problem, the background, the customer.
bool tells_before(const PageView& view, const Passage& passage) {
  const HeadingClasses at = view.sections()[passage.section].standing;
  return at.has(HeadingClass::problem) || at.has(HeadingClass::context) ||
         at.has(HeadingClass::customer);
}

/// A sentence that names the partner and is not about what the partner is.
bool acts(const Passage& passage, const NameMatcher& partner) {
  return passage.is_prose() && !is_standing(passage.cues) && counts(passage) &&
         partner.find(passage.text, true);
}

class PartReader {
 public:
  PartReader(const PageView& view, const PartRule& rule, const NameMatcher& partner)
      : view_(view), rule_(rule), partner_(partner) {}

  Claim run() {
    const auto headed = by_heading(rule_.heading);
    if (headed && headed->answer == Answer::yes) return *headed;
    Claim claim = by_cues();
    if (claim.answer != Answer::yes && rule_.heading == HeadingClass::proposal &&
        !partner_.empty()) {
      look_for_partner_ = true;
      claim = by_cues();
    }
    if (!headed && claim.answer == Answer::no) claim = by_position();
    // What stands under the heading is hoped for: no outcome, yet not the absence of one either.
    if (headed && claim.answer == Answer::no) return *headed;
    if (claim.answer != Answer::yes && rule_.heading == HeadingClass::problem)
      if (auto context = by_heading(HeadingClass::context)) return std::move(*context);
    return claim;
  }

 private:
  bool is_outcomes() const { return rule_.heading == HeadingClass::outcomes; }

  /// The text under a heading of the class: real, and for outcomes neither only hoped for nor
  /// denied.
  std::optional<Claim> by_heading(HeadingClass heading) {
    std::size_t length = 0;
    int hopes = 0, real = 0, told = 0;
    bool denied = false;
    const Passage* best = nullptr;
    const Passage* hope = nullptr;
    for (const Passage& passage : view_.passages()) {
      if (!view_.sections()[passage.section].standing.has(heading)) continue;
      if (!counts(passage)) continue;
      length += passage.length;
      if (is_outcomes() && is_no_outcome(passage)) {
        ++hopes;
        denied = denied || passage.cues.has(Cue::denied);
        if (hope == nullptr) hope = &passage;
        continue;
      }
      ++real;
      told += score(passage) > 0;
      if (best == nullptr || score(passage) > score(*best)) best = &passage;
    }
    const bool is_own = heading == rule_.heading;
    if (!is_own && length < kMinContext) return std::nullopt;
    if (length < kMinBody && best != nullptr) return by_few_words(*best);
    // The heading announces outcomes; a sentence must still tell of one. "The office dog likes
    // trains" and "The rollout begins in May" stand under such headings as well.
    if (hopes > real || (denied && told == 0)) return cite(view_, Answer::unclear, *hope);
    if (is_outcomes() && told == 0 && best != nullptr) return cite(view_, Answer::unclear, *best);
    if (best == nullptr || length < kMinBody) return std::nullopt;
    return cite(view_, Answer::yes, *best);
  }

  /// One short sentence under the right heading is the part when it has the part's own words; when
  /// it has not, it is still not the part's absence.
  std::optional<Claim> by_few_words(const Passage& passage) const {
    if (!says_something(passage)) return std::nullopt;
    const bool is_told = score(passage) > 0 || (rule_.heading == HeadingClass::proposal &&
                                                partner_.find(passage.text, true));
    return cite(view_, is_told ? Answer::yes : Answer::unclear, passage);
  }

  // "expects to reduce cost by 18%" has the words of an outcome as well, so hope decides. A section
  // that tells of both has more sentences of the one or the other.
  static bool is_no_outcome(const Passage& passage) {
    return passage.cues.has(Cue::projected) || passage.cues.has(Cue::denied);
  }

  int score(const Passage& passage) const {
    int out = 2 * passage.cues.has(rule_.strong) + passage.cues.has(rule_.hint);
    if (is_outcomes()) out += passage.cues.has(Cue::figure);
    return out;
  }

  /// What a sentence adds to the belief that the part is there.
  int evidence(const Passage& passage) const {
    if (!counts(passage) || !passage.is_prose()) return 0;
    // What had changed before the work began is no outcome of it.
    if (is_outcomes() && (is_no_outcome(passage) || tells_before(view_, passage))) return 0;
    const bool strong = passage.cues.has(rule_.strong);
    const bool hint = passage.cues.has(rule_.hint);
    const bool figure = is_outcomes() && passage.cues.has(Cue::figure);
    return 2 * strong + hint + (figure && (strong || hint)) + act_of_partner(passage);
  }

  /// What the partner does in a sentence is its work in any words, the more where it does it with
  /// a service.
  int act_of_partner(const Passage& passage) const {
    if (!look_for_partner_ || !acts(passage, partner_)) return 0;
    return passage.services.empty() ? 1 : 2;
  }

  /// How many sections stand before the story's own begin. Of what they say of growth and figures
  /// some is the customer's size: "runs 212 hotels and grew by 12 % last year".
  std::size_t sections_of_lead() const {
    const auto& all = view_.sections();
    const auto first = std::ranges::find_if(all, [](const SectionView& section) {
      return section.standing.has(HeadingClass::problem) ||
             section.standing.has(HeadingClass::proposal);
    });
    return first == all.end() ? 0 : static_cast<std::size_t>(first - all.begin());
  }

  Claim by_cues() {
    int total = 0;
    int prose = 0;
    int in_story = 0;
    const Passage* best = nullptr;
    const std::size_t lead = is_outcomes() ? sections_of_lead() : 0;
    for (const Passage& passage : view_.passages()) {
      prose += passage.is_prose();
      const int weight = evidence(passage);
      total += weight;
      if (passage.section >= lead) in_story += weight;
      if (weight > 0 && (best == nullptr || weight > evidence(*best))) best = &passage;
    }
    if (best == nullptr) return {};
    // A long page says a little of everything: it must say more of this.
    const int needed = std::min(5, 2 + prose / 8);
    if (total >= needed && evidence(*best) >= 2)
      return cite(view_, in_story > 0 ? Answer::yes : Answer::unclear, *best);
    return 2 * total > needed ? cite(view_, Answer::unclear, *best) : Claim{};
  }

  /// Text in words we do not know, where the part has its place: what stands before the solution
  /// may be the problem, what stands after it the outcomes.
  Claim by_position() const {
    if (rule_.heading != HeadingClass::problem && !is_outcomes()) return {};
    const auto& all = view_.sections();
    const auto tells_work = [](const SectionView& section) {
      return section.standing.has(HeadingClass::proposal) ||
             section.standing.has(HeadingClass::aws_usage);
    };
    const auto first = std::ranges::find_if(all, tells_work);
    const auto last = std::ranges::find_if(all.rbegin(), all.rend(), tells_work).base();
    if (first == all.end()) return {};
    const auto from = is_outcomes() ? last : all.begin();
    const auto to = is_outcomes() ? all.end() : first;
    for (auto section = from; section != to; ++section)
      if (const Passage* told = unknown_story(*section)) return cite(view_, Answer::unclear, *told);
    return {};
  }

  /// The first sentence of a section at some length that no heading puts into another part. What
  /// stands under the page's title alone is an introduction as a rule, so it must be longer.
  const Passage* unknown_story(const SectionView& section) const {
    constexpr std::size_t kMinStory = 120;
    constexpr std::size_t kMinOpening = 240;
    if (section.standing.any()) return nullptr;
    const bool is_opening = section.section->level < 2;
    if (is_opening && is_outcomes()) return nullptr;
    if (section.section->body.size() < (is_opening ? kMinOpening : kMinStory)) return nullptr;
    for (std::size_t at = section.first; at < section.last; ++at) {
      const Passage& passage = view_.passages()[at];
      if (counts(passage) && passage.is_prose() && !is_standing(passage.cues)) return &passage;
    }
    return nullptr;
  }

  const PageView& view_;
  const PartRule& rule_;
  const NameMatcher& partner_;
  bool look_for_partner_ = false;
};

/// How AWS services were used: sentences that name them with a verb of use, outside of what tells
/// how things stood before the work.
class UsageReader {
 public:
  explicit UsageReader(const PageView& view) : view_(view) {}

  Claim run() {
    for (const Passage& passage : view_.passages())
      if (!passage.services.empty() && counts(passage)) read(passage);
    if (best_ == nullptr) {
      const Passage* open = planned_ != nullptr ? planned_ : listed_;
      return open != nullptr ? cite(view_, Answer::unclear, *open) : Claim{};
    }
    // Where AWS is mostly the bill or the rival, or what the work left, its use is for a person to
    // see.
    const bool is_told =
        services_.size() >= 2 || in_work_ >= 2 || (!services_.empty() && in_work_ >= 1);
    const bool is_plain = uses_ > asides_ && !leaves_ && is_told && !is_aside(view_.title_cues());
    return cite(view_, is_plain ? Answer::yes : Answer::unclear, *best_);
  }

 private:
  void read(const Passage& passage) {
    asides_ += is_aside(passage.cues);
    if (listed_ == nullptr && is_listed(passage)) listed_ = &passage;
    const bool before = tells_before(view_, passage);
    leaves_ = leaves_ || (passage.cues.has(Cue::leaving) && !before);
    // "Will move to AWS Lambda", "considered Amazon SageMaker": no use, and no plain lack of one.
    if (planned_ == nullptr && names_service(passage) && !is_at_work(passage.cues))
      planned_ = &passage;
    if (!tells_usage(passage) && !is_part(passage)) return;
    if (!before) {
      ++uses_;
      in_work_ += tells_usage(passage) && in_solution(passage);
      for (const ServiceHit& hit : passage.services)
        if (hit.service != ServiceHit::kPlatform) services_.insert(hit.service);
    }
    const bool better =
        best_ == nullptr || (best_before_ && !before) ||
        (before == best_before_ && passage.services.size() > best_->services.size());
    if (!better) return;
    best_ = &passage;
    best_before_ = before;
  }

  HeadingClasses standing(const Passage& passage) const {
    return view_.sections()[passage.section].standing;
  }

  bool in_solution(const Passage& passage) const {
    const HeadingClasses at = standing(passage);
    return at.has(HeadingClass::aws_usage) || at.has(HeadingClass::proposal);
  }

  /// "Amazon S3" under "AWS services used": that they were used is said, how is not.
  bool is_listed(const Passage& passage) const {
    const HeadingClasses at = standing(passage);
    return names_service(passage) &&
           (at.has(HeadingClass::aws_usage) || at.has(HeadingClass::technology));
  }

  static bool names_service(const Passage& passage) {
    return std::ranges::any_of(passage.services, [](const ServiceHit& hit) {
      return hit.service != ServiceHit::kPlatform;
    });
  }

  /// An entry of a list that lays out the solution: "AWS Textract OCR for handwriting and tables".
  bool is_part(const Passage& passage) const {
    constexpr std::size_t kMinEntry = 25;
    return in_solution(passage) && passage.length >= kMinEntry && is_at_work(passage.cues);
  }

  const PageView& view_;
  int uses_ = 0;
  int asides_ = 0;
  bool leaves_ = false;
  int in_work_ = 0;  ///< sentences of the solution's own sections
  std::set<std::uint32_t> services_;
  const Passage* best_ = nullptr;
  bool best_before_ = false;
  const Passage* listed_ = nullptr;
  const Passage* planned_ = nullptr;
};

}  // namespace

StorySections read_sections(const PageView& view, const NameMatcher& partner) {
  StorySections out{PartReader(view, kProblem, partner).run(),
                    PartReader(view, kProposal, partner).run(), UsageReader(view).run(),
                    PartReader(view, kOutcomes, partner).run()};
  // One sentence cannot tell how it was before and what came of it.
  if (out.outcomes.answer == Answer::yes && out.outcomes.quote == out.problem.quote)
    out.outcomes.answer = Answer::unclear;
  return out;
}

int acts_of(const PageView& view, const NameMatcher& partner) {
  if (partner.empty()) return 0;
  const auto acting = [&](const Passage& passage) { return acts(passage, partner); };
  return static_cast<int>(std::ranges::count_if(view.passages(), acting));
}

bool works_of(const PageView& view, const NameMatcher& partner) {
  return std::ranges::any_of(view.passages(), [&](const Passage& passage) {
    const Cues cues = passage.cues;
    const bool tells = cues.has(Cue::proposal) || cues.has(Cue::proposal_hint) ||
                       cues.has(Cue::outcomes) || cues.has(Cue::uses) || cues.has(Cue::we) ||
                       !passage.services.empty();
    return tells && partner.find(passage.text, true);
  });
}

int headed_sections(const PageView& view) {
  // A short heading names the part; a long one is about something: "Benefits of a data lake".
  constexpr std::size_t kShort = 36;
  HeadingClasses seen;
  for (const SectionView& section : view.sections())
    if (visible_length(section.section->heading) <= kShort) seen.add(section.classes);
  return seen.has(HeadingClass::problem) + seen.has(HeadingClass::proposal) +
         seen.has(HeadingClass::outcomes);
}

}  // namespace verify

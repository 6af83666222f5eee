#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace verify {

/// What a section heading announces. The words of the lexicon files, in this order.
enum class HeadingClass : unsigned {
  problem,
  proposal,
  aws_usage,
  outcomes,
  context,     ///< background: the problem when its text speaks of one
  customer,    ///< who the customer is; stands beside the story
  technology,  ///< a bare list of what was used
  about,       ///< who the author is, how to reach them
  related      ///< other stories, offers: the page's own content has ended
};
inline constexpr std::array<std::string_view, 9> kHeadingClasses = {
    "problem",  "proposal",   "aws_usage", "outcomes", "context",
    "customer", "technology", "about",     "related"};

/// What a sentence says.
enum class Cue : unsigned {
  problem,       ///< what was wrong or wanted before the work
  problem_hint,  ///< words that also stand elsewhere
  proposal,      ///< what was done for the customer
  proposal_hint,
  outcomes,  ///< what came of it
  outcomes_hint,
  projected,    ///< hoped for, planned or estimated
  denied,       ///< there is no outcome, or none that may be told
  figure,       ///< a number with a unit
  uses,         ///< verbs of using or running on something
  aside,        ///< AWS as the bill, the competitor, one of several
  leaving,      ///< the work moved away from AWS
  badge,        ///< partner tiers and competencies of the company
  certified,    ///< certificates of its people
  placeholder,  ///< text nobody replaced
  anonymous,    ///< the customer is described, not named
  we,           ///< the author speaks of itself
  reader,       ///< speaks to its reader: "you", "your"
  client,       ///< speaks of "the client", "our customer"
  story,        ///< calls itself a case study or customer story
  story_list,   ///< calls itself a collection of stories
  teaser,       ///< the story is elsewhere: "download the case study"
  press,
  product,
  job,
  event,
  guest,  ///< written by somebody who is not the site: "guest post", a university
  article,
  ml,        ///< machine learning and its kin
  practice,  ///< a team or practice that offers its work
  solution,  ///< solutions, services on offer
  use_case,
  partnership,  ///< partnerships with makers of technology
  aws_partner,  ///< the company says that it is a partner of AWS
  vendor,       ///< a maker of technology other than AWS, by its name
  references,   ///< customer references, case studies
  workshop,
  industry
};
inline constexpr std::array<std::string_view, 38> kCues = {
    "problem",   "problem_hint", "proposal",    "proposal_hint", "outcomes", "outcomes_hint",
    "projected", "denied",       "figure",      "uses",          "aside",    "leaving",
    "badge",     "certified",    "placeholder", "anonymous",     "we",       "reader",
    "client",    "story",        "story_list",  "teaser",        "press",    "product",
    "job",       "event",        "guest",       "article",       "ml",       "practice",
    "solution",  "use_case",     "partnership", "aws_partner",   "vendor",   "references",
    "workshop",  "industry"};

/// A set of classes.
template <class Class>
class ClassSet {
 public:
  ClassSet() = default;
  explicit ClassSet(std::uint64_t bits) : bits_(bits) {}
  bool has(Class cls) const { return (bits_ >> static_cast<unsigned>(cls)) & 1; }
  bool any() const { return bits_ != 0; }
  void add(ClassSet other) { bits_ |= other.bits_; }

 private:
  std::uint64_t bits_ = 0;
};
using Cues = ClassSet<Cue>;
using HeadingClasses = ClassSet<HeadingClass>;

/// AWS is spoken of, but not as what the work was done on.
inline bool is_aside(Cues cues) {
  return cues.has(Cue::aside) || cues.has(Cue::leaving);
}

/// Says what the author is, not what was done.
inline bool is_standing(Cues cues) {
  return cues.has(Cue::badge) || cues.has(Cue::certified);
}

/// A service in such a sentence may be in use: it is not the bill, not a badge, not planned and not
/// turned down.
inline bool is_at_work(Cues cues) {
  return !is_standing(cues) && !is_aside(cues) && !cues.has(Cue::projected) &&
         !cues.has(Cue::denied);
}

}  // namespace verify

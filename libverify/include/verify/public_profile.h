#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/page_facts.h"
#include "verify/reading.h"
#include "verify/topics.h"
#include "verify/url.h"

namespace verify {

/// What a partner's public profile in a directory shows. Pure.
/// A statement of a page of somebody else counts only as a record: beside a label, as a picture or
/// as a line of its own, under the name it is about, and without a word that is not known to change
/// nothing; "formerly" is such a word, and so is any other that was not foreseen.

/// The words a profile is read with. All are compared as TopicSearch does; "*" has no meaning.
struct ProfileWords {
  std::vector<Topic> tiers;           ///< each tier with the words it is shown by
  std::vector<std::string> labels;    ///< of the tier: "Partner tier"
  std::vector<std::string> marks;     ///< one of them stands beside a tier without a label: "tier"
  std::vector<std::string> beside;    ///< what else may: "AWS", "Services"
  std::vector<std::string> headings;  ///< what a part of the profile may be headed: "Overview"
};

/// Whose profile it is, and what it shows.
struct ProfileReading {
  Answer of_partner = Answer::no;  ///< unclear: the name stands there among others
  std::string named;               ///< the heading that says so, or whose it is instead
  struct Shown {
    enum class Whose {
      partner,  ///< plainly the partner's
      unclear,  ///< in the partner's part, with other words or several tiers
      others    ///< in a menu, a choice, a side bar, under another name
    };
    Whose whose = Whose::others;
    std::string tier;     ///< empty: several
    bool record = false;  ///< beside a label, in a picture or in JSON-LD; else a line
    std::string quote, place;
  };
  std::vector<Shown> shown;
  /// The one tier that is plainly the partner's and not contradicted.
  const Shown* tier() const;
};
ProfileReading read_profile(std::span<const PageFact> facts, const Document& document,
                            const Name& partner, const Url& home_page, const ProfileWords& words);

}  // namespace verify

#include "reading/page_kind.h"

#include <algorithm>

#include "reading/aws.h"
#include "reading/sections.h"

namespace verify {
namespace {

/// How often each kind of sentence stands in the page's own content.
struct Counts {
  int prose = 0;
  int problem = 0, proposal = 0, outcomes = 0;
  int story = 0, list = 0, teaser = 0;
  int press = 0, product = 0, job = 0, event = 0, article = 0, practice = 0;
  int reader = 0, client = 0;
  int usage = 0;              ///< of an AWS service
  bool event_titled = false;  ///< "Webinar: …"
};

/// A title or heading says what kind of page stands below it: "Agenda", "Press release".
void add_label(Counts& n, Cues cues) {
  n.press += cues.has(Cue::press);
  n.job += cues.has(Cue::job);
  n.event += cues.has(Cue::event);
  n.list += cues.has(Cue::story_list);
}

Counts count(const PageView& view) {
  Counts n;
  for (const Passage& passage : view.passages()) {
    n.story += passage.cues.has(Cue::story);
    n.list += passage.cues.has(Cue::story_list);
    n.teaser += passage.cues.has(Cue::teaser);
    n.press += passage.cues.has(Cue::press);
    n.product += passage.cues.has(Cue::product);
    n.job += passage.cues.has(Cue::job);
    n.event += passage.cues.has(Cue::event);
    n.article += passage.cues.has(Cue::article);
    n.practice += passage.cues.has(Cue::practice);
    if (!passage.is_prose()) continue;
    ++n.prose;
    n.usage += tells_usage(passage);
    n.reader += passage.cues.has(Cue::reader);
    n.client += passage.cues.has(Cue::client) || passage.cues.has(Cue::anonymous);
    n.problem += passage.cues.has(Cue::problem);
    n.proposal += passage.cues.has(Cue::proposal);
    n.outcomes += passage.cues.has(Cue::outcomes);
  }
  for (const SectionView& section : view.sections()) add_label(n, section.cues);
  add_label(n, view.title_cues());
  n.event_titled = view.title_label().has(Cue::event);
  return n;
}

/// Whether the title, a first heading or a label above the text says "case study".
bool calls_itself_story(const PageView& view) {
  if (view.title_cues().has(Cue::story)) return true;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, view.sections().size()); ++i)
    if (view.sections()[i].cues.has(Cue::story)) return true;
  for (std::size_t i = 0; i < std::min<std::size_t>(6, view.passages().size()); ++i) {
    const Passage& passage = view.passages()[i];
    if (passage.cues.has(Cue::story) && !passage.is_prose()) return true;
  }
  return false;
}

class KindReader {
 public:
  KindReader(const PageView& view, const NamesOnPage& names)
      : n_(count(view)),
        headed_(headed_sections(view)),
        told_(n_.problem + n_.proposal + n_.outcomes +
              (names.customer_headed ? names.partner_acts : 0)),
        story_(calls_itself_story(view)),
        customer_named_(names.customer),
        customer_headed_(names.customer_headed),
        partner_acts_(names.partner_acts > 0) {}

  KindReading run() const {
    if (auto kind = by_headings()) return *kind;
    if (auto kind = by_manner()) return *kind;
    if (auto kind = by_telling()) return *kind;
    return leftover();
  }

 private:
  bool share(int part, int of) const { return part > 0 && part * of >= n_.prose; }

  /// How many of the things a story consists of the page tells at all.
  int strands() const {
    return (n_.problem > 0) + (n_.proposal > 0) + (n_.outcomes > 0) + (n_.usage > 0) +
           partner_acts_;
  }

  /// Calls itself a story, names the customer or speaks of "the client".
  bool of_somebody() const { return story_ || customer_named_ || n_.client > 0; }

  /// A story is told of somebody; an offer or a lesson is addressed to the reader.
  bool speaks_to_reader() const {
    const bool addressed = n_.reader >= 3 && share(n_.reader, 4) && n_.reader > told_;
    const bool teaches = n_.article >= 5 && share(n_.article, 3) && n_.article > told_;
    const bool sells = n_.product >= 3 && share(n_.product, 5) && n_.product > told_;
    return addressed || teaches || sells;
  }

  /// Two of problem, solution and outcomes as headings make a case study, unless the page teaches.
  std::optional<KindReading> by_headings() const {
    if (headed_ < 2 || speaks_to_reader()) return std::nullopt;
    // A webinar about a project is announced under the headings of the story it will tell.
    if (n_.event_titled && n_.event >= 3)
      return KindReading{PageKind::event_page, "announces an event about a project", false};
    if (headed_ == 3)
      return KindReading{PageKind::case_study, "headed by problem, solution and outcomes"};
    // "Benefits" and "Challenges" also stand over what is explained to everybody.
    if (!of_somebody())
      return KindReading{PageKind::other, "explains under headings of a case study", false};
    return KindReading{PageKind::case_study, "tells of work under headings of a case study"};
  }

  /// Pages that do not tell of work for a customer, by the way they speak.
  std::optional<KindReading> by_manner() const {
    if (n_.job >= 3 && share(n_.job, 6))
      return KindReading{PageKind::job_ad, "speaks of duties, qualifications and how to apply"};
    if (n_.press >= 2 && told_ < 4)
      return KindReading{PageKind::press_release, "written as an announcement to the press"};
    if (n_.event >= 4 && share(n_.event, 5) && told_ < 4)
      return KindReading{PageKind::event_page, "speaks of dates, speakers and registration"};
    if (n_.story + n_.list + n_.teaser >= 5 && n_.list >= 2 && !share(told_, 5))
      return KindReading{PageKind::case_study_list, "leads to several stories"};
    return std::nullopt;
  }

  /// Without headings the telling itself must be dense and the page say what it is.
  std::optional<KindReading> by_telling() const {
    const bool signs = story_ || customer_headed_ || headed_ == 1;
    if (!signs || speaks_to_reader()) return std::nullopt;
    if (told_ >= 3 && share(told_, 6) && (n_.proposal > 0 || n_.problem > 0)) {
      if (!of_somebody()) return KindReading{PageKind::other, "tells of work for nobody", false};
      return KindReading{PageKind::case_study, "tells of work done for a customer"};
    }
    if (customer_headed_ && (told_ >= 4 || strands() >= 3))
      return KindReading{PageKind::case_study, "tells of the customer its title names"};
    if (told_ >= 2 && (story_ || customer_headed_))
      return KindReading{PageKind::other, "may be a short case study", false};
    return std::nullopt;
  }

  KindReading leftover() const {
    KindReading kind = by_offer();
    // It names the customer in its title and tells of work: a story in words we do not know.
    if (customer_headed_ && told_ > 0) kind.sure = false;
    return kind;
  }

  KindReading by_offer() const {
    if (n_.product >= 2 && share(n_.product, 5)) {
      if (n_.practice >= 2) return {PageKind::landing_page, "offers services to its readers"};
      return {PageKind::product_page, "speaks to buyers"};
    }
    if (n_.practice >= 3 && share(n_.practice, 5))
      return {PageKind::landing_page, "offers services to its readers"};
    if (n_.article >= 2 && share(n_.article, 6))
      return {PageKind::article, "explains to its readers"};
    return {PageKind::other, "no sign of a case study"};
  }

  Counts n_;
  int headed_;
  int told_;  ///< sentences that tell of a problem, of work done, of what came of it
  bool story_;
  bool customer_named_;
  bool customer_headed_;
  bool partner_acts_;
};

}  // namespace

KindReading read_page_kind(const PageView& view, const NamesOnPage& names) {
  return KindReader(view, names).run();
}

}  // namespace verify

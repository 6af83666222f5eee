#include "reading/page_kind.h"

#include "reading/sections.h"

namespace verify {
namespace {

/// How often each kind of sentence stands in the page's own content.
struct Counts {
  int prose = 0;
  int problem = 0, proposal = 0, outcomes = 0;
  int client = 0, story = 0, list = 0, teaser = 0;
  int press = 0, product = 0, job = 0, event = 0, article = 0;
};

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
    if (!passage.is_prose()) continue;
    ++n.prose;
    n.problem += passage.cues.has(Cue::problem);
    n.proposal += passage.cues.has(Cue::proposal);
    n.outcomes += passage.cues.has(Cue::outcomes);
    n.client += passage.cues.has(Cue::client);
  }
  return n;
}

}  // namespace

KindReading read_page_kind(const PageView& view) {
  const Counts n = count(view);
  const int headed = headed_sections(view);
  const bool story_title = view.title_cues().has(Cue::story) ||
                           (!view.sections().empty() && view.sections()[0].cues.has(Cue::story));
  if (n.job >= 3 && headed < 2)
    return {PageKind::job_ad, "speaks of duties, qualifications and how to apply"};
  if (n.press >= 2 && headed < 2)
    return {PageKind::press_release, "written as an announcement to the press"};
  if (headed >= 3) return {PageKind::case_study, "headed by problem, solution and outcomes"};
  if (headed == 2 && (story_title || n.proposal >= 2))
    return {PageKind::case_study, "tells of work done under headings of a case study"};
  if (story_title && n.proposal + n.problem + n.outcomes >= 3)
    return {PageKind::case_study, "calls itself a case study and tells of work done"};
  if (n.product * 4 > n.prose) return {PageKind::product_page, "speaks to buyers"};
  if (n.article * 4 > n.prose) return {PageKind::article, "explains to its readers"};
  return {PageKind::other, "no sign of a case study"};
}

}  // namespace verify

#pragma once

#include <set>

#include "daemon/change/change.h"

namespace verify::daemon {

/// What a requirement's reasons cite in a report: the items, each once, in the order of the
/// reasons. Nothing where `result` is null.
std::vector<const EvidenceItem*> cited_items(const Report* report, const RequirementResult* result);
/// Whether it was submitted with the application, not seen on the site.
bool is_submitted(const EvidenceItem& item);

/// How a page that was cited before or is cited now is another one than before.
struct PageChange {
  std::string url;
  std::string what;  ///< "says something else", "answers HTTP 404" …: a part of a sentence
  std::string diff;  ///< unified, with the two lines that name it; empty where there is none
};

/// The pages of exactly these citations that changed. Compared is what a reader reads (title and
/// main text, and the rest of the page where the quote stands there), so a menu or a counter beside
/// the article is no change. Without the evidence of both runs, what the reports say of it: how it
/// was answered, and whether the words cited are still there.
std::vector<PageChange> changed_pages(const Before& before, const RequirementResult* was,
                                      const Now& now, const RequirementResult* is);

}  // namespace verify::daemon

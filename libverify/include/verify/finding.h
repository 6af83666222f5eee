#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/evidence.h"
#include "verify/time.h"

namespace verify {

/// The words for a verdict.
enum class Verdict {
  met,           ///< shown, by at least one citation
  not_met,       ///< contradicted by a citation, or a search that ended complete and found nothing
  needs_review,  ///< there is evidence, and a person must weigh it
  blocked,       ///< could not be observed; never turned into not_met
  attested,      ///< declared by the applicant, complete and consistent
  missing,       ///< the application lacks what the item asks for
  waived,        ///< by rule, with the rule cited
  not_applicable,  ///< by rule, with the rule cited
};
std::string_view to_string(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);

/// What a claim rests on. Exactly one of page and pointer says where it was seen.
struct Citation {
  std::optional<std::uint32_t> page;  ///< Page::id
  std::string pointer;                ///< JSON pointer into the application
  std::string quote;                  ///< the words as they stand there
  std::string place;                  ///< "title", "heading: The challenge", "link in the menu" …
};

/// One thing that was found out, with a stable code that docs/reasons/ explains.
struct Reason {
  std::string code;  ///< kebab-case: "case-study-outcomes-missing"
  std::string text;  ///< one plain sentence for a programme manager
  std::vector<Citation> citations;
  std::vector<Click> path;  ///< the click path, where the reason is one
  /// What was found, by the placeholders of advice: "missing": "problem, outcome".
  std::map<std::string, std::string> details;
};

/// The answer of one probe.
struct Finding {
  Verdict verdict = Verdict::needs_review;
  std::vector<Reason> reasons;      ///< at least one; the decisive one first
  std::optional<Date> valid_until;  ///< the last day the verdict holds, where time alone changes it
};

/// The three rules every probe goes through, so that no probe can break them.
/// `met` needs a citation: without one this gives needs_review and says so.
Finding finding_met(std::vector<Reason> reasons);
/// `not_met` by contradiction: needs a citation, else needs_review.
Finding finding_contradicted(std::vector<Reason> reasons);
/// A finding with one reason, for verdicts that claim nothing: needs_review, missing, blocked, and
/// not_met after a search that ended complete.
Finding finding_of(Verdict verdict, std::string code, std::string text,
                   std::vector<Citation> citations);

/// The page as a tree when there is something to judge: null for a page that is not ok, is no HTML,
/// or shows a wall, a challenge or "not found" instead of content. `page` may be null.
const Document* readable(const Evidence& evidence, const Page* page);

/// What a page that could not be read means: blocked where it was not observed, not_met where it is
/// plainly not there (404, 410, a page that says so, a parked domain), needs_review where it is
/// there in a form that is not read. `what` begins a sentence: "The practice page". `page` null:
/// never asked for.
Finding finding_unread(const Evidence& evidence, const Page* page, std::string_view what);

/// The weakest verdict decides and all reasons are kept: not_met, missing, blocked, needs_review,
/// then met.
Finding combine(std::vector<Finding> findings);

/// `needed` of the parts must be met: met when so many are, not_met (or missing) when not so many
/// can be any more, else what keeps the undecided ones open. The reasons of the deciding parts come
/// first.
Finding combine_at_least(std::vector<Finding> findings, std::size_t needed);

/// A citation of a page, with a quote.
Citation cite(const Page& page, std::string quote, std::string place);
/// A citation of the application.
Citation cite_application(std::string pointer, std::string quote);
/// The same place with other words.
Citation quoting(Citation at, std::string quote);

}  // namespace verify

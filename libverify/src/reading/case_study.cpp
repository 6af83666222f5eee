#include <algorithm>

#include "reading/aws.h"
#include "reading/claims.h"
#include "reading/names.h"
#include "reading/page_kind.h"
#include "reading/sections.h"
#include "verify/reading.h"

namespace verify {
namespace {

/// "A leading European bank", "Client: NDA": the first sentence that describes and does not name.
Claim read_anonymous(const PageView& view) {
  for (const Passage& passage : view.passages())
    if (passage.cues.has(Cue::anonymous)) return cite(view, Answer::yes, passage);
  return {};
}

std::optional<Mention> look_for(NameSearch& search, const Name& name) {
  if (name.empty()) return std::nullopt;
  return search.find(name);
}

/// Collects what stands against a page and what leaves it open.
class Verdict {
 public:
  void need(bool there, std::string_view what) { (there ? met_ : missing_) += join(there, what); }
  void open(std::string_view what) { open_ += (open_.empty() ? "" : "; ") + std::string(what); }
  void need(const Claim& claim, std::string_view what) {
    if (claim.answer == Answer::unclear)
      open("the " + std::string(what) + " is not plain");
    else
      need(claim.answer == Answer::yes, what);
  }

  Answer answer() const {
    if (!missing_.empty()) return Answer::no;
    return open_.empty() ? Answer::yes : Answer::unclear;
  }
  std::string reason() const {
    if (!missing_.empty()) return "missing: " + missing_;
    return open_.empty() ? "all of it is there" : open_;
  }

 private:
  std::string join(bool there, std::string_view what) const {
    const std::string& list = there ? met_ : missing_;
    return (list.empty() ? "" : ", ") + std::string(what);
  }
  std::string met_, missing_, open_;
};

void judge_name(Verdict& verdict, const std::optional<Mention>& mention, std::string_view who) {
  if (!mention) return;
  if (mention->place == Mention::Place::boilerplate)
    return verdict.open("the " + std::string(who) + " is named only outside the page's content");
  if (mention->place == Mention::Place::site)
    return verdict.open("the " + std::string(who) + " is named only by the page's site or a link");
  verdict.need(mention->in_content(), "the " + std::string(who) + "'s name");
}

/// Work told in the first person: whose it is, the site says rather than the page.
bool tells_as_we(const PageView& view) {
  return std::ranges::any_of(view.passages(), [](const Passage& passage) {
    return passage.cues.has(Cue::proposal) && passage.cues.has(Cue::we);
  });
}

/// Named in passing, on somebody else's page: "Acme was there as well" makes it nobody's work.
bool only_mentioned(const PageView& view, const NameMatcher& partner,
                    const std::optional<Mention>& mention) {
  if (!mention || mention->place != Mention::Place::body || tells_as_we(view)) return false;
  return find_publisher(view.document(), partner).place == Mention::Place::none &&
         !works_of(view, partner);
}

/// The name of a site stands in the title of each of its pages; that alone does not say who did the
/// work.
bool named_in_title_only(const Document& document, const Name& partner,
                         const std::optional<Mention>& mention) {
  if (!mention || mention->place != Mention::Place::title) return false;
  Document untitled = document;
  untitled.title.clear();
  return !find_name(untitled, partner).in_content();
}

/// How the partner is named where that does not show whose work it was.
struct PartnerNamed {
  bool in_title_only = false;
  bool in_passing = false;
};

void judge(const PageView& view, const KindReading& kind, PartnerNamed partner,
           CaseStudyReading& reading) {
  Verdict verdict;
  const bool is_story = kind.kind == PageKind::case_study;
  if (!is_story && (!kind.sure || !view.language_known()))
    verdict.open("it is not plain that this is a case study");
  else
    verdict.need(is_story, "a case study (" + kind.reason + ")");
  judge_name(verdict, reading.customer, "customer");
  if (reading.partner && reading.partner->place == Mention::Place::none && tells_as_we(view))
    verdict.open("the partner speaks as \"we\" and is not named on the page");
  else if (partner.in_title_only && !tells_as_we(view))
    verdict.open(
        "the partner is named in the page's title only, and the work is not told as \"we\"");
  else if (partner.in_passing)
    verdict.open("the partner is named, but not as the one who did the work");
  else
    judge_name(verdict, reading.partner, "partner");
  if (!reading.customer)
    verdict.open(reading.anonymous_customer.answer == Answer::yes
                     ? "the customer is described rather than named"
                     : "no customer's name was given to look for");
  if (reading.aws.place == AwsReading::Place::mention)
    verdict.open("AWS is named only in passing");
  else
    verdict.need(reading.aws.place == AwsReading::Place::body, "AWS in the page's content");
  verdict.need(reading.problem, "problem");
  verdict.need(reading.proposal, "proposed solution");
  verdict.need(reading.aws_usage, "use of AWS services");
  verdict.need(reading.outcomes, "outcomes");
  reading.complete = verdict.answer();
  reading.complete_reason = verdict.reason();
}

/// On a page that may be something else, what was found there is a hint and no more.
void doubt(CaseStudyReading& reading) {
  for (Claim* claim : {&reading.problem, &reading.proposal, &reading.aws_usage, &reading.outcomes})
    if (claim->answer == Answer::yes) claim->answer = Answer::unclear;
}

/// A story told without headings may hold a part in words we do not know: that is no plain lack.
void excuse(CaseStudyReading& reading) {
  if (reading.aws_usage.answer == Answer::no && !reading.aws.services.empty())
    reading.aws_usage = {Answer::unclear, reading.aws.quote, ""};
  for (Claim* claim : {&reading.problem, &reading.proposal, &reading.outcomes})
    if (claim->answer == Answer::no) claim->answer = Answer::unclear;
}

}  // namespace

CaseStudyReading read_case_study(const PageView& view, NameSearch& search, const Name& customer,
                                 const Name& partner) {
  const Document& document = view.document();
  const auto named = look_for(search, customer);
  const bool headed =
      named && (named->place == Mention::Place::title || named->place == Mention::Place::heading);
  const NameMatcher matcher(partner);
  const KindReading kind =
      read_page_kind(view, {.customer = named && named->in_content(),
                            .customer_headed = headed,
                            .partner_acts = headed ? acts_of(view, matcher) : 0});
  CaseStudyReading out;
  out.kind = kind.kind;
  out.kind_reason = kind.reason;
  out.customer = named;
  out.partner = look_for(search, partner);
  if (out.partner && out.partner->place == Mention::Place::none)
    out.partner = find_publisher(document, matcher);
  out.anonymous_customer = read_anonymous(view);
  out.aws = read_aws(view);
  if (kind.kind == PageKind::case_study || !kind.sure) {
    StorySections sections = read_sections(view, matcher);
    out.problem = std::move(sections.problem);
    out.proposal = std::move(sections.proposal);
    out.aws_usage = std::move(sections.aws_usage);
    out.outcomes = std::move(sections.outcomes);
    if (kind.kind != PageKind::case_study) doubt(out);
    if (headed_sections(view) < 2) excuse(out);
  }
  soften(view, {&out.problem, &out.proposal, &out.aws_usage, &out.outcomes});
  judge(view, kind,
        {.in_title_only = named_in_title_only(document, partner, out.partner),
         .in_passing = only_mentioned(view, matcher, out.partner)},
        out);
  return out;
}

}  // namespace verify

// P2.3.1: two references are evidenced by distinct public case studies, white papers or blog posts.
#include <verify/references.h>

#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"public_min", ParamSpec::Kind::integer, "public case studies that are needed"},
    ParamSpec{"same_story_percent", ParamSpec::Kind::integer,
              "shared wording from which on two pages tell one story"},
};

struct Study {
  const Application::Reference* reference;
  const Page* page;
  const Document* document;
};

std::vector<Wish> wants(const Evidence& evidence, const Params&) {
  return public_reference_wishes(evidence);
}

// By what the pages say, not by the canonical link: themes that name one address on every page are
// common.
StoryMatch compare(const Study& a, const Study& b, const Params& params) {
  const auto names = [&params](const Study& page, const Study& other) {
    return params.reader.name(*page.document, other.reference->customer).in_content();
  };
  const auto percent = static_cast<double>(params.integer("same_story_percent", 70));
  return params.reader.stories(*a.document, *b.document, names(a, b) || names(b, a), percent / 100);
}

Finding repeated(const Study& study, const Study& twin, const StoryMatch& match) {
  const bool sure = match.kind == StoryMatch::Kind::same;
  Reason reason{sure ? "case-study-repeated" : "case-study-maybe-repeated",
                case_study_title(*study.reference) + (sure ? " tells" : " may tell") +
                    " the same story as that of \"" + twin.reference->customer.official + "\" (" +
                    match.why + "); " + (sure ? "it counts" : "if so, it counts") + " once.",
                {cite(*study.page, study.document->title, "title"),
                 cite(*twin.page, twin.document->title, "title")},
                {}};
  return sure ? finding_contradicted({std::move(reason)})
              : Finding{Verdict::needs_review, {std::move(reason)}, std::nullopt};
}

Finding judge_kind(const Study& study, const Params& params) {
  const std::string name = case_study_title(*study.reference);
  const CaseStudyReading reading =
      params.reader.case_study(*study.document, study.reference->customer, {});
  const Citation title = cite(*study.page, study.document->title, "title");
  if (reading.customer && !reading.customer->in_content())
    return {
        Verdict::needs_review,
        {Reason{
            "case-study-customer-not-named",
            name +
                " does not name the customer in its own text, so it is not tied to the reference.",
            {title},
            {}}},
        std::nullopt};
  if (reading.kind == PageKind::case_study || reading.kind == PageKind::article)
    return finding_met({Reason{"case-study-public", name + " is public.", {title}, {}}});
  return {Verdict::needs_review,
          {Reason{"case-study-kind",
                  name + " reads like another kind of page (" +
                      std::string(to_string(reading.kind)) + "): " + reading.kind_reason,
                  {title},
                  {}}},
          std::nullopt};
}

Finding judge_reference(const Evidence& evidence, const Application::Reference& reference,
                        const Params& params, std::vector<Study>& counted) {
  const std::string name = case_study_title(reference);
  const Page* page = evidence.find(*reference.public_url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) return finding_unread(evidence, page, name);
  const Study study{&reference, page, document};
  std::optional<Finding> doubt;
  for (const Study& other : counted) {
    const StoryMatch match = compare(study, other, params);
    if (match.kind == StoryMatch::Kind::same) return repeated(study, other, match);
    if (match.kind == StoryMatch::Kind::unclear && !doubt) doubt = repeated(study, other, match);
  }
  counted.push_back(study);
  return doubt ? std::move(*doubt) : judge_kind(study, params);
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto needed = static_cast<std::size_t>(params.integer("public_min", 2));
  std::vector<Study> counted;
  return judge_public_references(evidence, needed, [&](const Application::Reference& reference) {
    return judge_reference(evidence, reference, params, counted);
  });
}

}  // namespace

extern const Probe kCaseStudiesPublic;
const Probe kCaseStudiesPublic = {"case-studies-public",
                                  "Are there enough distinct public case studies?", kParams, &wants,
                                  &evaluate};

}  // namespace verify

// P2.3.1: two references are evidenced by distinct public case studies, white papers or blog posts.
#include <verify/references.h>

#include <algorithm>
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

// By the wording, not by the canonical link: themes that name one address on every page are common.
bool same_story(const Study& a, const Study& b, std::int64_t percent) {
  if (page_key(a.page->final_url) == page_key(b.page->final_url)) return true;
  return text_similarity(a.document->text, b.document->text) * 100 >= static_cast<double>(percent);
}

Finding judge_kind(const Study& study, const Params& params) {
  const std::string name = case_study_title(*study.reference);
  const CaseStudyReading reading =
      read_case_study(*study.document, study.reference->customer, {}, params.lexicons);
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
  const std::int64_t percent = params.integer("same_story_percent", 70);
  const auto twin = std::find_if(counted.begin(), counted.end(), [&](const Study& other) {
    return same_story(study, other, percent);
  });
  if (twin == counted.end()) {
    counted.push_back(study);
    return judge_kind(study, params);
  }
  return finding_contradicted({Reason{
      "case-study-repeated",
      name + " tells the same story as that of \"" + twin->reference->customer.official +
          "\"; it counts once.",
      {cite(*page, document->title, "title"), cite(*twin->page, twin->document->title, "title")},
      {}}});
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

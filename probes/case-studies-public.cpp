// P2.3.1: two references are evidenced by distinct public case studies, white papers or blog posts.
#include <verify/probe.h>

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

std::string name_of(const Application::Reference& reference) {
  return "The case study of \"" + reference.customer.official + "\"";
}

std::vector<Wish> wants(const Evidence& evidence, const Params&) {
  std::vector<Wish> wishes;
  for (const auto& reference : evidence.application().references)
    if (reference.public_url) wishes.push_back({*reference.public_url});
  return wishes;
}

bool is_readable(const Evidence& evidence, const Page* page) {
  const Document* document = page != nullptr ? evidence.document(*page) : nullptr;
  return document != nullptr && document->soft_answer == SoftAnswer::none;
}

bool same_story(const Study& a, const Study& b, std::int64_t percent) {
  if (page_key(a.page->final_url) == page_key(b.page->final_url)) return true;
  if (a.document->canonical && b.document->canonical &&
      page_key(*a.document->canonical) == page_key(*b.document->canonical))
    return true;
  return text_similarity(a.document->text, b.document->text) * 100 >= static_cast<double>(percent);
}

Finding judge_kind(const Study& study, const Params& params) {
  const std::string name = name_of(*study.reference);
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

Finding too_few(std::size_t given, std::size_t needed) {
  return {Verdict::missing,
          {Reason{"case-studies-too-few",
                  "The application gives the URLs of " + std::to_string(given) + " of " +
                      std::to_string(needed) + " public case studies.",
                  {cite_application("/references", "")},
                  {}}},
          std::nullopt};
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto needed = static_cast<std::size_t>(params.integer("public_min", 2));
  const std::int64_t percent = params.integer("same_story_percent", 70);
  std::vector<Finding> parts;
  std::vector<Study> counted;
  for (const auto& reference : evidence.application().references) {
    if (!reference.public_url) continue;
    const Page* page = evidence.find(*reference.public_url);
    if (!is_readable(evidence, page)) {
      parts.push_back(finding_unread(evidence, page, name_of(reference)));
      continue;
    }
    const Study study{&reference, page, evidence.document(*page)};
    const auto twin = std::find_if(counted.begin(), counted.end(), [&](const Study& other) {
      return same_story(study, other, percent);
    });
    if (twin != counted.end()) {
      parts.push_back(finding_contradicted(
          {Reason{"case-study-repeated",
                  name_of(reference) + " tells the same story as that of \"" +
                      twin->reference->customer.official + "\"; it counts once.",
                  {cite(*page, study.document->title, "title"),
                   cite(*twin->page, twin->document->title, "title")},
                  {}}}));
      continue;
    }
    counted.push_back(study);
    parts.push_back(judge_kind(study, params));
  }
  if (parts.size() < needed) parts.push_back(too_few(parts.size(), needed));
  return combine_at_least(std::move(parts), needed);
}

}  // namespace

extern const Probe kCaseStudiesPublic;
const Probe kCaseStudiesPublic = {"case-studies-public",
                                  "Are there enough distinct public case studies?", kParams, &wants,
                                  &evaluate};

}  // namespace verify

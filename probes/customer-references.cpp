// P2.1: four customer references of completed projects in production, each complete, two of them
// public.
#include <verify/declaration.h>
#include <verify/references.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"references_min", ParamSpec::Kind::integer, "complete references that are needed"},
    ParamSpec{"public_min", ParamSpec::Kind::integer, "of them with a public case study"},
};

std::string pointer_of(std::size_t index) {
  return "/references/" + std::to_string(index);
}

std::string name_of(const Application::Reference& reference, std::size_t index) {
  return reference.customer.official.empty()
             ? "Reference " + std::to_string(index + 1)
             : "The reference \"" + reference.customer.official + "\"";
}

bool answered(const std::optional<std::string>& field) {
  return answered_text(field).has_value();
}

std::string missing_fields(const Application::Reference& reference) {
  std::string out;
  const auto need = [&](bool there, std::string_view field) {
    if (!there) out += (out.empty() ? "" : ", ") + std::string(field);
  };
  need(!reference.customer.official.empty(), "customer");
  need(answered(reference.problem), "problem");
  need(answered(reference.proposal), "proposal");
  need(answered(reference.aws_usage), "aws_usage");
  // "none" and "n/a" are answers here.
  need(reference.third_party.has_value(), "third_party");
  need(reference.started.has_value(), "started");
  // A workload that is still operated has no end; that counts as long as it is in production.
  need(reference.ended.has_value() || reference.stage == "production", "ended");
  need(answered(reference.outcome), "outcome");
  need(reference.stage.has_value(), "stage");
  return out;
}

Finding part(Verdict verdict, std::string code, std::string text, Citation citation) {
  return {
      verdict, {Reason{std::move(code), std::move(text), {std::move(citation)}, {}}}, std::nullopt};
}

Finding judge_reference(const Evidence& evidence, const Application::Reference& reference,
                        std::size_t index, const Params& params) {
  const std::string name = name_of(reference, index);
  const std::string pointer = pointer_of(index);
  if (const std::string missing = missing_fields(reference); !missing.empty()) {
    Finding finding = part(Verdict::missing, "reference-incomplete",
                           name + " lacks: " + missing + ".", cite_application(pointer, ""));
    finding.reasons.front().details["missing"] = missing;
    return finding;
  }
  if (reference.stage != "production")
    return part(
        Verdict::not_met, "reference-not-in-production",
        name + " is in stage \"" + *reference.stage + "\"; only projects in production count.",
        cite_application(pointer + "/stage", *reference.stage));
  if (reference.ended && !params.day.has_come(*reference.ended))
    return part(Verdict::not_met, "reference-not-completed",
                name + " ends on " + to_string(*reference.ended) +
                    ", after the day this report speaks for.",
                cite_application(pointer + "/ended", to_string(*reference.ended)));
  if (reference.ended && *reference.ended < *reference.started)
    return part(Verdict::needs_review, "reference-dates-reversed", name + " ends before it starts.",
                cite_application(pointer + "/ended", to_string(*reference.ended)));
  if (!params.day.has_come(*reference.started))
    return part(Verdict::not_met, "reference-not-completed",
                name + " starts on " + to_string(*reference.started) +
                    ", after the day this report speaks for.",
                cite_application(pointer + "/started", to_string(*reference.started)));
  if (auto differences = page_differences(evidence, reference, pointer, params.reader);
      !differences.empty())
    return {Verdict::needs_review, std::move(differences), std::nullopt};
  return finding_met({Reason{"reference-complete",
                             name + " is complete and in production.",
                             {cite_application(pointer, reference.customer.official)},
                             {}}});
}

// The public case studies are compared with what the references say.
std::vector<Wish> wants(const Evidence& evidence, const Params&) {
  return public_reference_wishes(evidence);
}

Finding missing(std::string code, std::string text, std::string pointer) {
  return part(Verdict::missing, std::move(code), std::move(text),
              cite_application(std::move(pointer), ""));
}

// Equal but for case, legal form and the like.
bool customers_repeat(const std::vector<Application::Reference>& references) {
  NameList known;
  return std::ranges::any_of(references, [&](const Application::Reference& each) {
    return known.add_known(each.customer.official);
  });
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& references = evidence.application().references;
  const auto needed = static_cast<std::size_t>(params.integer("references_min", 4));
  const auto public_needed = params.integer("public_min", 2);
  if (references.size() < needed)
    return missing("references-too-few",
                   "The application names " + std::to_string(references.size()) + " of " +
                       std::to_string(needed) + " customer references.",
                   "/references");
  const auto is_public = [](const Application::Reference& each) {
    return each.public_url.has_value();
  };
  if (std::count_if(references.begin(), references.end(), is_public) < public_needed)
    return missing("references-not-public",
                   "Fewer than " + std::to_string(public_needed) +
                       " references give the URL of a public case study.",
                   "/references");
  std::vector<Finding> parts;
  parts.reserve(references.size());
  for (std::size_t i = 0; i < references.size(); ++i)
    parts.push_back(judge_reference(evidence, references[i], i, params));
  Finding finding = combine_at_least(std::move(parts), needed);
  if (finding.verdict != Verdict::met) return finding;
  if (customers_repeat(references))
    return part(Verdict::needs_review, "references-same-customer",
                "Two references name the same customer; a person must see that they are different "
                "projects.",
                cite_application("/references", ""));
  // What a reference says is the applicant's word until a public page shows it; other items look at
  // those.
  finding.verdict = Verdict::attested;
  return finding;
}

}  // namespace

extern const Probe kCustomerReferences;
const Probe kCustomerReferences = {
    "customer-references",
    "Does the application name enough complete references of projects in production?", kParams,
    &wants, &evaluate};

}  // namespace verify

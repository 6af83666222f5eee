#include "verify/references.h"

namespace verify {

std::vector<const Application::Reference*> public_references(const Evidence& evidence) {
  std::vector<const Application::Reference*> out;
  for (const Application::Reference& each : evidence.application().references)
    if (each.public_url) out.push_back(&each);
  return out;
}

std::string case_study_title(const Application::Reference& reference) {
  const std::string& customer = reference.customer.official;
  return customer.empty() ? "The case study at " + std::string(reference.public_url->href())
                          : "The case study of \"" + customer + "\"";
}

std::vector<Wish> public_reference_wishes(const Evidence& evidence, bool path, int clicks,
                                          std::string_view words) {
  std::vector<Wish> wishes;
  for (const Application::Reference* each : public_references(evidence))
    wishes.push_back({*each->public_url, path, clicks, std::string(words)});
  return wishes;
}

Finding judge_public_references(
    const Evidence& evidence, std::size_t needed,
    const std::function<Finding(const Application::Reference&)>& judge) {
  std::vector<Finding> parts;
  for (const Application::Reference* each : public_references(evidence))
    parts.push_back(judge(*each));
  if (parts.size() < needed)
    parts.push_back(finding_of(Verdict::missing, "case-studies-too-few",
                               "The application gives the URLs of " + std::to_string(parts.size()) +
                                   " of " + std::to_string(needed) + " public case studies.",
                               {cite_application("/references", "")}));
  return combine_at_least(std::move(parts), needed);
}

}  // namespace verify

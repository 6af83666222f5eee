#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "verify/application.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/probe.h"

namespace verify {

/// What the probes of public case studies share. Pure.

/// The references that give the URL of a public case study, in the order of the application.
std::vector<const Application::Reference*> public_references(const Evidence& evidence);

/// How a sentence names the case study of a reference.
std::string case_study_title(const Application::Reference& reference);

/// A wish for each public case study.
std::vector<Wish> public_reference_wishes(const Evidence& evidence, bool path = false,
                                          int clicks = 0, std::string_view words = {});

/// Judges each public case study; `needed` of them must be met. Fewer URLs than that are `missing`,
/// and what was found about those that are there is kept.
Finding judge_public_references(const Evidence& evidence, std::size_t needed,
                                const std::function<Finding(const Application::Reference&)>& judge);

/// Where a reference and its public case study say different things: another customer, published
/// before the project began, a pilot, or no service that both name. Each reason cites both. Nothing
/// where the page cannot be read, which other items tell.
std::vector<Reason> page_differences(const Evidence& evidence,
                                     const Application::Reference& reference,
                                     const std::string& pointer, PageReader& reader);

}  // namespace verify

// Every probe there is. A test proves that each file of this folder stands here.
#include <verify/probe.h>

#include <array>

namespace verify {

extern const Probe kCaseStudiesDiscoverable;
extern const Probe kCaseStudiesPublic;
extern const Probe kCaseStudyContent;
extern const Probe kCustomerReferences;
extern const Probe kPracticePage;
extern const Probe kThoughtLeadership;

std::span<const Probe* const> all_probes() {
  static constexpr std::array<const Probe*, 6> kProbes = {
      &kCaseStudiesDiscoverable, &kCaseStudiesPublic, &kCaseStudyContent,
      &kCustomerReferences,      &kPracticePage,      &kThoughtLeadership,
  };
  return kProbes;
}

}  // namespace verify

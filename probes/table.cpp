// Every probe there is. A test proves that each file of this folder stands here.
#include <verify/probe.h>

#include <array>

namespace verify {

extern const Probe kCaseStudiesDiscoverable;
extern const Probe kCaseStudiesPublic;
extern const Probe kCaseStudyContent;
extern const Probe kCustomerReferences;
extern const Probe kDeclaredAnswer;
extern const Probe kMlLifecycle;
extern const Probe kNotebookUseCase;
extern const Probe kPartnerTier;
extern const Probe kPracticePage;
extern const Probe kSelfAssessment;
extern const Probe kServiceMatrix;
extern const Probe kThoughtLeadership;
extern const Probe kTrainedStaff;

std::span<const Probe* const> all_probes() {
  static constexpr std::array<const Probe*, 13> kProbes = {
      &kCaseStudiesDiscoverable,
      &kCaseStudiesPublic,
      &kCaseStudyContent,
      &kCustomerReferences,
      &kDeclaredAnswer,
      &kMlLifecycle,
      &kNotebookUseCase,
      &kPartnerTier,
      &kPracticePage,
      &kSelfAssessment,
      &kServiceMatrix,
      &kThoughtLeadership,
      &kTrainedStaff,
  };
  return kProbes;
}

}  // namespace verify

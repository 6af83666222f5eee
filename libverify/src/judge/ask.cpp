#include "judge/ask.h"

#include <exception>

namespace verify {

Finding ask_probe(const Evidence& evidence, const Params& params) {
  const Probe& probe = *find_probe(params.item->probe);
  std::string what;
  try {
    Finding finding = probe.evaluate(evidence, params);
    // The engine refuses a claim without a citation even from a probe that does not use the
    // helpers.
    if (finding.verdict == Verdict::met) {
      const auto valid_until = finding.valid_until;
      finding = finding_met(std::move(finding.reasons));
      if (finding.verdict == Verdict::met) finding.valid_until = valid_until;
    }
    if (!finding.reasons.empty()) return finding;
    what = "it gave no reason";
  } catch (const std::exception& error) {
    what = error.what();
  }
  return finding_of(
      Verdict::needs_review, "probe-failed",
      "The check \"" + std::string(probe.id) + "\" broke (" + what + "); a person must look.", {});
}

std::vector<Wish> ask_wishes(const Evidence& evidence, const Params& params) {
  try {
    return find_probe(params.item->probe)->wants(evidence, params);
  } catch (const std::exception&) {
    return {};  // what else breaks with it, ask_probe tells
  }
}

Params params_of(const Requirement& item, const Checklist& checklist, PageReader& reader,
                 ReportDay& day, const WaiverGate* gate) {
  return {day, reader, item.params, &item, &checklist, gate};
}

}  // namespace verify

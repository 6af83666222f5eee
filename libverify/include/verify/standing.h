#pragma once

#include <optional>
#include <vector>

#include "verify/checklist.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/reading.h"
#include "verify/report_day.h"

namespace verify {

/// Whether an item is asked of a partner at all: first whether it concerns it, then whether it is
/// waived. Pure; nothing here is guessed: what depends on something the application does not say
/// is unknown.

/// Whether an item concerns the partner, by its delivery models and whether it is an MSP.
struct Applicability {
  enum class Kind { yes, no, unknown };
  Kind kind = Kind::yes;
  Reason reason;  ///< the rule, for `no`; what must be given, for `unknown`
};
Applicability applicability(const Requirement& item, const Application& application);

/// Whether the items an approved MSP is spared are waived: the partner is one, and the pack's gate
/// item is fulfilled. A gate is fulfilled when it is met, or attested with a document.
struct WaiverGate {
  enum class Kind { open, closed, unknown };
  Kind kind = Kind::closed;
  std::vector<Reason> legs;  ///< what it rests on, or which leg fails
};
WaiverGate waiver_gate(const Evidence& evidence, const Checklist& checklist, PageReader& reader,
                       ReportDay& day);

/// What is decided about an item without asking its probe.
struct Standing {
  /// The finding, where it is settled: not_applicable, waived, or missing what decides.
  std::optional<Finding> settled;
  /// What stands beside the probe's answer: a waiver that was claimed and is refused, a certificate
  /// that does not count, the leg a waiver fails on.
  std::vector<Reason> notes;
  bool refused = false;  ///< a waiver was claimed that the rules do not give
};
Standing standing_of(const Requirement& item, const Evidence& evidence, const WaiverGate& gate,
                     ReportDay& day);

}  // namespace verify

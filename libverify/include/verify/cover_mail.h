#pragma once

#include <optional>
#include <string>

#include "verify/report.h"

namespace verify {

/// The mail a completed self-assessment is sent with. UTF-8, every line made safe: nothing that was
/// submitted or scraped can add a header or a line.
struct CoverMail {
  std::string to;
  std::string subject;  ///< as the checklist prescribes it; one line
  std::string body;     ///< what is attached and what is still open, with what is to be done
};

/// Nothing where the checklist does not say how to send it. `report` must be judged by `checklist`.
std::optional<CoverMail> cover_mail(const Report& report, const Checklist& checklist);

}  // namespace verify

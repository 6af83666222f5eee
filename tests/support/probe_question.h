#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "support/places.h"
#include "verify/probe.h"

namespace verify::test {

/// The bundled lexicons, loaded once.
inline const Lexicons& bundled_lexicons() {
  static const Lexicons kLexicons = Lexicons::load(source_folder() / "config/lexicons").value();
  return kLexicons;
}

/// Asks one probe about an evidence, with the pack's parameters left to their defaults.
inline Finding ask(std::string_view probe, const Evidence& evidence,
                   std::string_view as_of = "2026-03-01",
                   const std::map<std::string, ParamValue>& values = {}) {
  PageReader reader(bundled_lexicons());
  ReportDay day(parse_date(as_of).value());
  const Params params{day, reader, values};
  return find_probe(probe)->evaluate(evidence, params);
}

inline bool has_code(const Finding& finding, std::string_view code) {
  for (const Reason& reason : finding.reasons)
    if (reason.code == code) return true;
  return false;
}

}  // namespace verify::test

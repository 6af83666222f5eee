#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/checklist.h"
#include "verify/evidence.h"
#include "verify/finding.h"
#include "verify/reading.h"
#include "verify/report_day.h"

namespace verify {

struct WaiverGate;

/// A page a probe would like to have seen.
struct Wish {
  Url url;
  bool path = false;  ///< also a click path to it from the home page
  int clicks = 0;     ///< how far from the home page the path is looked for
  std::string words;  ///< words near the target, to look in likely places first
};

/// What a probe is asked with: the day the report speaks for, who reads pages for it, and the
/// item with its parameters from the pack. Probes get no clock.
struct Params {
  ReportDay& day;
  PageReader& reader;  ///< of one judgement: its items ask about the same pages
  const std::map<std::string, ParamValue>& values;
  const Requirement* item = nullptr;     ///< the item asked about; null outside a checklist
  const Checklist* checklist = nullptr;  ///< the item's pack; null outside a checklist
  const WaiverGate* gate = nullptr;      ///< null outside a checklist and while it is decided

  /// The value of a parameter, or its default where the pack does not set it.
  std::int64_t integer(std::string_view name, std::int64_t fallback) const;
  bool flag(std::string_view name, bool fallback) const;
  std::vector<std::string> words(std::string_view name, std::vector<std::string> fallback) const;
  /// Empty where the pack does not set it. Valid as long as `values`.
  const std::vector<Topic>& topics(std::string_view name) const;
};

/// A parameter a pack may set; loading a pack refuses others.
struct ParamSpec {
  enum class Kind { integer, flag, words, topics };
  std::string_view name;
  Kind kind = Kind::integer;
  std::string_view meaning;
  std::int64_t least = 0, most = 1'000'000;  ///< of an integer
};

/// Of a span a pack gives in months: a century, with which a date is still one that has a calendar.
inline constexpr std::int64_t kMostMonths = 1200;

/// One yes/no question about an application. A constant aggregate of pure functions: no I/O, no
/// clock, no state, so that stored evidence can be judged again. One probe, one file in probes/.
struct Probe {
  std::string_view id;        ///< kebab-case, the file's name
  std::string_view question;  ///< as one would ask a reviewer
  std::span<const ParamSpec> params;
  /// Pages still worth fetching, given what has been seen. Asked again as pages arrive.
  std::vector<Wish> (*wants)(const Evidence&, const Params&) = nullptr;
  Finding (*evaluate)(const Evidence&, const Params&) = nullptr;
};

/// Every probe there is, in probes/table.cpp.
std::span<const Probe* const> all_probes();
const Probe* find_probe(std::string_view id);

}  // namespace verify

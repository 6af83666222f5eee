#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"

namespace verify {

/// A probe's parameter as the pack gives it.
using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// One item of a checklist, in the words of the pack.
struct Requirement {
  std::string id;       ///< stable: "P3.1"
  std::string printed;  ///< the number in the checklist's text: "3.1"
  std::string title;
  std::string text;
  std::string probe;  ///< id of the probe that answers it
  std::map<std::string, ParamValue> params;
  /// What an applicant should do, by reason code; "" is for any other.
  std::map<std::string, std::string> advice;
};

/// A versioned pack of requirements read from config/checklists/. Immutable after loading.
struct Checklist {
  std::string id;  ///< "aws-ml-consulting-3.0"
  std::string title;
  std::string version;
  std::vector<Requirement> requirements;  ///< in the order of the checklist
  std::string sha256;  ///< of the pack's file, so that a report says what it was judged by

  const Requirement* find(std::string_view requirement_id) const;
};

/// Reads a pack from its file or from a folder that holds checklist.json. Every fault is reported
/// with file, line and JSON pointer.
std::expected<Checklist, std::vector<Error>> load_checklist(const std::filesystem::path& path);

}  // namespace verify

#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "verify/safe_text.h"

namespace verify {

/// A document with two spaces of indentation and a final newline. What cannot be seen is escaped,
/// bytes that are not UTF-8 become U+FFFD.
inline std::string quiet_json(const nlohmann::ordered_json& json) {
  return escape_invisible_json(
             json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) +
         "\n";
}

}  // namespace verify

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/safe_text.h"

namespace verify::cli {

void print_json(const nlohmann::ordered_json& value, int indent) {
  std::cout << escape_invisible_json(
                   value.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace))
            << "\n";
}

double rounded(double value) {
  return static_cast<double>(std::lround(value * 1000)) / 1000;
}

void tell(const std::string& message) {
  // In one piece: several threads may have something to tell.
  std::cerr << "verify: " + safe_text(message) + "\n";
}

int when_written(int exit_code) {
  std::cout.flush();
  return std::cout ? exit_code
                   : refuse("standard output could not be written: what is there is not whole");
}

int refuse(const std::string& message) {
  tell(message);
  return kUsage;
}

int refuse(const std::vector<Error>& errors) {
  for (const Error& error : errors) tell(error.describe());
  return kUsage;
}

}  // namespace verify::cli

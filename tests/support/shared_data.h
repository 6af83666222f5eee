#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

#include "support/places.h"

namespace verify::test {

/// The folder with the shared conformance data, beside the checkout or where $VERIFY_SHARED says.
inline std::filesystem::path shared_folder() {
  if (const char* set = std::getenv("VERIFY_SHARED"); set != nullptr) return set;
  return source_folder().parent_path() / "shared";
}

/// Whether the shared data has this file. Says SKIP when it has not, so that a run shows it.
inline bool shared_has(std::string_view relative) {
  if (std::filesystem::exists(shared_folder() / relative)) return true;
  std::cout << "SKIP: the shared data has no " << relative << "\n";
  return false;
}

}  // namespace verify::test

#include "verify/error.h"

namespace verify {

std::string Error::describe() const {
  std::string out = file;
  if (line > 0) out += (out.empty() ? "line " : ":") + std::to_string(line);
  if (!pointer.empty()) out += (out.empty() ? "" : ": ") + pointer;
  return out.empty() ? message : out + ": " + message;
}

}  // namespace verify

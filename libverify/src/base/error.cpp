#include "verify/error.h"

namespace verify {

std::string Error::describe() const {
  std::string out = file;
  if (line > 0) out += (out.empty() ? "line " : ":") + std::to_string(line);
  if (!pointer.empty()) out += (out.empty() ? "" : ": ") + pointer;
  return out.empty() ? message : out + ": " + message;
}

std::string pointer_token(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace verify

#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace verify {

/// Calls `see(property, value, important)` for each declaration of a style attribute or of a rule's
/// block, property and value in lower case and trimmed.
template <typename See>
void each_declaration(std::string_view block, See see) {
  while (!block.empty()) {
    const std::size_t end = block.find(';');
    const std::string_view declaration = block.substr(0, end);
    const std::size_t colon = declaration.find(':');
    if (colon != std::string_view::npos) {
      std::string value = ascii_lower(trim(declaration.substr(colon + 1)));
      const std::size_t mark = value.find("!important");
      if (mark != std::string::npos) value = trim(std::string_view(value).substr(0, mark));
      see(ascii_lower(trim(declaration.substr(0, colon))), value, mark != std::string::npos);
    }
    if (end == std::string_view::npos) break;
    block.remove_prefix(end + 1);
  }
}

}  // namespace verify

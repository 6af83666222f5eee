#include "page/language.h"

namespace verify {

std::string language_of_text(std::string_view) {
  return {};
}

std::string detect_language(const Dom&, std::string_view text, std::string_view fallback) {
  const std::string voted = language_of_text(text);
  return voted.empty() ? std::string(fallback) : voted;
}

}  // namespace verify

#include "fuzz/input.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace verify::fuzz {

void require(bool holds, std::string_view promise) {
  if (holds) return;
  std::fprintf(stderr, "\nBROKEN PROMISE: %.*s\n", static_cast<int>(promise.size()),
               promise.data());
  std::abort();
}

std::string_view Input::part(char separator) {
  const std::string_view part = rest_.substr(0, rest_.find(separator));
  rest_.remove_prefix(std::min(rest_.size(), part.size() + 1));
  return part;
}

std::uint8_t Input::byte() {
  if (rest_.empty()) return 0;
  const auto first = static_cast<std::uint8_t>(rest_.front());
  rest_.remove_prefix(1);
  return first;
}

Exact::Exact(std::string_view bytes)
    : data_(std::make_unique_for_overwrite<char[]>(bytes.size())), size_(bytes.size()) {
  std::copy(bytes.begin(), bytes.end(), data_.get());
}

}  // namespace verify::fuzz

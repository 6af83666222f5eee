#include "daemon/schedule/words.h"

#include <charconv>

namespace verify::daemon {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::chrono::seconds kLongest = std::chrono::days(3653);

// 0 for what is no unit.
std::int64_t seconds_of(std::string_view unit) {
  if (unit == "s") return 1;
  if (unit == "m") return 60;
  if (unit == "h") return 3600;
  if (unit == "d") return 86'400;
  if (unit == "w") return 604'800;
  return 0;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  for (std::size_t from = text.find_first_not_of(kBlanks); from != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, from), text.size());
    out.push_back({text.substr(from, end - from), from + 1});
    from = text.find_first_not_of(kBlanks, end);
  }
  return out;
}

Error error_at(std::size_t at, const std::string& message) {
  return {.code = Error::Code::syntax,
          .message = "character " + std::to_string(at) + ": " + message};
}

Result<Duration> parse_span(const Word& word) {
  const std::string shown = '"' + std::string(word.text) + '"';
  std::int64_t number = 0;
  const char* const end = word.text.data() + word.text.size();
  const auto [rest, fault] = std::from_chars(word.text.data(), end, number);
  const std::int64_t unit = seconds_of({rest, end});
  if (fault == std::errc::invalid_argument || unit == 0)
    return std::unexpected(
        error_at(word.at, shown + " is not a number with one of s, m, h, d and w, such as 30d"));
  if (fault == std::errc{} && number < 1)
    return std::unexpected(error_at(word.at, shown + " is not above zero"));
  if (fault != std::errc{} || number > kLongest.count() / unit)
    return std::unexpected(error_at(word.at, shown + " is longer than ten years"));
  return std::chrono::seconds(number * unit);
}

}  // namespace verify::daemon

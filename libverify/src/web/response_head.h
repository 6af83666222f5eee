#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// The value of a header (case-insensitive name, last one wins), trimmed; empty if absent.
std::string_view header_value(std::string_view head, std::string_view name);
/// All values of it, in order.
std::vector<std::string_view> header_values(std::string_view head, std::string_view name);

/// Collects the header lines of an answer as libcurl hands them over: interim answers (1xx) are
/// dropped, trailers too, everything is counted, so that no number of them is endless.
class ResponseHead {
 public:
  explicit ResponseHead(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// One line with its end; false when there has been too much.
  bool add(std::string_view line);
  /// The final answer's header has ended.
  bool complete() const { return complete_; }
  int status() const { return status_; }
  bool any() const { return lines_ > 0; }
  std::string_view text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  void append(std::string_view line);

  std::size_t max_bytes_;
  std::size_t bytes_ = 0;
  std::size_t lines_ = 0;
  int status_ = 0;
  bool complete_ = false;
  std::string text_;
};

}  // namespace verify

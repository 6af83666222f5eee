#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace verify::daemon {

/// One line for each thing that happened, to standard error: as text for people or as JSON. What is
/// scraped or submitted is made safe: no line breaks, control characters or bidi overrides.
/// Thread-safe.
class Log {
 public:
  using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;
  /// `format` "text" or "json"; `level` "debug", "info", "warning" or "error".
  Log(const std::string& format, const std::string& level);
  ~Log();

  void debug(std::string_view what, Fields fields = {}) const;
  void info(std::string_view what, Fields fields = {}) const;
  void warning(std::string_view what, Fields fields = {}) const;
  void error(std::string_view what, Fields fields = {}) const;
  /// For what is logged from now on.
  void change(const std::string& format, const std::string& level);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A line as it is written, without its end: for tests.
std::string log_line(bool json, std::string_view time, std::string_view level,
                     std::string_view what, Log::Fields fields);

}  // namespace verify::daemon

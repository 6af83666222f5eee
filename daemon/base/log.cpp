#include "daemon/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <nlohmann/json.hpp>

#include "verify/safe_text.h"
#include "verify/time.h"

namespace verify::daemon {
namespace {

spdlog::level::level_enum level_of(const std::string& word) {
  if (word == "debug") return spdlog::level::debug;
  if (word == "warning") return spdlog::level::warn;
  if (word == "error") return spdlog::level::err;
  return spdlog::level::info;
}

}  // namespace

std::string log_line(bool json, std::string_view time, std::string_view level,
                     std::string_view what, Log::Fields fields) {
  if (json) {
    nlohmann::ordered_json line = {{"time", time}, {"level", level}, {"event", what}};
    for (const auto& [name, value] : fields) line[std::string(name)] = safe_text(value);
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  std::string line = std::string(time) + " " + std::string(level) + " " + std::string(what);
  for (const auto& [name, value] : fields)
    line += " " + std::string(name) + "=" +
            nlohmann::json(safe_text(value))
                .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return line;
}

struct Log::Impl {
  std::shared_ptr<spdlog::logger> logger = std::make_shared<spdlog::logger>(
      "verifyd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  std::atomic<bool> json = false;

  void write(spdlog::level::level_enum level, std::string_view word, std::string_view what,
             Fields fields) const {
    if (logger->should_log(level))
      logger->log(level, spdlog::string_view_t(
                             log_line(json, to_string(system_clock().now()), word, what, fields)));
  }
};

Log::Log(const std::string& format, const std::string& level) : impl_(std::make_unique<Impl>()) {
  impl_->logger->set_pattern("%v");
  impl_->logger->flush_on(spdlog::level::debug);
  change(format, level);
}

Log::~Log() = default;

void Log::change(const std::string& format, const std::string& level) {
  impl_->json = format == "json";
  impl_->logger->set_level(level_of(level));
}

void Log::debug(std::string_view what, Fields fields) const {
  impl_->write(spdlog::level::debug, "debug", what, fields);
}
void Log::info(std::string_view what, Fields fields) const {
  impl_->write(spdlog::level::info, "info", what, fields);
}
void Log::warning(std::string_view what, Fields fields) const {
  impl_->write(spdlog::level::warn, "warning", what, fields);
}
void Log::error(std::string_view what, Fields fields) const {
  impl_->write(spdlog::level::err, "error", what, fields);
}

}  // namespace verify::daemon

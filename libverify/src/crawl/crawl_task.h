#pragma once

#include <optional>
#include <string>

#include "verify/fetch.h"
#include "verify/file_reader.h"

namespace verify {

/// What a Crawler runs many of: a state machine that says which request it would start next and
/// takes the answers. Knows no network and no waiting.
class CrawlTask {
 public:
  virtual ~CrawlTask() = default;

  /// A request to start now; else nothing, and `retry_in` says when to ask again (Duration::max():
  /// when an answer has arrived).
  virtual std::optional<FetchRequest> next(Duration now, Duration& retry_in) = 0;
  virtual void on_exchange(const Exchange& exchange, Duration now) = 0;

  /// A file that arrived and is to be read, each once; nothing when there is none.
  virtual std::optional<FileJob> next_file() { return std::nullopt; }
  virtual void on_file(const FileAnswer&) {}

  /// Stops, and waits for nothing: answers that still come must not be handed in.
  virtual void abandon(std::string reason) = 0;
  virtual bool finished() const = 0;
  /// Whether somebody asked for its end (the job's `stop`).
  virtual bool is_unwanted() const = 0;
  /// Tells who gave the job. Requires finished(); once.
  virtual void finish(Duration now) = 0;
};

}  // namespace verify

#pragma once

#include <signal.h>

#include <atomic>
#include <filesystem>

namespace verify::cli {

/// While one lives, SIGINT, SIGTERM and SIGHUP (a terminal that was closed, unless the program was
/// told to outlive it) ask the crawls to end with what they have so far. A second one kills as
/// usual. One at a time.
class StopOnSignal {
 public:
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
  /// True from the first signal on; for Crawler::run.
  const std::atomic<bool>& requested() const;

 private:
  struct sigaction old_int_{};
  struct sigaction old_term_{};
  struct sigaction old_hup_{};
};

/// Evidence nobody asked to keep still goes to a file, so that a large site does not fill the
/// memory. The folder goes with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  /// A file in it; empty where there is no such folder, which means memory.
  std::filesystem::path file(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

}  // namespace verify::cli

#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <regex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/program.h"

namespace verify::test {

/// A verifyd as a process of its own, with a configuration and a folder of the test's. It is killed
/// when it is still there at the end.
class RunningDaemon {
 public:
  /// `program` is the daemon; its log goes to a file beside the configuration.
  RunningDaemon(std::string program, std::filesystem::path config)
      : program_(std::move(program)), config_(std::move(config)), log_(config_.string() + ".log") {}
  ~RunningDaemon() {
    if (pid_ > 0) end(SIGKILL);
  }
  RunningDaemon(const RunningDaemon&) = delete;
  RunningDaemon& operator=(const RunningDaemon&) = delete;

  /// Starts it and waits until its port is open; throws with its log when it does not come up.
  void start() {
    std::filesystem::remove(log_);
    pid_ = fork();
    if (pid_ == 0) {
      if (freopen(log_.c_str(), "w", stderr) == nullptr) _exit(126);
      execl(program_.c_str(), program_.c_str(), "--config", config_.c_str(), nullptr);
      _exit(127);
    }
    const std::regex ready(R"re(ready port="(\d+)")re");
    std::smatch found;
    const bool up = wait_for([&] {
      const std::string text = log();
      if (!std::regex_search(text, found, ready)) return false;
      port_ = found[1];
      return true;
    });
    if (!up) throw std::runtime_error("verifyd did not come up: " + log());
  }

  /// Sends a signal and waits for the end; the exit code, or -1 where a signal ended it.
  int end(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void tell(int signal) const { kill(pid_, signal); }

  std::string url() const { return "http://127.0.0.1:" + port_; }
  std::string log() const { return std::filesystem::exists(log_) ? read_whole_file(log_) : ""; }

  /// Another command of the program, with the same configuration.
  Ran command(const std::vector<std::string>& words) const {
    const TempFolder temp;
    const auto out = temp.path() / "out", err = temp.path() / "err";
    const std::string line = program_ + quoted_words(words) + " --config " + config_.string() +
                             " >" + out.string() + " 2>" + err.string();
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_whole_file(out),
            read_whole_file(err)};
  }

  /// Whether it becomes true within a minute.
  template <class Condition>
  static bool wait_for(Condition condition) {
    for (int i = 0; i < 1200; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

 private:
  std::string program_;
  std::filesystem::path config_, log_;
  pid_t pid_ = 0;
  std::string port_;
};

}  // namespace verify::test

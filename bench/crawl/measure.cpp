// Runs a program and prints what it used, as one line of JSON: RESULT-FILE PROGRAM [ARGUMENT…].
// A small process of its own, because a child's peak begins with its parent's.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 3;
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    std::perror(argv[2]);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return 4;
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  std::ofstream(argv[1]) << "{\"exit\": " << (WIFEXITED(status) ? WEXITSTATUS(status) : -1)
                         << ", \"seconds\": " << elapsed.count()
                         << ", \"user\": " << seconds(usage.ru_utime)
                         << ", \"system\": " << seconds(usage.ru_stime)
                         << ", \"peak_mb\": " << static_cast<double>(usage.ru_maxrss) / 1024.0
                         << "}\n";
  return 0;
}

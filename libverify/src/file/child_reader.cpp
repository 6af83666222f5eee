// One child process a file. The bytes wait for it in memory that it may only read, its answer comes
// through a pipe, and nobody ever waits for it longer than its time.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <list>
#include <utility>

#include "file/child_answer.h"
#include "verify/descriptor.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

using SteadyClock = std::chrono::steady_clock;

// The bytes as something to read from: never on a disk, and gone with its last descriptor.
Descriptor in_memory(std::string_view bytes) {
  Descriptor file(memfd_create("file", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  while (file.good() && !bytes.empty()) {
    const ssize_t written = write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return Descriptor();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (!file.good() || lseek(file.number(), 0, SEEK_SET) != 0 ||
      fcntl(file.number(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) !=
          0)
    return Descriptor();
  return file;
}

// What the child begins with: three descriptors, no environment, a folder that is nobody's own, and
// the signals as they are by default.
class SpawnPlan {
 public:
  SpawnPlan(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(&actions_, "/");
    posix_spawnattr_init(&attributes_);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // An error number; 0: `child` runs.
  int run(std::string program, FileKind kind, pid_t& child) const {
    std::string what(to_string(kind));
    char* const words[] = {program.data(), what.data(), nullptr};
    char* const environment[] = {nullptr};
    return posix_spawn(&child, program.c_str(), &actions_, &attributes_, words, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

class ChildFileReader final : public FileReader {
 public:
  explicit ChildFileReader(const FileReaderOptions& options) : options_(options) {}
  ~ChildFileReader() override {
    for (Child& child : children_) end(child);
  }
  ChildFileReader(const ChildFileReader&) = delete;
  ChildFileReader& operator=(const ChildFileReader&) = delete;

  std::size_t capacity() const override {
    const std::size_t busy = children_.size() + done_.size();
    return options_.max_running > busy ? options_.max_running - busy : 0;
  }

  void start(FileJob job) override {
    Child child{.id = job.id, .kind = job.kind};
    if (const int error = spawn(job, child); error != 0) {
      done_.push_back(
          {job.id,
           {.kind = job.kind,
            .state = FileState::unavailable,
            .detail = std::string("the reader could not be started: ") + std::strerror(error)}});
      return;
    }
    child.deadline = SteadyClock::now() + options_.max_time;
    children_.push_back(std::move(child));
  }

  std::vector<FileAnswer> wait(Duration at_most) override {
    const auto until = SteadyClock::now() + at_most;
    do {
      listen(until);
      collect();
    } while (done_.empty() && !children_.empty() && SteadyClock::now() < until);
    return std::exchange(done_, {});
  }

 private:
  struct Child {
    std::uint64_t id = 0;
    FileKind kind = FileKind::pdf;
    pid_t process = -1;
    Descriptor output{};
    SteadyClock::time_point deadline{};
    std::string said{};
    bool silent = false;  // it has closed its end
  };

  int spawn(const FileJob& job, Child& child) const {
    const Descriptor input = in_memory(job.bytes);
    int ends[2];
    if (!input.good() || pipe2(ends, O_CLOEXEC) != 0) return errno != 0 ? errno : ENOMEM;
    child.output = Descriptor(ends[0]);
    const Descriptor theirs(ends[1]);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);  // fewer waits; an ordinary pipe does as well
    return SpawnPlan(input.number(), theirs.number())
        .run(options_.program.string(), job.kind, child.process);
  }

  // Sleeps until a child says something, the first deadline or `until`.
  void listen(SteadyClock::time_point until) {
    std::vector<pollfd> ears;
    for (const Child& child : children_) {
      ears.push_back({child.output.number(), POLLIN, 0});
      until = std::min(until, child.deadline);
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now()).count();
    if (!ears.empty())
      poll(ears.data(), ears.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
  }

  void collect() {
    for (auto it = children_.begin(); it != children_.end();) {
      hear(*it);
      const bool late = !it->silent && SteadyClock::now() >= it->deadline;
      const bool too_much = it->said.size() > options_.max_text_bytes;
      if (!it->silent && !late && !too_much) {
        ++it;
        continue;
      }
      ChildEnd ended = end(*it);
      if (too_much) ended.kind = ChildEnd::Kind::talked_too_much;
      if (late) ended.kind = ChildEnd::Kind::out_of_time;
      it->said.resize(std::min(it->said.size(), options_.max_text_bytes));
      done_.push_back({it->id, read_child_answer(it->said, ended)});
      done_.back().text.kind = it->kind;
      it = children_.erase(it);
    }
  }

  // Takes what is there, and a little more than is wanted at most.
  void hear(Child& child) const {
    char buffer[64 << 10];
    while (child.said.size() <= options_.max_text_bytes) {
      const ssize_t got = read(child.output.number(), buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) {
        child.silent = true;
        return;
      }
      child.said.append(buffer, static_cast<std::size_t>(got));
    }
  }

  // A child that has closed its output and lives on is of no use either. One that has just said its
  // last word is given the moment it needs to be gone by itself, so that its end is its own.
  static ChildEnd end(Child& child) {
    int status = 0;
    pid_t gone = 0;
    for (int tries = 0; child.silent && gone == 0 && tries < 100; ++tries) {
      gone = waitpid(child.process, &status, WNOHANG);
      if (gone == 0) usleep(1000);
    }
    if (gone == 0) {
      kill(child.process, SIGKILL);
      while ((gone = waitpid(child.process, &status, 0)) < 0 && errno == EINTR) {
      }
    }
    if (gone == child.process && WIFSIGNALED(status))
      return {ChildEnd::Kind::signalled, WTERMSIG(status)};
    return {ChildEnd::Kind::exited, gone == child.process ? WEXITSTATUS(status) : 0};
  }

  const FileReaderOptions options_;
  std::list<Child> children_;
  std::vector<FileAnswer> done_;
};

}  // namespace

std::unique_ptr<FileReader> make_child_file_reader(const FileReaderOptions& options) {
  return std::make_unique<ChildFileReader>(options);
}

FileText read_file_now(FileReader& reader, FileKind kind, std::string bytes) {
  if (kind == FileKind::table) return read_table(std::move(bytes));
  reader.start({.kind = kind, .bytes = std::move(bytes)});
  for (;;)
    for (FileAnswer& answer : reader.wait(std::chrono::seconds(1))) return std::move(answer.text);
}

}  // namespace verify

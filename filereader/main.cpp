// verify-read-file KIND <FILE >ANSWER: opens one file of a stranger and says what it reads, as
// JSON, an object a line (libverify/src/file/child_answer.h). It is a program of its own so that
// what such a file does to the library that opens it is done to a process with nothing in it.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string_view>
#include <utility>

#include "answer.h"
#include "limits.h"

namespace verify::filereader {
namespace {

constexpr int kFine = 0, kUsage = 2, kOutOfMemory = 3, kNobodyListens = 4;

std::string whole_input() {
  std::string bytes;
  char buffer[64 << 10];
  for (ssize_t got = 0; (got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0;)
    bytes.append(buffer, static_cast<std::size_t>(got));
  return bytes;
}

}  // namespace

void say(const nlohmann::ordered_json& object) {
  const std::string line =
      object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  for (std::string_view rest = line; !rest.empty();) {
    const ssize_t written = write(STDOUT_FILENO, rest.data(), rest.size());
    if (written <= 0) _exit(kNobodyListens);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
}

int run(int argc, char** argv) {
  constexpr std::array<std::pair<std::string_view, void (*)(const std::string&)>, 4> kReaders{
      {{"pdf", &read_pdf},
       {"slides", &read_slides},
       {"notebook", &read_notebook},
       {"workbook", &read_workbook}}};
  const auto* const reader = std::ranges::find_if(
      kReaders, [&](const auto& each) { return argc == 2 && each.first == argv[1]; });
  if (reader == kReaders.end() || !limit_process()) return kUsage;
  try {
    reader->second(whole_input());
  } catch (const std::bad_alloc&) {
    return kOutOfMemory;
  }
  return kFine;
}

}  // namespace verify::filereader

int main(int argc, char** argv) {
  // Nothing is tidied up: a process with such a file in it had better be gone.
  _exit(verify::filereader::run(argc, argv));
}

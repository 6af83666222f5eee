// Gives every file of a folder to one target, without a fuzzer: replay TARGET FOLDER|FILE…
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "fuzz/targets.h"
#include "support/whole_file.h"

namespace {

namespace fs = std::filesystem;

struct Target {
  std::string_view name;
  void (*run)(std::string_view);
};

constexpr Target kTargets[] = {
#define X(name) {#name, &verify::fuzz::name},
    VERIFY_FUZZ_TARGETS(X)
#undef X
};

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file()) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const auto* const target =
      argc < 3 ? std::end(kTargets) : std::ranges::find(kTargets, argv[1], &Target::name);
  if (target == std::end(kTargets)) {
    std::fprintf(stderr, "usage: fuzz_replay TARGET FOLDER|FILE...\n");
    return 3;
  }
  std::size_t count = 0;
  for (int i = 2; i < argc; ++i)
    for (const fs::path& file : files_of(argv[i])) {
      // Told first: where the target aborts, the last line names the input.
      std::fprintf(stderr, "%s\n", file.c_str());
      target->run(verify::test::read_whole_file(file));
      ++count;
    }
  std::printf("%s: %zu inputs\n", argv[1], count);
  return count == 0 ? 1 : 0;
}

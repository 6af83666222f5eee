#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::test {

/// What a run of the program left.
struct Ran {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Words are quoted for the shell; none of the tests' own has a quote in it.
inline std::string quoted_words(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) line += " '" + word + "'";
  return line;
}

/// Runs the program to its end. `pid_file`, where given, gets its process id as soon as it runs.
inline Ran verify_program(const std::vector<std::string>& words, const std::string& pid_file = {}) {
  const TempFolder temp;
  const std::filesystem::path out = temp.path() / "out", err = temp.path() / "err";
  std::string line =
      program_path() + quoted_words(words) + " >" + out.string() + " 2>" + err.string();
  if (!pid_file.empty())
    line += " & echo $! >" + pid_file + ".part; mv " + pid_file + ".part " + pid_file + "; wait $!";
  const int status = std::system(line.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_whole_file(out), read_whole_file(err)};
}

}  // namespace verify::test

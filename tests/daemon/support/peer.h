#pragma once

#include <cstdlib>
#include <string>

#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::test {

/// What tests/daemon/notify/notify_peer.py says to these words.
inline std::string ask_peer(const std::string& words) {
  const std::string script = (source_folder() / "tests/daemon/notify/notify_peer.py").string();
  const TempFolder temp;
  const std::string out = (temp.path() / "out").string();
  const int status = std::system(("python3 " + script + " " + words + " >" + out).c_str());
  std::string text = status == 0 ? read_whole_file(out) : "python3 failed";
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace verify::test

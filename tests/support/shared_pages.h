#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/shared_data.h"

namespace verify::test {

/// The real pages of the shared data, unpacked once into a folder that goes when the program ends.
class SharedPages {
 public:
  static const std::vector<std::filesystem::path>& files() {
    static const SharedPages pages;
    return pages.files_;
  }

  static std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  SharedPages() {
    namespace fs = std::filesystem;
    if (!shared_has("data")) return;
    std::string pattern = (fs::temp_directory_path() / "verify-pages-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) return;
    folder_ = pattern;
    for (const auto& entry : fs::recursive_directory_iterator(shared_folder() / "data")) {
      if (entry.path().string().find(".tar.") == std::string::npos) continue;
      const fs::path into = folder_ / entry.path().filename();
      fs::create_directory(into);
      const std::string command =
          "tar -xf '" + entry.path().string() + "' -C '" + into.string() + "'";
      if (std::system(command.c_str()) != 0)
        std::cout << "SKIP: cannot unpack " << entry.path() << "\n";
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      if (entry.path().extension() == ".html") files_.push_back(entry.path());
    std::sort(files_.begin(), files_.end());
  }

  ~SharedPages() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }

  std::filesystem::path folder_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace verify::test

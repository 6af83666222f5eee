#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "daemon/api/http.h"
#include "verify/error.h"

namespace verify::daemon {

/// The dashboard's files, read once: what is served cannot be another file, whatever is asked for.
class Assets {
 public:
  Assets() = default;
  /// Every file of a folder and its folders. An empty path: there are none.
  static Result<Assets> load(const std::filesystem::path& folder);

  /// "index.html", "views/queue.js"; 404 where there is none. Whoever has it already gets 304.
  HttpResponse answer(const std::string& path, const HttpRequest& request) const;

 private:
  struct File {
    std::string bytes, type, tag;
  };
  std::map<std::string, File> files_;
};

}  // namespace verify::daemon

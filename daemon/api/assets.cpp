#include "daemon/api/assets.h"

#include "daemon/api/etag.h"
#include "daemon/api/problem.h"
#include "verify/file_bytes.h"

namespace verify::daemon {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 64u << 20;  // of one file

std::string type_of(const fs::path& file) {
  static const std::map<std::string, std::string> kTypes = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/vnd.microsoft.icon"},
      {".json", "application/json"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
  };
  const auto found = kTypes.find(file.extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Result<Assets> Assets::load(const fs::path& folder) {
  Assets out;
  if (folder.empty()) return out;
  std::error_code ec;
  for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
    if (!at->is_regular_file()) continue;
    auto bytes = read_file_bytes(at->path(), kMostBytes);
    if (!bytes) return std::unexpected(bytes.error());
    File file{.bytes = std::move(*bytes), .type = type_of(at->path())};
    file.tag = etag_of(file.bytes);
    out.files_.emplace(at->path().lexically_relative(folder).generic_string(), std::move(file));
  }
  if (ec)
    return std::unexpected(Error{.code = Error::Code::unreadable,
                                 .message = "the folder cannot be read: " + ec.message(),
                                 .file = folder.string()});
  return out;
}

HttpResponse Assets::answer(const std::string& path, const HttpRequest& request) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return problem_response(not_found("there is no such file"));
  HttpResponse response{.body = found->second.bytes};
  response.fields = {{"Content-Type", found->second.type},
                     {"ETag", found->second.tag},
                     {"Cache-Control", "no-cache"}};
  not_modified(request, response);
  return response;
}

}  // namespace verify::daemon

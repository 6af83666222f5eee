#include "daemon/api/etag.h"

#include "daemon/base/digest.h"

namespace verify::daemon {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Compared weakly, as the RFC asks for If-None-Match. Our tags hold no comma.
bool names(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view one = trimmed(list.substr(0, comma));
    if (one == "*") return true;
    if (one.substr(0, 2) == "W/") one.remove_prefix(2);
    if (one == tag) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return false;
}

}  // namespace

std::string etag_of(std::string_view bytes) {
  return '"' + sha256_hex(bytes).substr(0, 32) + '"';
}

void not_modified(const HttpRequest& request, HttpResponse& response) {
  const std::string_view tag = response.field("ETag");
  if (response.status != 200 || tag.empty() ||
      (request.method != "GET" && request.method != "HEAD"))
    return;
  std::string list;
  for (const auto& [name, value] : request.fields)
    if (equal_ignoring_case(name, "If-None-Match")) list += (list.empty() ? "" : ",") + value;
  if (!names(list, tag)) return;
  response.status = 304;
  response.body.clear();
  response.file.clear();
}

}  // namespace verify::daemon

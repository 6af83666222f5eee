#include "evidence/file_uri.h"

namespace verify {
namespace {

constexpr std::string_view kPrefix = "urn:verify:file:";
constexpr std::string_view kHex = "0123456789ABCDEF";

// RFC 3986 section 2.3, and the slash so that a path can be read.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

}  // namespace

std::string file_uri(std::string_view path) {
  std::string uri(kPrefix);
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_plain(c))
      uri += c;
    else
      (uri += '%').append({kHex[byte >> 4], kHex[byte & 15]});
  }
  return uri;
}

std::optional<std::string> path_of_file_uri(std::string_view uri) {
  if (!uri.starts_with(kPrefix)) return std::nullopt;
  uri.remove_prefix(kPrefix.size());
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    if (uri[i] != '%') {
      path += uri[i];
      continue;
    }
    const auto high = i + 2 < uri.size() ? kHex.find(uri[i + 1]) : std::string_view::npos;
    const auto low = i + 2 < uri.size() ? kHex.find(uri[i + 2]) : std::string_view::npos;
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    path += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return path;
}

}  // namespace verify

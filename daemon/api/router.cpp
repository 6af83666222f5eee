#include "daemon/api/router.h"

#include <algorithm>

namespace verify::daemon {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    out.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

bool is_name(std::string_view part) {
  return part.size() > 2 && part.front() == '{';
}

/// The template's names filled with the path's segments; nothing where it is another path.
std::optional<std::map<std::string, std::string, std::less<>>> fill(
    std::string_view path, const std::vector<std::string>& segments) {
  const std::vector<std::string_view> parts = split(path.substr(1), '/');
  std::map<std::string, std::string, std::less<>> out;
  if (parts.empty())
    return segments.size() == 1 && segments[0].empty() ? std::optional(out) : std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= segments.size()) return std::nullopt;
    if (parts[i] == "{path}") {
      std::string rest = segments[i];
      for (std::size_t j = i + 1; j < segments.size(); ++j) rest += "/" + segments[j];
      out.emplace("path", rest);
      return out;
    }
    if (is_name(parts[i])) {
      if (segments[i].empty()) return std::nullopt;
      out.emplace(parts[i].substr(1, parts[i].size() - 2), segments[i]);
    } else if (parts[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return parts.size() == segments.size() ? std::optional(out) : std::nullopt;
}

std::string comma_list(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

}  // namespace

Match match(std::string_view method, const std::vector<std::string>& segments) {
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  Match out;
  std::vector<std::string_view> allowed;
  for (const Route& route : all_routes()) {
    auto filled = fill(route.path, segments);
    if (!filled) continue;
    allowed.push_back(route.method);
    if (route.method == "GET") allowed.push_back("HEAD");
    if (route.method != wanted || out.route != nullptr) continue;
    out.route = &route;
    out.path = std::move(*filled);
  }
  if (!allowed.empty()) allowed.push_back("OPTIONS");
  out.allow = comma_list(allowed);
  return out;
}

void check_query(const Route& route, const Target& target) {
  const auto known = split(route.query, ' ');
  std::vector<std::string> seen;
  for (const auto& [key, value] : target.query) {
    if (std::find(known.begin(), known.end(), key + "*") != known.end()) continue;
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw bad_parameter(key, "no such parameter here");
    if (std::find(seen.begin(), seen.end(), key) != seen.end())
      throw bad_parameter(key, "it may be given once");
    if (value.empty()) throw bad_parameter(key, "it has no value");
    seen.push_back(key);
  }
}

}  // namespace verify::daemon

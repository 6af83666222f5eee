#include "daemon/api/target.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace verify::daemon {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_utf8(const std::string& text) {
  try {
    nlohmann::json(text).dump();  // strict by default
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

bool is_plain(const std::string& text) {
  return std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 32 || c == 127; }) &&
         is_utf8(text);
}

std::optional<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_value(text[i + 1]), low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_plain(out)) return std::nullopt;
  return out;
}

/// Calls `take` with each part between separators; false as soon as it says so.
template <class Take>
bool split(std::string_view text, char separator, Take take) {
  for (;;) {
    const std::size_t end = text.find(separator);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

/// Without scheme and authority, where it has them.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    const std::size_t path = target.find('/', scheme.size());
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  target = origin_form(target);
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos)
    return std::nullopt;
  const std::size_t mark = target.find('?');
  Target out;
  const bool path = split(target.substr(1, mark == std::string_view::npos ? mark : mark - 1), '/',
                          [&](std::string_view segment) {
                            auto decoded = decode(segment, false);
                            if (decoded) out.segments.push_back(std::move(*decoded));
                            return decoded.has_value();
                          });
  if (!path) return std::nullopt;
  if (mark == std::string_view::npos) return out;
  const bool query = split(target.substr(mark + 1), '&', [&](std::string_view pair) {
    if (pair.empty()) return true;
    const std::size_t equals = pair.find('=');
    auto key = decode(pair.substr(0, equals), true);
    auto value = decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true);
    if (key && value) out.query.emplace_back(std::move(*key), std::move(*value));
    return key && value;
  });
  if (!query) return std::nullopt;
  return out;
}

}  // namespace verify::daemon

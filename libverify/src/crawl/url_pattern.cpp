#include "crawl/url_pattern.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::size_t kLongIdentifier = 16;
constexpr int kMaxRepeats = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Session ids, hashes and UUIDs: long, with digits among the letters.
bool is_identifier(std::string_view segment) {
  if (segment.size() < kLongIdentifier) return false;
  const auto digits = std::count_if(segment.begin(), segment.end(), is_digit);
  const bool word_like = std::all_of(segment.begin(), segment.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '=';
  });
  return word_like && digits * 4 >= static_cast<std::ptrdiff_t>(segment.size());
}

std::string shape_of(std::string_view segment) {
  if (is_identifier(segment)) return "*";
  std::string out;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (!is_digit(segment[i])) {
      out += segment[i];
    } else if (i == 0 || !is_digit(segment[i - 1])) {
      out += 'N';
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string query_shape(std::string_view search) {
  if (search.size() < 2) return {};
  std::vector<std::string> keys;
  for (const std::string_view pair : split(search.substr(1), '&'))
    keys.push_back(shape_of(pair.substr(0, pair.find('='))));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::string out;
  for (const std::string& key : keys) out += (out.empty() ? "?" : "&") + key;
  return out;
}

}  // namespace

std::string url_pattern(const Url& url) {
  std::string shape;
  std::vector<std::string_view> segments = split(url.pathname().substr(1), '/');
  for (const std::string_view segment : segments) {
    // A relative link that grows by itself: /a/b/a/b/a/b. All of that kind are one shape.
    if (std::count(segments.begin(), segments.end(), segment) >= kMaxRepeats)
      return url.origin() + "/…/" + std::string(segment) + "/…";
    shape += "/" + shape_of(segment);
  }
  const std::string query = query_shape(url.search());
  if (query.empty() && shape.find('N') == std::string::npos && shape.find('*') == std::string::npos)
    return {};
  return url.origin() + shape + query;
}

bool is_asset(const Url& url) {
  using namespace std::string_view_literals;
  static constexpr std::array kEndings = {
      "7z"sv,    "avi"sv, "avif"sv, "bmp"sv, "bz2"sv, "css"sv, "csv"sv,  "dmg"sv,  "doc"sv,
      "docx"sv,  "eot"sv, "exe"sv,  "gif"sv, "gz"sv,  "ico"sv, "ics"sv,  "iso"sv,  "jpeg"sv,
      "jpg"sv,   "js"sv,  "json"sv, "m4a"sv, "m4v"sv, "mjs"sv, "mov"sv,  "mp3"sv,  "mp4"sv,
      "mpeg"sv,  "msi"sv, "ogg"sv,  "otf"sv, "pdf"sv, "png"sv, "ppt"sv,  "pptx"sv, "rar"sv,
      "rss"sv,   "svg"sv, "tar"sv,  "tgz"sv, "ttf"sv, "wav"sv, "webm"sv, "webp"sv, "woff"sv,
      "woff2"sv, "xls"sv, "xlsx"sv, "xml"sv, "zip"sv};
  static_assert(std::is_sorted(kEndings.begin(), kEndings.end()));
  const std::string_view path = url.pathname();
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return false;
  return std::binary_search(kEndings.begin(), kEndings.end(), ascii_lower(path.substr(dot + 1)));
}

}  // namespace verify

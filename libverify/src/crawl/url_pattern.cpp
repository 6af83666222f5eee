#include "crawl/url_pattern.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::size_t kIdentifier = 8;
constexpr std::size_t kLongIdentifier = 16;
constexpr int kMinSwitches = 3;
constexpr int kMaxRepeats = 3;
constexpr std::size_t kMaxFolders = 64;  // no real site comes near

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Session ids, hashes, keys: letters and digits mixed as no word or date mixes them. `run` is
// letters and digits only.
bool is_identifier(std::string_view run) {
  if (run.size() < kIdentifier) return false;
  const auto digits = std::ranges::count_if(run, is_digit);
  if (digits == 0 || digits == std::ssize(run)) return false;
  if (std::ranges::all_of(run, is_hex)) return true;
  if (run.size() >= kLongIdentifier && digits * 4 >= std::ssize(run)) return true;
  int switches = 0;
  for (std::size_t i = 1; i < run.size(); ++i) switches += is_digit(run[i]) != is_digit(run[i - 1]);
  return switches >= kMinSwitches;
}

void append_run(std::string_view run, std::string& out) {
  if (is_identifier(run)) {
    out += '*';
    return;
  }
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (!is_digit(run[i])) {
      out += run[i];
    } else if (i == 0 || !is_digit(run[i - 1])) {
      out += 'N';
    }
  }
}

// The shapes of its runs of letters and digits and what stands between them; a shape that comes
// again at once counts once: "f1-f2-f9" is "fN".
std::string shape_of(std::string_view segment) {
  std::string out;
  std::string last;
  std::string between;
  while (!segment.empty()) {
    const bool part = is_digit(segment[0]) || is_letter(segment[0]);
    const auto end = std::ranges::find_if(
        segment, [&](char c) { return (is_digit(c) || is_letter(c)) != part; });
    const auto size = static_cast<std::size_t>(end - segment.begin());
    const std::string_view run = segment.substr(0, size);
    segment.remove_prefix(size);
    if (!part) {
      between = run;
      continue;
    }
    std::string shape;
    append_run(run, shape);
    const std::string before = std::exchange(between, {});
    if (shape == last && !before.empty()) continue;
    out += before + shape;
    last = std::move(shape);
  }
  return out + between;
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

std::vector<std::string> query_keys(std::string_view search) {
  std::vector<std::string> keys;
  if (search.size() < 2) return keys;
  for (const std::string_view pair : split(search.substr(1), '&'))
    keys.push_back(shape_of(pair.substr(0, pair.find('='))));
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// "page;jsessionid=17" is "page;jsessionid" (RFC 3986 section 3.3).
std::string segment_shape(std::string_view segment) {
  std::string out;
  for (const std::string_view part : split(segment, ';'))
    out += (out.empty() ? "" : ";") + shape_of(part.substr(0, part.find('=')));
  return out;
}

int hex_digit(char c) {
  return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out += static_cast<char>(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

UrlPattern url_pattern(const Url& url) {
  std::string shape;
  std::vector<std::string_view> segments = split(url.pathname().substr(1), '/');
  const bool too_many = segments.size() > kMaxFolders;
  if (too_many) segments.resize(kMaxFolders);
  bool plain = true;
  for (const std::string_view segment : segments) {
    // A relative link that grows by itself: /a/b/a/b/a/b. All of that kind are one shape.
    if (!segment.empty() && std::ranges::count(segments, segment) >= kMaxRepeats)
      return {url.origin() + "/…/ (a folder in itself)", 0};
    const std::string part = segment_shape(segment);
    plain = plain && part == segment;
    shape += "/" + part;
  }
  if (too_many)
    return {url.origin() + "/…/ (more than " + std::to_string(kMaxFolders) + " folders)", 0};
  const std::vector<std::string> keys = query_keys(url.search());
  if (plain && keys.empty()) return {};
  for (std::size_t i = 0; i < keys.size(); ++i) shape += (i == 0 ? "?" : "&") + keys[i];
  return {url.origin() + shape, static_cast<int>(keys.size())};
}

std::string spelling_key(const Url& url) {
  std::string key(url.origin());
  const std::string path = ascii_lower(percent_decoded(url.pathname().substr(1)));
  for (const std::string_view segment : split(path, '/'))
    if (!segment.empty()) key += "/" + std::string(segment.substr(0, segment.find(';')));
  std::vector<std::string_view> query = split(url.search(), '&');
  if (!query.empty()) query.front().remove_prefix(1);  // the '?'
  std::ranges::sort(query);
  for (const std::string_view pair : query) key += "&" + std::string(pair);
  return key;
}

std::string host_pattern(std::string_view hostname) {
  std::string out;
  for (const std::string_view label : split(hostname, '.'))
    out += (out.empty() ? "" : ".") + shape_of(label);
  return out;
}

// Endings that pages have as well ("/tech/node.js", a feed that is shown as a page) are asked for.
bool is_asset(const Url& url) {
  using namespace std::string_view_literals;
  static constexpr std::array kEndings = {
      "7z"sv,  "avi"sv,  "avif"sv, "bmp"sv,  "bz2"sv,   "csv"sv,  "dmg"sv,  "doc"sv,  "docx"sv,
      "eot"sv, "exe"sv,  "gif"sv,  "gz"sv,   "ico"sv,   "ics"sv,  "iso"sv,  "jpeg"sv, "jpg"sv,
      "m4a"sv, "m4v"sv,  "mov"sv,  "mp3"sv,  "mp4"sv,   "mpeg"sv, "msi"sv,  "ogg"sv,  "otf"sv,
      "pdf"sv, "png"sv,  "ppt"sv,  "pptx"sv, "rar"sv,   "svg"sv,  "tar"sv,  "tgz"sv,  "ttf"sv,
      "wav"sv, "webm"sv, "webp"sv, "woff"sv, "woff2"sv, "xls"sv,  "xlsx"sv, "zip"sv};
  static_assert(std::is_sorted(kEndings.begin(), kEndings.end()));
  const std::string_view path = url.pathname();
  const std::size_t dot = path.rfind('.');
  if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos) return false;
  return std::binary_search(kEndings.begin(), kEndings.end(), ascii_lower(path.substr(dot + 1)));
}

}  // namespace verify

#include "evidence/sitemap.h"

#include <algorithm>

#include "base/text.h"
#include "page/character_references.h"

namespace verify {
namespace {

constexpr std::size_t kMostPages = 50'000;
constexpr std::string_view kOpen = "<loc>";
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

// The address that starts at `at`, which is moved behind it.
std::string read_location(std::string_view text, std::size_t& at) {
  at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
  const bool raw = text.substr(at).starts_with(kCdata);
  if (raw) at += kCdata.size();
  // No address has a '<' in it, so a section that is never closed hides nothing.
  std::size_t end = std::min(text.find('<', at), text.size());
  if (raw) end = std::min(text.substr(0, end).find(kCdataEnd, at), end);
  const std::string_view written = text.substr(at, end - at);
  at = end;
  return raw ? std::string(written) : decode_text(written);
}

}  // namespace

std::vector<std::string> sitemap_pages(std::string_view text, const Url& base) {
  std::vector<std::string> out;
  std::size_t count = 0;
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos && count < kMostPages;
       at = text.find(kOpen, at), ++count) {
    at += kOpen.size();
    if (const auto listed = Url::parse(read_location(text, at), base))
      out.push_back(page_key(*listed));
  }
  return out;
}

}  // namespace verify

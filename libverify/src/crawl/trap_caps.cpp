#include "crawl/trap_caps.h"

#include <algorithm>
#include <functional>

namespace verify {
namespace {

constexpr int kMaxRepeats = 10;
constexpr int kMaxSpellings = 5;
constexpr std::size_t kMaxHosts = 50;
constexpr std::size_t kMaxHostsPerPattern = 10;

std::uint64_t hash_of(std::string_view text, std::uint64_t before = 0) {
  return (before ^ std::hash<std::string_view>{}(text)) * 0x9E3779B97F4A7C15u;
}

// Equal for pages that show a visitor the same: what they link to may differ in a session id.
std::uint64_t shown_by(const PageScan& scan) {
  std::uint64_t hash = hash_of(scan.title, scan.text_bytes);
  for (const PageScan::Link& link : scan.links) hash = hash_of(link.text, hash);
  return hash;
}

}  // namespace

bool TrapCaps::refuse(std::string pattern) {
  capped_.insert(std::move(pattern));
  return false;
}

bool TrapCaps::admit(const Url& url) {
  if (!admit_host(url)) return false;
  if (const std::string key = spelling_key(url); ++spellings_[hash_of(key)] > kMaxSpellings)
    return refuse(key + " (in many spellings)");
  const UrlPattern pattern = url_pattern(url);
  if (!pattern) return true;
  Pattern& known = patterns_[pattern.shape];
  // Filters multiply: each further key of the query halves what is looked at.
  const int cap = std::max(1, per_pattern_ >> std::clamp(pattern.query_keys - 1, 0, 20));
  if (++known.pages > cap || is_closed(known)) return refuse(pattern.shape);
  return true;
}

// Mirrors link on to further mirrors; a company has some dozen hosts, and does not number them.
bool TrapCaps::admit_host(const Url& url) {
  const std::string pattern = host_pattern(url.hostname());
  std::set<std::string>& known = hosts_[pattern];
  const std::string host(url.hostname());
  if (known.contains(host)) return true;
  const bool numbered = pattern != host;
  if (numbered && known.size() >= kMaxHostsPerPattern) return refuse("hosts like " + pattern);
  if (host_count_ >= kMaxHosts) return refuse("more than " + std::to_string(kMaxHosts) + " hosts");
  known.insert(host);
  ++host_count_;
  return true;
}

bool TrapCaps::is_closed(const Pattern& pattern) const {
  return pattern.repeats >= kMaxRepeats;
}

bool TrapCaps::is_closed(const Url& url) {
  const UrlPattern pattern = url_pattern(url);
  const auto known = pattern ? patterns_.find(pattern.shape) : patterns_.end();
  if (known == patterns_.end() || !is_closed(known->second)) return false;
  refuse(pattern.shape);
  return true;
}

void TrapCaps::saw(const Url& url, const PageScan& scan) {
  const UrlPattern pattern = url_pattern(url);
  const auto known = pattern ? patterns_.find(pattern.shape) : patterns_.end();
  if (known != patterns_.end() && ++known->second.shown[shown_by(scan)] > 1)
    ++known->second.repeats;
}

}  // namespace verify

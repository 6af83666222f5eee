#pragma once

#include <string>
#include <string_view>

namespace verify {

// RFC 9309 section 2.2.2 wants percent-encoded letters and digits decoded before a comparison; the
// parser most sites were written for compares them as they stand. Where the two differ we take the
// answer that fetches less: a disallow rule is compared in the decoded form, an allow rule as
// written.

/// A pattern with its bytes above ASCII as %XX and all %XX in capitals. What an allow rule is
/// compared by, and what counts as its length.
std::string escape_robots_pattern(std::string_view pattern);
/// The same with %XX of unreserved characters decoded: what a disallow rule is compared by.
std::string decode_robots_pattern(std::string_view pattern);

/// A path in the two forms the two kinds of rules are compared with.
struct RobotsPath {
  explicit RobotsPath(std::string_view path_and_search);
  std::string as_written;
  std::string decoded;
};

/// Whether `pattern` matches a beginning of `path`: '*' is any run, '$' at the end is the end.
/// Linear in both, however many '*' there are.
bool robots_pattern_matches(std::string_view pattern, std::string_view path);

}  // namespace verify

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace verify::test {

/// A ZIP archive of parts, deflated.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts);

/// A presentation whose slides have paragraphs; the first of each is its title.
std::string presentation_of(const std::vector<std::vector<std::string>>& slides);

}  // namespace verify::test

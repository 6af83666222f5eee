#include <algorithm>
#include <unordered_map>

#include "daemon/change/change.h"
#include "daemon/change/line_match.h"

namespace verify::daemon {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kLongestLine = 500;  // bytes that are shown

// With their line breaks, so that a missing one at the end is a difference.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(out.back().size());
  }
  return out;
}

// Equal lines as equal numbers.
class Numbers {
 public:
  std::vector<std::uint32_t> of(const std::vector<std::string_view>& lines) {
    std::vector<std::uint32_t> out;
    out.reserve(lines.size());
    for (const std::string_view line : lines)
      out.push_back(
          known_.try_emplace(line, static_cast<std::uint32_t>(known_.size())).first->second);
    return out;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> known_;
};

// Lines a0…a1 became b0…b1.
struct Change {
  std::size_t a0, a1, b0, b1;
};

std::vector<Change> changes_of(const std::vector<std::string_view>& before,
                               const std::vector<std::string_view>& after) {
  Numbers numbers;
  const auto a = numbers.of(before), b = numbers.of(after);
  auto matches = matching_lines(a, b);
  matches.emplace_back(a.size(), b.size());
  std::vector<Change> out;
  std::size_t i = 0, j = 0;
  for (const auto& [to_i, to_j] : matches) {
    if (i < to_i || j < to_j) out.push_back({i, to_i, j, to_j});
    i = to_i + 1;
    j = to_j + 1;
  }
  return out;
}

// At most `bytes`, not within a character.
std::string shortened(std::string_view line, std::size_t bytes) {
  if (line.size() <= bytes) return std::string(line);
  while (bytes > 0 && (line[bytes] & 0xc0) == 0x80) --bytes;
  return std::string(line.substr(0, bytes)) + "…";
}

// The diff as far as there is room; the last line is kept for saying that it goes on.
class Page {
 public:
  explicit Page(std::size_t max_lines) : room_(max_lines) {}

  void line(std::string text) {
    if (full_) return;
    if (lines_.size() == room_) {
      full_ = true;
      if (!lines_.empty()) lines_.back() = "[more lines differ]\n";
      return;
    }
    lines_.push_back(std::move(text) + "\n");
  }
  void line(char mark, std::string_view text) {
    const bool ended = text.ends_with('\n');
    if (ended) text.remove_suffix(1);
    line(mark + shortened(text, kLongestLine));
    if (!ended) line("\\ No newline at end of file");
  }
  bool full() const { return full_; }
  std::string text() const {
    std::string out;
    for (const std::string& each : lines_) out += each;
    return out;
  }

 private:
  std::size_t room_;
  bool full_ = false;
  std::vector<std::string> lines_;
};

// As POSIX diff -u has it: a range without lines is named by the line before it.
std::string range(std::size_t from, std::size_t to) {
  const std::size_t count = to - from;
  return std::to_string(count == 0 ? from : from + 1) +
         (count == 1 ? "" : "," + std::to_string(count));
}

using Lines = std::vector<std::string_view>;

void add_hunk(std::span<const Change> changes, const Lines& before, const Lines& after,
              Page& page) {
  const std::size_t lead = std::min(kContext, changes.front().a0);
  const std::size_t tail = std::min(kContext, before.size() - changes.back().a1);
  page.line("@@ -" + range(changes.front().a0 - lead, changes.back().a1 + tail) + " +" +
            range(changes.front().b0 - lead, changes.back().b1 + tail) + " @@");
  std::size_t at = changes.front().a0 - lead;
  for (const Change& change : changes) {
    for (; at < change.a0; ++at) page.line(' ', before[at]);
    for (; at < change.a1; ++at) page.line('-', before[at]);
    for (std::size_t j = change.b0; j < change.b1; ++j) page.line('+', after[j]);
    if (page.full()) return;
  }
  for (const std::size_t end = at + tail; at < end; ++at) page.line(' ', before[at]);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::size_t max_lines) {
  if (before == after) return {};
  const Lines a = lines_of(before), b = lines_of(after);
  const std::vector<Change> changes = changes_of(a, b);
  Page page(max_lines);
  for (std::size_t from = 0; from < changes.size() && !page.full();) {
    std::size_t to = from + 1;
    while (to < changes.size() && changes[to].a0 - changes[to - 1].a1 <= 2 * kContext) ++to;
    add_hunk(std::span(changes).subspan(from, to - from), a, b, page);
    from = to;
  }
  return page.text();
}

}  // namespace verify::daemon

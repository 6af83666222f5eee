#include "file/text_blocks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::size_t kLongestHeading = 120;  // bytes of one line of it
constexpr double kLarger = 1.12;              // than the body, by size
constexpr std::size_t kEdgeLines = 2;         // at the top and at the bottom of a page
constexpr std::size_t kFewPages = 3;          // of so few nothing is said to repeat
constexpr int kSizes = 6, kBoldLevel = 7;

// Sizes as they are told apart: half a point.
int half_points(double size) {
  return static_cast<int>(std::lround(size * 2));
}

// A line without its digits, so that "Page 3 of 9" is the same on each.
std::string edge_key(std::string_view text) {
  std::string key;
  for (const char c : text)
    if (c < '0' || c > '9') key += c;
  return key;
}

bool at_edge(const FileText::Page& page, std::size_t line) {
  return line < kEdgeLines || line + kEdgeLines >= page.size();
}

// The lines that stand at the edge of more than half of the pages.
std::set<std::string> repeated_edges(const FileText& file) {
  if (file.pages.size() < kFewPages) return {};
  std::map<std::string, std::size_t> pages_with;
  for (const FileText::Page& page : file.pages) {
    std::set<std::string> here;
    for (std::size_t i = 0; i < page.size(); ++i)
      if (at_edge(page, i)) here.insert(edge_key(page[i].text));
    for (const std::string& key : here) ++pages_with[key];
  }
  std::set<std::string> out;
  for (const auto& [key, count] : pages_with)
    if (count >= kFewPages && count * 2 > file.pages.size()) out.insert(key);
  return out;
}

// What most of the text looks like, and the sizes above it.
class Look {
 public:
  explicit Look(const FileText& file) {
    std::map<int, std::size_t> bytes;  // of text, by size
    std::size_t bold = 0, all = 0;
    for (const FileText::Page& page : file.pages)
      for (const FileText::Line& line : page) {
        bytes[half_points(line.size)] += line.text.size();
        bold += line.bold ? line.text.size() : 0;
        all += line.text.size();
      }
    for (const auto& [size, amount] : bytes)
      if (amount > (body_ == 0 ? 0 : bytes[body_])) body_ = size;
    for (auto it = bytes.rbegin(); it != bytes.rend() && it->first > body_ * kLarger; ++it)
      larger_.push_back(it->first);
    bold_tells_ = bold * 3 < all;
  }

  // Whether a line looks like one of a heading; its level.
  int level_of(const FileText::Line& line) const {
    if (line.text.size() > kLongestHeading) return 0;
    const auto found = std::ranges::find(larger_, half_points(line.size));
    if (found != larger_.end())
      return std::min(static_cast<int>(found - larger_.begin()) + 1, kSizes);
    const bool sentence = line.text.ends_with('.') || line.text.ends_with(',');
    return bold_tells_ && line.bold && !sentence ? kBoldLevel : 0;
  }

 private:
  int body_ = 0;
  std::vector<int> larger_;  // largest first
  bool bold_tells_ = true;
};

// Scripts that put no space between words.
bool is_wide(std::string_view text, bool last) {
  const auto lead = [](char c) { return static_cast<unsigned char>(c) >= 0xE2; };
  if (text.size() < 3) return false;
  const std::size_t at = last ? text.size() - 3 : 0;
  const unsigned char first = static_cast<unsigned char>(text[at]);
  // U+3000 and above in three bytes; Hangul has spaces.
  return lead(text[at]) && first >= 0xE3 && first <= 0xE9;
}

void join(std::string& text, std::string_view more) {
  if (text.ends_with("\xC2\xAD")) {
    text.resize(text.size() - 2);  // a soft hyphen
  } else if (!text.ends_with('-') && !(is_wide(text, true) && is_wide(more, false))) {
    text += ' ';
  }
  text += more;
}

class Blocks {
 public:
  explicit Blocks(const Look& look) : look_(look) {}

  void add(const FileText::Line& line) {
    const int level = look_.level_of(line);
    const bool same = !out_.empty() && level == 0 && out_.back().level == 0 && !line.starts;
    if (same) return join(out_.back().text, line.text);
    out_.push_back({line.text, level, level == kBoldLevel, line.starts});
  }
  std::vector<TextBlock> finish() && { return std::move(out_); }

 private:
  const Look& look_;
  std::vector<TextBlock> out_;
};

}  // namespace

std::vector<std::vector<TextBlock>> text_blocks(const FileText& file, std::string& edges) {
  const std::set<std::string> repeated = repeated_edges(file);
  const Look look(file);
  std::set<std::string> told;
  std::vector<std::vector<TextBlock>> out;
  for (const FileText::Page& page : file.pages) {
    Blocks blocks(look);
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::string key = at_edge(page, i) ? edge_key(page[i].text) : std::string();
      if (!at_edge(page, i) || !repeated.contains(key)) {
        blocks.add(page[i]);
      } else if (told.insert(key).second) {
        edges += (edges.empty() ? "" : "\n") + page[i].text;
      }
    }
    out.push_back(std::move(blocks).finish());
  }
  return out;
}

}  // namespace verify

#include "crawl/frontier.h"

#include <algorithm>

#include "base/text.h"
#include "crawl/url_pattern.h"

namespace verify {
namespace {

constexpr std::size_t kMinWord = 4;
constexpr int kFolderScore = 8;  // a folder the target lies in says more than any word
constexpr int kWordScore = 2;

void add_words(std::string_view text, std::vector<std::string>& out) {
  std::string word;
  for (const char c : ascii_lower(text) + " ") {
    const bool part =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) >= 0x80);
    if (part) {
      word += c;
    } else {
      if (word.size() >= kMinWord && std::find(out.begin(), out.end(), word) == out.end())
        out.push_back(word);
      word.clear();
    }
  }
}

}  // namespace

bool Frontier::Entry::operator<(const Entry& other) const {
  if (depth != other.depth) return depth > other.depth;
  if (score != other.score) return score < other.score;
  return order > other.order;
}

void Frontier::look_for(const std::vector<Wish>& wishes) {
  words_.clear();
  target_paths_.clear();
  for (const Wish& wish : wishes) {
    if (!wish.path) continue;
    add_words(wish.words, words_);
    add_words(wish.url.pathname(), words_);
    target_paths_.emplace_back(wish.url.pathname());
  }
}

int Frontier::score(const Url& url, std::string_view anchor) const {
  const std::string text = ascii_lower(url.path_and_search()) + " " + ascii_lower(anchor);
  int score = 0;
  for (const std::string& word : words_)
    if (text.find(word) != std::string::npos) score += kWordScore;
  const std::string_view path = url.pathname();
  for (const std::string& target : target_paths_)
    if (path.size() > 1 && target.starts_with(path)) score += kFolderScore;
  return score;
}

bool Frontier::add(const Url& url, std::string_view anchor, std::uint32_t node, int depth) {
  // When links turn out to be invisible all depths are counted again, and told again.
  const auto known = taken_.find(node);
  if (known != taken_.end() && known->second <= depth) return true;
  if (known == taken_.end() && (is_asset(url) || !caps_.admit(url))) return false;
  taken_[node] = depth;
  queue_.push({depth, score(url, anchor), order_++, node});
  return true;
}

std::optional<Frontier::Next> Frontier::peek() const {
  if (queue_.empty()) return std::nullopt;
  return Next{queue_.top().node, queue_.top().depth};
}

void Frontier::pop() {
  queue_.pop();
}

}  // namespace verify

#include "reading/literal_finder.h"

#include <algorithm>

namespace verify {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

LiteralFinder::LiteralFinder(std::span<const std::string> literals) {
  number_letters(literals);
  next_.assign(letters_, 0);
  ends_.assign(1, kNone);
  // Shortest first: what is met most often lies together, and stays in the cache.
  std::vector<std::uint32_t> order(literals.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return literals[i].size(); });
  for (const std::uint32_t i : order) add(literals[i], i);
  link();
}

/// Bytes that no literal has share a column: the table stays small.
void LiteralFinder::number_letters(std::span<const std::string> literals) {
  for (const std::string& literal : literals)
    for (const char c : literal) {
      std::uint8_t& letter = letter_[static_cast<unsigned char>(is_digit(c) ? '0' : c)];
      if (letter == 0) letter = static_cast<std::uint8_t>(std::min<std::size_t>(letters_++, 255));
    }
  for (char c = '1'; c <= '9'; ++c) letter_[static_cast<unsigned char>(c)] = letter_['0'];
}

void LiteralFinder::add(std::string_view literal, std::uint32_t index) {
  State at = 0;
  for (const char c : literal) {
    if (next_[slot(at, c)] == 0) {
      next_[slot(at, c)] = static_cast<State>(ends_.size());
      next_.resize(next_.size() + letters_, 0);
      ends_.push_back(kNone);
    }
    at = next_[slot(at, c)];
  }
  ends_[at] = index;
}

/// Breadth first, so that every shorter suffix is complete when it is asked for.
void LiteralFinder::link() {
  std::vector<State> fail(ends_.size(), 0);
  shorter_.assign(ends_.size(), 0);
  report_.assign(ends_.size(), 0);
  std::vector<State> queue;
  for (std::size_t letter = 0; letter < letters_; ++letter)
    if (next_[letter] != 0) queue.push_back(next_[letter]);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const State at = queue[i];
    shorter_[at] = report_[fail[at]];
    report_[at] = ends_[at] != kNone ? at : shorter_[at];
    for (std::size_t letter = 0; letter < letters_; ++letter) {
      State& next = next_[at * letters_ + letter];
      const State other = next_[fail[at] * letters_ + letter];
      if (next == 0) {
        next = other;
        continue;
      }
      fail[next] = other;
      queue.push_back(next);
    }
  }
}

}  // namespace verify

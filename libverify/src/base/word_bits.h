#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "base/text.h"

namespace verify {

/// A word and the bits that stand for what it says.
struct WordBits {
  std::string_view word;
  std::uint32_t bits;
};

/// The letters of a word in lower case, as far as ASCII goes. What is longer than any word of a
/// table is kept in part, and still is longer.
class ShortWord {
 public:
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  void add(char c) {
    if (size_ < letters_.size()) letters_[size_++] = ascii_lower(c);
  }
  char back() const { return letters_[size_ - 1]; }
  std::string_view text() const { return {letters_.data(), size_}; }

 private:
  std::array<char, 16> letters_;
  std::size_t size_ = 0;
};

/// A fixed set of words of less than 16 bytes, found by hash, for what is asked of every word of a
/// page. Made at compile time. A word that is given more than once has the bits of all.
template <std::size_t N>
class WordTable {
 public:
  constexpr explicit WordTable(const std::array<WordBits, N>& words) {
    for (const WordBits& row : words) {
      WordBits& slot = slots_[slot_of(row.word)];
      slot.word = row.word;
      slot.bits |= row.bits;
    }
  }

  /// 0 for a word that is not there.
  constexpr std::uint32_t bits_of(std::string_view word) const {
    return slots_[slot_of(word)].bits;
  }

 private:
  static constexpr std::size_t kSlots = std::bit_ceil(2 * N + 1);

  // Of the word, or the free one where it would be.
  constexpr std::size_t slot_of(std::string_view word) const {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    std::size_t at = (hash ^ hash >> 15) % kSlots;
    while (!slots_[at].word.empty() && slots_[at].word != word) at = (at + 1) % kSlots;
    return at;
  }

  std::array<WordBits, kSlots> slots_{};
};

}  // namespace verify

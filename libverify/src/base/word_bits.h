#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace verify {

/// A word and the bits that stand for what it says.
struct WordBits {
  std::string_view word;
  std::uint32_t bits;
};

/// A fixed set of words, found by hash, for what is asked of every word of a page. Made at compile
/// time. A word that is given more than once has the bits of all.
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

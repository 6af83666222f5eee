#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// Finds which of many literals stand in a text, in one pass over it (Aho and Corasick). One digit
/// is as good as another: "0 gb" stands in "40 gb". Immutable once built; safe to share between
/// threads.
class LiteralFinder {
 public:
  /// Literals of more bytes than this, together, are too many for one finder.
  static constexpr std::size_t kMaxBytes = 65'000;

  LiteralFinder() : LiteralFinder(std::span<const std::string>()) {}
  explicit LiteralFinder(std::span<const std::string> literals);

  /// Calls `seen` with the index of each literal at each place where it ends. Of literals that are
  /// the same but for their digits, with the last.
  template <class Seen>
  void find(std::string_view text, Seen seen) const {
    State at = 0;
    for (const char c : text) {
      at = next_[at * letters_ + letter_[static_cast<unsigned char>(c)]];
      for (State end = report_[at]; end != 0; end = shorter_[end]) seen(ends_[end]);
    }
  }

 private:
  using State = std::uint16_t;  // half the table, and that is what the cache must hold
  void number_letters(std::span<const std::string> literals);
  void add(std::string_view literal, std::uint32_t index);
  void link();
  std::size_t slot(State at, char c) const {
    return at * letters_ + letter_[static_cast<unsigned char>(c)];
  }

  static constexpr std::uint32_t kNone = ~0U;
  std::array<std::uint8_t, 256> letter_{};  ///< of each byte; 0: in no literal
  std::size_t letters_ = 1;
  std::vector<State> next_;          ///< states by letters
  std::vector<State> shorter_;       ///< the nearest suffix at which a literal ends; 0: none
  std::vector<State> report_;        ///< the state itself when a literal ends there, else shorter
  std::vector<std::uint32_t> ends_;  ///< the literal that ends here
};

}  // namespace verify

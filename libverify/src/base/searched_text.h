#pragma once

#include <bitset>
#include <string>
#include <string_view>

namespace verify {

/// A text that many phrases are looked for in. Which pairs of neighbouring bytes it has rules most
/// of them out without a search.
class SearchedText {
 public:
  SearchedText() = default;
  explicit SearchedText(std::string_view text) { add(text); }

  void add(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size() && text_.size() + i < kPaired; ++i) {
      const char before = i > 0 ? piece[i - 1] : text_.empty() ? '\0' : text_.back();
      pairs_.set(pair(before, piece[i]));
    }
    text_ += piece;
    if (text_.size() > kPaired) pairs_.set();
  }

  bool may_have(std::string_view phrase) const {
    for (std::size_t i = 1; i < phrase.size(); ++i)
      if (!pairs_.test(pair(phrase[i - 1], phrase[i]))) return false;
    return true;
  }
  bool has(std::string_view phrase) const {
    return may_have(phrase) && text_.find(phrase) != std::string::npos;
  }
  const std::string& text() const { return text_; }

 private:
  static constexpr std::size_t kSlots = 4096;
  static constexpr std::size_t kPaired = 8192;  // longer texts have most pairs there are
  static std::size_t pair(char a, char b) {
    return ((std::size_t{static_cast<unsigned char>(a)} << 6) ^ static_cast<unsigned char>(b)) %
           kSlots;
  }

  std::string text_;
  std::bitset<kSlots> pairs_;
};

}  // namespace verify

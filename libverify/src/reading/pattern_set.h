#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// Many patterns looked for in one pass; each stands for a class below 64. Immutable once
/// compiled; safe to share between threads.
class PatternSet {
 public:
  /// `whole`: a pattern must match all of a text, else anywhere in it.
  explicit PatternSet(bool whole);
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  /// What is wrong with the pattern; nothing when it was taken.
  std::optional<std::string> add(std::string_view pattern, unsigned cls);
  bool compile();
  /// The classes found in folded text, one bit each.
  std::uint64_t match(std::string_view folded) const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace verify

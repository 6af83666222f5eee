#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace verify {

/// Many patterns looked for in one folded text; each stands for a class below 64, and is folded
/// itself. Words a pattern cannot do without are looked for first, those of all patterns in one
/// pass, so that few are ever tried; one that is tried is compiled then. Immutable once built; safe
/// to share between threads.
class PatternSet {
 public:
  static constexpr std::uint64_t kEveryClass = ~std::uint64_t{0};

  /// `whole`: a pattern must match all of a text, else anywhere in it.
  explicit PatternSet(bool whole);
  ~PatternSet();
  PatternSet(PatternSet&&) noexcept;
  PatternSet& operator=(PatternSet&&) noexcept;

  /// What is wrong with a pattern; nothing when it is one. Cheap for all but large ones.
  static std::optional<std::string> fault_of(std::string_view pattern);
  /// Takes a pattern without fault. Before build().
  void add(std::string_view pattern, unsigned cls);
  void build();
  /// The classes found in folded text, one bit each, of those asked for.
  std::uint64_t match(std::string_view folded, std::uint64_t wanted = kEveryClass) const;
  /// Compiles all of them; false when one is too large.
  bool compiles() const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace verify

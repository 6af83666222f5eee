#include "reading/pattern_set.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <bit>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "reading/literal_finder.h"
#include "reading/needed_literals.h"

namespace verify {
namespace {

RE2::Options options() {
  RE2::Options out;
  out.set_log_errors(false);
  out.set_never_capture(true);
  // The states of a pattern with wide gaps must fit, or RE2 builds them again and again.
  out.set_max_mem(32 << 20);
  return out;
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

class LazyPattern {
 public:
  LazyPattern(std::string_view text, unsigned cls) : text_(text), cls_(cls) {}
  std::uint64_t bit() const { return std::uint64_t{1} << cls_; }
  const std::string& text() const { return text_; }

  const RE2& compiled() const {
    std::call_once(once_, [this] { compiled_ = std::make_unique<RE2>(text_, options()); });
    return *compiled_;
  }

 private:
  std::string text_;
  unsigned cls_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<RE2> compiled_;
};

/// Few patterns can grow too large to compile, and only those are compiled to know: long ones and
/// those with a repetition in three digits.
bool may_be_too_large(std::string_view pattern) {
  constexpr std::size_t kLong = 2000;
  const auto digit = [&](std::size_t at) {
    return at < pattern.size() && pattern[at] >= '0' && pattern[at] <= '9';
  };
  for (std::size_t at = 0; at < pattern.size(); ++at)
    if ((pattern[at] == '{' || pattern[at] == ',') && digit(at + 1) && digit(at + 2) &&
        digit(at + 3))
      return true;
  return pattern.size() > kLong;
}

using Bits = std::vector<std::uint64_t>;

void set_bit(Bits& bits, std::uint32_t at) {
  bits[at / 64] |= std::uint64_t{1} << (at % 64);
}

Bits all_bits(std::size_t count) {
  Bits out((count + 63) / 64, 0);
  for (std::uint32_t at = 0; at < count; ++at) set_bit(out, at);
  return out;
}

}  // namespace

struct PatternSet::Patterns {
  /// A literal of a pattern's first or second group.
  struct Use {
    std::uint32_t pattern;
    std::uint32_t group;
  };

  bool whole = false;
  std::deque<LazyPattern> all;
  LiteralFinder finder;
  std::vector<std::vector<Use>> uses;  ///< of each literal
  std::array<Bits, 2> given;           ///< the patterns that have no such group
};

PatternSet::PatternSet(bool whole) : patterns_(std::make_unique<Patterns>()) {
  patterns_->whole = whole;
}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

std::optional<std::string> PatternSet::fault_of(std::string_view pattern) {
  RE2::Set set(options(), RE2::UNANCHORED);
  std::string error;
  if (set.Add(piece(pattern), &error) < 0) return error;
  if (!may_be_too_large(pattern)) return std::nullopt;
  const RE2 compiled(piece(pattern), options());
  return compiled.ok() ? std::nullopt : std::optional(compiled.error());
}

void PatternSet::add(std::string_view pattern, unsigned cls) {
  patterns_->all.emplace_back(pattern, cls);
}

void PatternSet::build() {
  Patterns& set = *patterns_;
  std::vector<std::string> literals;
  std::unordered_map<std::string, std::size_t> known;
  set.given.fill(Bits((set.all.size() + 63) / 64, 0));
  for (std::uint32_t pattern = 0; pattern < set.all.size(); ++pattern) {
    const NeededLiterals groups = needed_literals(set.all[pattern].text());
    for (std::uint32_t group = 0; group < set.given.size(); ++group) {
      if (group >= groups.size()) {
        set_bit(set.given[group], pattern);
        continue;
      }
      for (std::string literal : groups[group]) {
        std::ranges::replace_if(literal, [](char c) { return c >= '1' && c <= '9'; }, '0');
        const auto [it, is_new] = known.try_emplace(literal, literals.size());
        if (is_new) {
          literals.push_back(literal);
          set.uses.emplace_back();
        }
        set.uses[it->second].push_back({pattern, group});
      }
    }
  }
  std::size_t bytes = 0;
  for (const std::string& literal : literals) bytes += literal.size();
  if (bytes <= LiteralFinder::kMaxBytes)
    set.finder = LiteralFinder(literals);
  else  // a lexicon beyond reason is slow, not wrong: every pattern is tried
    set.given.fill(all_bits(set.all.size()));
}

std::uint64_t PatternSet::match(std::string_view folded, std::uint64_t wanted) const {
  const Patterns& set = *patterns_;
  std::array<Bits, 2> seen = set.given;
  set.finder.find(folded, [&](std::uint32_t literal) {
    for (const auto& use : set.uses[literal]) set_bit(seen[use.group], use.pattern);
  });
  const auto anchor = set.whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED;
  std::uint64_t found = 0;
  for (std::size_t word = 0; word < seen[0].size(); ++word)
    for (std::uint64_t left = seen[0][word] & seen[1][word]; left != 0; left &= left - 1) {
      const auto at = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      const LazyPattern& pattern = set.all[at];
      if ((found & pattern.bit()) != 0 || (wanted & pattern.bit()) == 0) continue;
      if (pattern.compiled().Match(piece(folded), 0, folded.size(), anchor, nullptr, 0))
        found |= pattern.bit();
    }
  return found;
}

bool PatternSet::compiles() const {
  return std::ranges::all_of(patterns_->all,
                             [](const LazyPattern& pattern) { return pattern.compiled().ok(); });
}

}  // namespace verify

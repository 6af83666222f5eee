#include "reading/pattern_set.h"

#include <re2/set.h>

namespace verify {
namespace {

RE2::Options options() {
  RE2::Options out;
  out.set_case_sensitive(false);
  out.set_log_errors(false);
  out.set_never_capture(true);
  // The states for every mix of patterns must fit, or RE2 falls back to a slower machine.
  out.set_max_mem(64 << 20);
  return out;
}

}  // namespace

struct PatternSet::Patterns {
  explicit Patterns(bool whole) : set(options(), whole ? RE2::ANCHOR_BOTH : RE2::UNANCHORED) {}
  RE2::Set set;
  std::vector<unsigned> classes;
};

PatternSet::PatternSet(bool whole) : patterns_(std::make_unique<Patterns>(whole)) {}
PatternSet::~PatternSet() = default;
PatternSet::PatternSet(PatternSet&&) noexcept = default;
PatternSet& PatternSet::operator=(PatternSet&&) noexcept = default;

std::optional<std::string> PatternSet::add(std::string_view pattern, unsigned cls) {
  std::string error;
  if (patterns_->set.Add(re2::StringPiece(pattern.data(), pattern.size()), &error) < 0)
    return error;
  patterns_->classes.push_back(cls);
  return std::nullopt;
}

bool PatternSet::compile() {
  return patterns_->set.Compile();
}

std::uint64_t PatternSet::match(std::string_view folded) const {
  std::vector<int> found;
  if (!patterns_->set.Match(re2::StringPiece(folded.data(), folded.size()), &found)) return 0;
  std::uint64_t classes = 0;
  for (const int index : found)
    classes |= std::uint64_t{1} << patterns_->classes[static_cast<std::size_t>(index)];
  return classes;
}

}  // namespace verify

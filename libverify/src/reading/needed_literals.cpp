#include "reading/needed_literals.h"

#include <re2/filtered_re2.h>

namespace verify {
namespace {

/// The length of "{2,40}" at `at`; 0 when none begins there.
std::size_t repetition_at(std::string_view pattern, std::size_t at) {
  std::size_t end = at + 1;
  while (end < pattern.size() &&
         ((pattern[end] >= '0' && pattern[end] <= '9') || pattern[end] == ','))
    ++end;
  return end > at + 1 && end < pattern.size() && pattern[end] == '}' ? end + 1 - at : 0;
}

/// A pattern that matches whatever the given one does, read with all digits as one: "\d" becomes
/// a literal, and a counted repetition, which is costly to compile and says nothing, a free one.
std::string relaxed(std::string_view pattern) {
  std::string out;
  bool in_class = false;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] == '\\') {
      const std::string_view escape = pattern.substr(at, 2);
      out += escape == "\\d" && !in_class ? std::string_view("0") : escape;
      at += 2;
      continue;
    }
    const std::size_t repetition = pattern[at] == '{' && !in_class ? repetition_at(pattern, at) : 0;
    if (repetition > 0) {
      out += '*';
      at += repetition;
      continue;
    }
    if (pattern[at] == '[') in_class = true;
    if (pattern[at] == ']') in_class = false;
    out += pattern[at++];
  }
  return out;
}

/// How rarely a literal stands in a text by chance: long ones and numbers seldom, spaces always.
std::size_t rarity(std::string_view literal) {
  std::size_t out = 0;
  for (const char c : literal) out += c >= '0' && c <= '9' ? 3 : c != ' ';
  return out;
}

/// What RE2 knows of the literals a pattern needs is a function from those that are there to
/// whether it may match, and adding one never makes it false. A cut is a group without which it is.
class Cutter {
 public:
  explicit Cutter(std::string_view pattern) {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_never_capture(true);
    int id = 0;
    if (filter_.Add(relaxed(pattern), options, &id) != RE2::NoError) return;
    filter_.Compile(&atoms_);
    // The rarest stay in a cut when there is a choice.
    for (int i = 0; i < static_cast<int>(atoms_.size()); ++i) order_.push_back(i);
    std::ranges::stable_sort(order_, {}, [&](int i) { return rarity(literal(i)); });
  }

  NeededLiterals run() {
    NeededLiterals out;
    if (atoms_.empty() || may_match(Literals(atoms_.size(), false))) return out;
    const Literals first = smallest(Literals(atoms_.size(), true));
    out.push_back(words_of(first));
    Literals rest = first;
    rest.flip();
    if (!may_match(first)) out.push_back(words_of(smallest(std::move(rest))));
    return out;
  }

 private:
  using Literals = std::vector<bool>;

  const std::string& literal(int i) const { return atoms_[static_cast<std::size_t>(i)]; }

  std::vector<std::string> words_of(const Literals& some) const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < atoms_.size(); ++i)
      if (some[i]) out.push_back(atoms_[i]);
    return out;
  }

  bool may_match(const Literals& present) const {
    std::vector<int> indices;
    for (std::size_t i = 0; i < present.size(); ++i)
      if (present[i]) indices.push_back(static_cast<int>(i));
    std::vector<int> potential;
    filter_.AllPotentials(indices, &potential);
    return !potential.empty();
  }

  /// A cut within a cut that no literal can be left out of.
  Literals smallest(Literals cut) const {
    Literals present = cut;
    present.flip();
    for (const int i : order_) {
      const auto at = static_cast<std::size_t>(i);
      if (!cut[at]) continue;
      present[at] = true;
      if (may_match(present))
        present[at] = false;
      else
        cut[at] = false;
    }
    return cut;
  }

  re2::FilteredRE2 filter_{1};
  std::vector<std::string> atoms_;
  std::vector<int> order_;
};

}  // namespace

NeededLiterals needed_literals(std::string_view pattern) {
  return Cutter(pattern).run();
}

}  // namespace verify

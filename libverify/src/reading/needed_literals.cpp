#include "reading/needed_literals.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "reading/fold.h"

namespace verify {
namespace {

using Literals = std::vector<std::string>;

/// What is known of the texts that a part of a pattern matches.
struct Known {
  bool listed = false;         ///< they are all in `texts`
  Literals texts;              ///< only when listed
  std::vector<Literals> cuts;  ///< else: each text holds a literal of each cut
};

Known listed(Literals texts) {
  return {true, std::move(texts), {}};
}

/// How often one of the literals stands in a text by chance, more or less: long ones seldom, spaces
/// always.
double chance(const Literals& literals) {
  double sum = 0;
  for (const std::string& literal : literals) {
    double rarity = 0;
    for (const char c : literal) rarity += c == '0' ? 2 : c == ' ' ? 0 : 1;
    sum += std::exp2(-4 * rarity);
  }
  return sum;
}

/// A literal that holds another one of the cut says nothing more.
Literals shortest(const Literals& cut) {
  Literals out;
  for (const std::string& literal : cut)
    if (std::ranges::none_of(cut, [&](const std::string& other) {
          return other.size() < literal.size() && literal.contains(other);
        }))
      out.push_back(literal);
  return out;
}

/// The cuts of a part, with those of its listed texts.
std::vector<Literals> cuts_of(const Known& known) {
  if (!known.listed) return known.cuts;
  if (std::ranges::any_of(known.texts, &std::string::empty)) return {};
  return {known.texts};
}

/// Parts that follow each other.
class Sequence {
 public:
  void append(const Known& part) {
    if (part.listed && (run_.size() == 1 || part.texts.size() == 1 ||
                        run_.size() * part.texts.size() <= kMostJoined))
      return join(part.texts);
    end_run();
    if (part.listed)
      run_ = part.texts;
    else
      cuts_.insert(cuts_.end(), part.cuts.begin(), part.cuts.end());
  }

  Known finish() {
    if (all_listed_) return listed(std::move(run_));
    end_run();
    return {false, {}, std::move(cuts_)};
  }

 private:
  static constexpr std::size_t kMostJoined = 16;

  void join(const Literals& texts) {
    Literals joined;
    for (const std::string& before : run_)
      for (const std::string& after : texts) joined.push_back(before + after);
    run_ = std::move(joined);
  }

  void end_run() {
    all_listed_ = false;
    if (std::ranges::none_of(run_, &std::string::empty)) cuts_.push_back(std::move(run_));
    run_.assign(1, "");
  }

  Literals run_{""};  ///< of all texts of the listed parts since the last one that was not
  bool all_listed_ = true;
  std::vector<Literals> cuts_;
};

/// Parts of which one is there.
Known any_of(const std::vector<Known>& branches) {
  Known out{.listed = std::ranges::all_of(branches, &Known::listed)};
  Literals cut;
  for (const Known& branch : branches) {
    if (out.listed) {
      out.texts.insert(out.texts.end(), branch.texts.begin(), branch.texts.end());
      continue;
    }
    const std::vector<Literals> cuts = cuts_of(branch);
    if (cuts.empty()) return {};
    const Literals& best = *std::ranges::min_element(cuts, {}, chance);
    cut.insert(cut.end(), best.begin(), best.end());
  }
  if (!out.listed) out.cuts.push_back(std::move(cut));
  return out;
}

/// Reads the syntax that lexicons are written in. What it does not know, it takes for anything.
class Reader {
 public:
  explicit Reader(std::string_view pattern) : pattern_(pattern) {}

  Known run() {
    while (at_ < pattern_.size() && !unknown_) step();
    while (open_.size() > 1) close();
    return unknown_ ? Known{} : alternatives(open_.back());
  }

 private:
  struct Group {
    std::vector<Known> branches;
    Sequence now;
  };

  static Known alternatives(Group& group) {
    group.branches.push_back(group.now.finish());
    return group.branches.size() == 1 ? std::move(group.branches[0]) : any_of(group.branches);
  }

  void step() {
    switch (const char c = pattern_[at_]) {
      case '(':
        return enter();
      case ')':
        ++at_;
        return open_.size() > 1 ? close() : give_up();
      case '|':
        ++at_;
        open_.back().branches.push_back(open_.back().now.finish());
        open_.back().now = {};
        return;
      case '[':
        return add(character_class());
      case '\\':
        return add(escape());
      case '.':
        ++at_;
        return add({});
      case '^':
      case '$':
        ++at_;
        return add(listed({""}));
      default:
        return c == '*' || c == '+' || c == '?' ? give_up() : add(listed({character()}));
    }
  }

  void give_up() { unknown_ = true; }

  void enter() {
    const std::string_view rest = pattern_.substr(at_);
    if (rest.starts_with("(?") && !rest.starts_with("(?:")) return give_up();
    at_ += rest.starts_with("(?:") ? 3 : 1;
    open_.emplace_back();
  }

  void close() {
    Known group = alternatives(open_.back());
    open_.pop_back();
    add(std::move(group));
  }

  void add(Known part) {
    while (at_ < pattern_.size() && repeat(part)) {
    }
    open_.back().now.append(part);
  }

  /// Takes one repetition that follows a part.
  bool repeat(Known& part) {
    const char c = pattern_[at_];
    if (c == '?' || c == '*' || c == '+') {
      ++at_;
    } else {
      const std::size_t size = c == '{' ? repetition_at(at_) : 0;
      if (size == 0) return false;
      at_ += size;
    }
    const bool lazy = at_ < pattern_.size() && pattern_[at_] == '?';
    at_ += lazy;
    const bool may_be_absent = c == '?' || c == '*' || (c == '{' && least_ == 0);
    if (c == '?' && part.listed)
      part.texts.emplace_back();
    else
      part = {false, {}, may_be_absent ? std::vector<Literals>{} : cuts_of(part)};
    return true;
  }

  /// The length of "{2,40}"; 0 when none begins there.
  std::size_t repetition_at(std::size_t from) {
    std::size_t end = from + 1;
    least_ = 0;
    bool first = true;
    for (; end < pattern_.size() && (is_digit(pattern_[end]) || pattern_[end] == ','); ++end) {
      first &= pattern_[end] != ',';
      if (first && pattern_[end] != '0') least_ = 1;
    }
    return end > from + 1 && end < pattern_.size() && pattern_[end] == '}' ? end + 1 - from : 0;
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  /// One character in lower case, any digit as 0.
  std::string character() {
    const std::size_t from = at_;
    next_char(pattern_, at_);
    std::string out = ascii_lower(pattern_.substr(from, at_ - from));
    if (is_digit(out[0])) out = "0";
    return out;
  }

  Known escape() {
    ++at_;
    const char c = at_ < pattern_.size() ? pattern_[at_] : 'Q';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
    if (!letter) return listed({character()});
    ++at_;
    if (c == 'd') return listed({"0"});
    if (c == 'b' || c == 'B') return listed({""});
    if (std::string_view("DsSwW").find(c) == std::string_view::npos) give_up();
    return {};
  }

  /// A class that names few characters lists them.
  Known character_class() {
    ++at_;
    bool known = pattern_.substr(at_, 1) != "^";
    if (!known) ++at_;
    Literals texts;
    for (bool first = true; at_ < pattern_.size() && (first || pattern_[at_] != ']');
         first = false) {
      if (pattern_.substr(at_, 2) == "[:") give_up();
      if (pattern_[at_] == '\\') {
        const Known one = escape();
        known &= one.listed;
        texts.insert(texts.end(), one.texts.begin(), one.texts.end());
      } else {
        texts.push_back(character());
      }
      // A range, unless the hyphen is the last of the class.
      if (pattern_.substr(at_, 1) == "-" && pattern_.substr(at_, 2) != "-]") known = false;
    }
    ++at_;
    constexpr std::size_t kFew = 10;
    return known && texts.size() <= kFew ? listed(std::move(texts)) : Known{};
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  int least_ = 0;  ///< of the last counted repetition: 0, or 1 for more
  bool unknown_ = false;
  std::vector<Group> open_{1};
};

}  // namespace

NeededLiterals needed_literals(std::string_view pattern) {
  NeededLiterals out;
  for (const Literals& cut : cuts_of(Reader(pattern).run())) out.push_back(shortest(cut));
  std::ranges::stable_sort(out, {}, chance);
  constexpr std::size_t kGroups = 2;
  if (out.size() > kGroups) out.resize(kGroups);
  return out;
}

}  // namespace verify

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "page/dom.h"

namespace verify {

/// The rules of style sheets that hide or show: those whose selector is one element with its id and
/// classes, and the names that all others show. A name is written as in a selector: ".x", "#x".
/// Time and memory are bounded by the bytes of the sheets, and matching by those of the page.
class StyleRules {
 public:
  using Name = std::uint32_t;

  /// The weights of the strongest declarations that show and that hide; 0: there is none.
  struct Effect {
    std::uint64_t shows = 0;
    std::uint64_t hides = 0;
  };
  struct Rule {
    Tag tag = Tag::text;            ///< text: any
    std::vector<Name> names;        ///< each once
    std::array<Effect, 2> effects;  ///< on display, on visibility
    bool hides() const { return effects[0].hides > 0 || effects[1].hides > 0; }
  };

  void read(std::string_view sheet);

  bool empty() const { return rules_.empty(); }
  /// Whether something moves by itself.
  bool animated() const { return animated_; }
  /// Whether there was more than is kept.
  bool cut() const { return cut_; }
  /// Whether a rule that is not judged shows what has this name.
  bool shows(std::string_view name) const { return shown_.contains(name); }
  std::string_view text(Name name) const { return texts_[name]; }
  std::size_t names() const { return texts_.size(); }

  /// Finds the rules of elements, one element after the other.
  class Matcher {
   public:
    Matcher(const StyleRules& rules, const Dom& dom)
        : rules_(rules), dom_(dom), carried_(rules.names()) {}
    /// The rules of an element, each once; valid until the next call. None for every element once
    /// more rules were compared than any page needs.
    const std::vector<const Rule*>& match(Dom::Index i);
    bool given_up() const;

   private:
    bool matches(const Rule& rule, Dom::Index i) const;

    const StyleRules& rules_;
    const Dom& dom_;
    std::vector<std::uint32_t> carried_;  // by name: the turn of the last element that has it
    std::uint32_t turn_ = 0;
    std::vector<Name> names_;  // of the element, each once
    std::vector<const Rule*> found_;
    std::size_t compared_ = 0;
  };

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Selector {
    Tag tag = Tag::text;
    std::string id;
    std::vector<std::string> classes;
    std::uint64_t specificity = 0;
    bool plain = false;  // nothing else stands in it
  };
  static Selector parse(std::string_view text);

  void read_block(std::string_view selectors, std::string_view block, bool judged);
  void add(std::string_view text, const std::array<Effect, 2>& effects, bool judged);
  void add_plain(Selector selector, const std::array<Effect, 2>& effects);
  void add_shown(std::string_view selector);
  Name name_of(std::string text);
  Rule& rule_of(Selector selector);

  std::vector<Rule> rules_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> selectors_;  // to rules_
  std::unordered_map<std::string, Name, Hash, std::equal_to<>> names_;
  std::vector<std::string_view> texts_;            // by name, the keys of names_
  std::vector<std::vector<std::uint32_t>> named_;  // by name: the rules to be found by it
  std::unordered_set<std::string, Hash, std::equal_to<>> shown_;
  std::uint64_t order_ = 0;  // of declarations
  std::size_t read_ = 0;     // selectors
  bool animated_ = false;
  bool cut_ = false;
};

}  // namespace verify

#pragma once

#include <cstdint>
#include <vector>

#include "page/tag_traits.h"

namespace verify {

/// The stack of open elements as tree construction (WHATWG HTML 13.2.6) keeps it, without a tree:
/// enough to know whether the next tag stands in foreign content, is ignored, or nests too deep,
/// and what formatting elements would be opened again. It holds at most kMaxDepth elements; start
/// tags past that are reported as `too_deep` and left out, with their end tags. Where the standard
/// is finer than this it errs towards a deeper stack.
class TreeSketch {
 public:
  static constexpr std::size_t kMaxDepth = 512;
  /// Formatting elements that are open or waiting to be opened again.
  static constexpr std::size_t kMaxFormatting = 64;
  /// Formatting elements opened again in one page; each costs the tree a node.
  static constexpr std::size_t kMaxReopened = 1 << 15;

  enum class Fate : std::uint8_t { kept, ignored, too_deep };
  struct Start {
    TagKey key = 0;
    std::uint32_t traits = 0;
    std::uint64_t spelling = 0;  ///< equal for equal tags; asked for formatting elements only
    bool self_closing = false;
    bool html_annotation = false;  ///< <annotation-xml> whose encoding is HTML
    bool styled_font = false;      ///< <font> with color, face or size
  };

  Fate start(const Start& tag);
  Fate end(TagKey key, std::uint32_t traits);
  /// Characters in the data state.
  void text();
  /// Characters other than white space: from here on a <frameset> means nothing.
  void visible_text() { frameset_ok_ = false; }

  /// Whether the next start tag would be foreign content by where it stands.
  bool in_foreign() const { return !open_.empty() && open_.back().space != Space::html; }
  /// Whether the last start tag made a foreign element.
  bool made_foreign() const { return made_foreign_; }
  /// Whether the last end tag ended one.
  bool ended_foreign() const { return ended_foreign_; }
  bool frameset_ok() const { return frameset_ok_; }
  bool in_frameset() const { return in_frameset_; }
  std::size_t depth() const { return open_.size(); }
  std::size_t max_depth() const { return max_depth_; }
  bool was_too_deep() const { return was_too_deep_; }
  bool formatting_abused() const { return abused_; }

 private:
  enum class Space : std::uint8_t { html, svg, math };
  enum class Integration : std::uint8_t { none, html, math_text, annotation };
  struct Open {
    TagKey key;
    std::uint32_t traits;
    Space space;
    Integration integration;
  };
  struct Formatting {
    TagKey key;  ///< 0 for a marker
    std::uint64_t spelling;
    std::size_t at;  ///< in open_, or kOrphan: closed with its parent, to be opened again
  };
  static constexpr std::size_t kOrphan = static_cast<std::size_t>(-1);
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  bool is_foreign(const Start& tag) const;
  bool breaks_out(const Start& tag) const;
  void leave_foreign();
  Fate start_foreign(const Start& tag);
  Fate start_html(const Start& tag);
  Fate start_table_part(const Start& tag);
  bool ignored_in_frameset(const Start& tag);
  bool ignored_in_select(const Start& tag);
  void close_implied(const Start& tag);
  void close_item(const Start& tag);
  void close_table();
  Fate end_html(TagKey key, std::uint32_t traits);
  bool end_foreign(TagKey key);
  bool is_open(TagKey key) const;
  void end_formatting(TagKey key);
  void end_heading();
  void end_form();
  void end_table_part(TagKey key);
  void look_for_select();
  Fate end_any_other(TagKey key);
  void pop_last(TagKey key);
  static bool bounds_scope(const Open& element);

  Fate push(TagKey key, std::uint32_t traits, Space space = Space::html,
            Integration integration = Integration::none);
  void pop_to(std::size_t size);
  void forget(std::size_t at);
  void close_in_scope(TagKey key, TagKey also_bounds = 0, TagKey also_bounds2 = 0);
  std::size_t find_in_scope(TagKey key, TagKey also_bounds = 0, TagKey also_bounds2 = 0) const;
  std::size_t find_table() const { return find_table(open_.size()); }
  std::size_t find_table(std::size_t below) const;
  bool is_in_table(std::size_t at) const;
  std::size_t find_table_part(TagKey key) const;
  std::size_t find_formatting(TagKey key) const;
  void open_formatting(const Start& tag);
  void reopen_formatting();

  std::vector<Open> open_;
  std::vector<Formatting> formatting_;
  std::size_t orphans_ = 0;
  std::size_t reopened_ = 0;
  std::size_t too_deep_ = 0;  ///< open elements that were left out
  std::size_t max_depth_ = 0;
  bool in_select_ = false;
  bool select_in_table_ = false;
  bool frameset_ok_ = true;
  bool in_frameset_ = false;
  bool made_foreign_ = false;
  bool ended_foreign_ = false;
  bool abused_ = false;
  bool was_too_deep_ = false;
};

}  // namespace verify

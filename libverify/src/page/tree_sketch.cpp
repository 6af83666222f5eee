#include "page/tree_sketch.h"

#include <algorithm>

namespace verify {
namespace {

// Holds no elements, and ends only by its own end tag.
constexpr bool is_raw(TagKey key, std::uint32_t traits) {
  return (traits & (trait::raw_text | trait::rcdata)) != 0 || key == tag_key("script");
}

}  // namespace

// ---- The stack ----

TreeSketch::Fate TreeSketch::push(TagKey key, std::uint32_t traits, Space space,
                                  Integration integration) {
  // Raw text elements hold no elements: leaving one out would only turn its text into markup.
  const bool raw = space == Space::html && is_raw(key, traits);
  if (open_.size() >= kMaxDepth && !raw) {
    ++too_deep_;
    was_too_deep_ = true;
    return Fate::too_deep;
  }
  if (open_.capacity() == 0) open_.reserve(64);
  open_.push_back({key, traits, space, integration});
  max_depth_ = std::max(max_depth_, open_.size());
  if (space == Space::html && (traits & trait::marker) != 0)
    formatting_.push_back({0, 0, open_.size() - 1});
  return Fate::kept;
}

void TreeSketch::pop_to(std::size_t size) {
  if (size >= open_.size()) return;
  open_.resize(size);
  if (formatting_.empty()) return;
  for (std::size_t i = 0; i < formatting_.size(); ++i) {
    Formatting& entry = formatting_[i];
    if (entry.at == kOrphan || entry.at < size) continue;
    if (entry.key == 0) {  // "clear the list of active formatting elements up to the last marker"
      formatting_.resize(i);
      break;
    }
    entry.at = kOrphan;
  }
  orphans_ = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].key != 0;)
    orphans_ += formatting_[i].at == kOrphan;
}

// Takes one element out of the middle of the stack.
void TreeSketch::forget(std::size_t at) {
  open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
  for (Formatting& entry : formatting_)
    if (entry.at != kOrphan && entry.at > at) --entry.at;
}

std::size_t TreeSketch::find_in_scope(TagKey key, TagKey also_bounds, TagKey also_bounds2) const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Open& element = open_[i];
    if (element.space != Space::html) {
      if (element.integration != Integration::none) return kNowhere;
      continue;
    }
    if (element.key == key) return i;
    if ((element.traits & trait::scope) != 0) return kNowhere;
    if (element.key == also_bounds || element.key == also_bounds2) return kNowhere;
  }
  return kNowhere;
}

void TreeSketch::close_in_scope(TagKey key, TagKey also_bounds, TagKey also_bounds2) {
  const std::size_t at = find_in_scope(key, also_bounds, also_bounds2);
  if (at != kNowhere) pop_to(at);
}

std::size_t TreeSketch::find_table(std::size_t below) const {
  for (std::size_t i = below; i-- > 0;) {
    if (open_[i].space != Space::html) continue;
    if (open_[i].key == tag_key("table") || open_[i].key == tag_key("template")) return i;
  }
  return kNowhere;
}

// Whether a table is around what stands at that place, and no template between.
bool TreeSketch::is_in_table(std::size_t at) const {
  const std::size_t table = find_table(at);
  return table != kNowhere && open_[table].key == tag_key("table");
}

// ---- Formatting elements (13.2.4.3) ----

std::size_t TreeSketch::find_formatting(TagKey key) const {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].key != 0;)
    if (formatting_[i].key == key) return i;
  return kNowhere;
}

void TreeSketch::open_formatting(const Start& tag) {
  // The "Noah's Ark clause": of equal elements since the last marker only three are kept.
  std::size_t equal = 0;
  std::size_t earliest = 0;
  std::size_t since_marker = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].key != 0; ++since_marker) {
    if (formatting_[i].key != tag.key || formatting_[i].spelling != tag.spelling) continue;
    ++equal;
    earliest = i;
  }
  if (equal >= 3) {
    orphans_ -= formatting_[earliest].at == kOrphan;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(earliest));
  }
  if (since_marker >= kMaxFormatting) abused_ = true;
  if (!abused_) formatting_.push_back({tag.key, tag.spelling, open_.size() - 1});
}

void TreeSketch::reopen_formatting() {
  if (orphans_ == 0 || abused_) return;
  std::size_t first = formatting_.size();
  while (first > 0 && formatting_[first - 1].key != 0) --first;
  for (std::size_t i = first; i < formatting_.size(); ++i) {
    if (formatting_[i].at != kOrphan) continue;
    ++reopened_;
    if (push(formatting_[i].key, traits_of(formatting_[i].key)) == Fate::kept)
      formatting_[i].at = open_.size() - 1;
    else
      abused_ = true;
  }
  orphans_ = 0;
  if (reopened_ > kMaxReopened) abused_ = true;
}

void TreeSketch::text() {
  if (!in_foreign()) reopen_formatting();
}

// The adoption agency algorithm (13.2.6.4.7) as far as the stack goes.
void TreeSketch::end_formatting(TagKey key) {
  const std::size_t entry = find_formatting(key);
  if (entry == kNowhere) {
    end_any_other(key);
    return;
  }
  const std::size_t at = formatting_[entry].at;
  const auto drop_entry = [&] {
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(entry));
  };
  if (at == kOrphan) {
    --orphans_;
    return drop_entry();
  }
  std::size_t blocks = 0;
  std::size_t last_block = at;
  for (std::size_t i = at + 1; i < open_.size(); ++i) {
    if (bounds_scope(open_[i])) return;
    if (open_[i].space != Space::html || (open_[i].traits & trait::special) == 0) continue;
    last_block = i;
    ++blocks;
  }
  drop_entry();
  if (blocks == 0) return pop_to(at);
  // Each round moves a copy of the element into the next block; when there is none left, the copy
  // is closed with all that it holds.
  constexpr std::size_t kRounds = 8;
  if (blocks < kRounds) pop_to(last_block + 1);
  forget(at);
  reopened_ += 8;  // what the algorithm clones at most in a usual page
  if (reopened_ > kMaxReopened) abused_ = true;
}

// ---- End tags ----

TreeSketch::Fate TreeSketch::end(TagKey key, std::uint32_t traits) {
  ended_foreign_ = false;
  const bool ends_raw = !open_.empty() && open_.back().space == Space::html &&
                        open_.back().key == key && is_raw(key, open_.back().traits);
  if (ends_raw) {
    pop_to(open_.size() - 1);
    return Fate::kept;
  }
  if (too_deep_ > 0) {
    --too_deep_;
    return Fate::too_deep;
  }
  if (in_foreign()) {
    if (end_foreign(key)) return Fate::kept;
    if (traits == 0 && !is_open(key)) return Fate::ignored;
  }
  return end_html(key, traits);
}

bool TreeSketch::is_open(TagKey key) const {
  return std::ranges::any_of(open_, [key](const Open& element) { return element.key == key; });
}

bool TreeSketch::end_foreign(TagKey key) {
  for (std::size_t i = open_.size(); i-- > 0 && open_[i].space != Space::html;) {
    if (open_[i].key != key) continue;
    pop_to(i);
    return ended_foreign_ = true;
  }
  return false;
}

TreeSketch::Fate TreeSketch::end_html(TagKey key, std::uint32_t traits) {
  if (in_select_) {
    const bool part = key == tag_key("table") || (traits & trait::table_part) != 0;
    const bool known = key == tag_key("select") || key == tag_key("option") ||
                       key == tag_key("optgroup") || key == tag_key("template") ||
                       key == tag_key("script");
    if (!known && !(part && select_in_table_ && find_table_part(key) != kNowhere))
      return Fate::ignored;
    if (key == tag_key("select") || part) {
      in_select_ = false;
      pop_last(tag_key("select"));
      if (!part) return Fate::kept;
    }
  }
  if ((traits & trait::formatting) != 0) {
    end_formatting(key);
  } else if ((traits & trait::block) != 0 || key == tag_key("dd") || key == tag_key("dt")) {
    close_in_scope(key);
  } else if (key == tag_key("p")) {
    close_in_scope(key, tag_key("button"));
  } else if (key == tag_key("li")) {
    close_in_scope(key, tag_key("ol"), tag_key("ul"));
  } else if ((traits & trait::heading) != 0) {
    end_heading();
  } else if (key == tag_key("form")) {
    end_form();
  } else if (key == tag_key("table") || (traits & trait::table_part) != 0) {
    end_table_part(key);
  } else if (key == tag_key("template")) {
    pop_last(key);
    look_for_select();
  } else {
    return end_any_other(key);
  }
  return Fate::kept;
}

// Closes down to the innermost element of this name, whatever stands between.
void TreeSketch::pop_last(TagKey key) {
  for (std::size_t i = open_.size(); i-- > 0;)
    if (open_[i].key == key && open_[i].space == Space::html) return pop_to(i);
}

bool TreeSketch::bounds_scope(const Open& element) {
  return element.space == Space::html ? (element.traits & trait::scope) != 0
                                      : element.integration != Integration::none;
}

// Any heading's end tag closes the innermost heading in scope.
void TreeSketch::end_heading() {
  for (std::size_t i = open_.size(); i-- > 0 && !bounds_scope(open_[i]);)
    if ((open_[i].traits & trait::heading) != 0) return pop_to(i);
}

// A form goes off the stack from wherever it is, yet what it holds stays below it in the tree: then
// it keeps its place, nameless.
void TreeSketch::end_form() {
  const std::size_t at = find_in_scope(tag_key("form"));
  if (at == kNowhere) return;
  if (at + 1 == open_.size())
    pop_to(at);
  else
    open_[at] = {0, 0, Space::html, Integration::none};
}

// "In table scope" (13.2.4.2).
std::size_t TreeSketch::find_table_part(TagKey key) const {
  const std::size_t table = find_table();
  if (table == kNowhere) return kNowhere;
  for (std::size_t i = table; i < open_.size(); ++i)
    if (open_[i].key == key && open_[i].space == Space::html) return i;
  return kNowhere;
}

void TreeSketch::end_table_part(TagKey key) {
  if (const std::size_t at = find_table_part(key); at != kNowhere) pop_to(at);
}

// "Reset the insertion mode appropriately" (13.2.4.1), as far as it is about select: after a
// template the one around it goes on.
void TreeSketch::look_for_select() {
  in_select_ = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].space != Space::html) continue;
    if (open_[i].key == tag_key("select")) {
      in_select_ = true;
      select_in_table_ = is_in_table(i);
      return;
    }
    const bool other_mode = open_[i].key == tag_key("table") ||
                            open_[i].key == tag_key("template") ||
                            (open_[i].traits & trait::table_part) != 0;
    if (other_mode) return;
  }
}

TreeSketch::Fate TreeSketch::end_any_other(TagKey key) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Open& element = open_[i];
    if (element.space != Space::html && element.integration != Integration::none) break;
    if (element.key == key) {
      pop_to(i);
      return Fate::kept;
    }
    if (element.space == Space::html && (element.traits & trait::special) != 0) break;
  }
  return Fate::ignored;
}

}  // namespace verify

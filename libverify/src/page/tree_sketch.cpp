#include "page/tree_sketch.h"

#include <algorithm>

namespace verify {
namespace {

constexpr bool is_row_group(TagKey key) {
  return key == tag_key("tbody") || key == tag_key("thead") || key == tag_key("tfoot");
}

constexpr bool is_cell(TagKey key) {
  return key == tag_key("td") || key == tag_key("th");
}

// Holds no elements, and ends only by its own end tag.
constexpr bool is_raw(TagKey key, std::uint32_t traits) {
  return (traits & (trait::raw_text | trait::rcdata)) != 0 || key == tag_key("script");
}

constexpr bool is_math_text(TagKey key) {
  return key == tag_key("mi") || key == tag_key("mo") || key == tag_key("mn") ||
         key == tag_key("ms") || key == tag_key("mtext");
}

constexpr bool is_svg_integration(TagKey key) {
  return key == tag_key("foreignobject") || key == tag_key("desc") || key == tag_key("title");
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

std::size_t TreeSketch::find_table() const {
  for (std::size_t i = open_.size(); i-- > 0;) {
    if (open_[i].space != Space::html) continue;
    if (open_[i].key == tag_key("table") || open_[i].key == tag_key("template")) return i;
  }
  return kNowhere;
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
  if (entry == kNowhere) return end_any_other(key);
  const std::size_t at = formatting_[entry].at;
  const auto drop_entry = [&] {
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(entry));
  };
  if (at == kOrphan) {
    --orphans_;
    return drop_entry();
  }
  bool block_above = false;
  for (std::size_t i = open_.size(); i-- > at + 1;) {
    const bool bound = open_[i].space == Space::html ? (open_[i].traits & trait::scope) != 0
                                                     : open_[i].integration != Integration::none;
    if (bound) return;
    block_above |= open_[i].space == Space::html && (open_[i].traits & trait::special) != 0;
  }
  drop_entry();
  if (!block_above) return pop_to(at);
  forget(at);
  reopened_ += 8;  // what the algorithm clones at most in a usual page
  if (reopened_ > kMaxReopened) abused_ = true;
}

// ---- Start tags ----

bool TreeSketch::is_foreign(const Start& tag) const {
  if (!in_foreign()) return false;
  switch (open_.back().integration) {
    case Integration::none:
      return true;
    case Integration::html:
      return false;
    case Integration::math_text:
      return tag.key == tag_key("mglyph") || tag.key == tag_key("malignmark");
    case Integration::annotation:
      return tag.key != tag_key("svg");
  }
  return true;
}

bool TreeSketch::breaks_out(const Start& tag) const {
  return (tag.traits & trait::breakout) != 0 || tag.styled_font;
}

void TreeSketch::leave_foreign() {
  std::size_t size = open_.size();
  while (size > 0 && open_[size - 1].space != Space::html) {
    const Integration integration = open_[size - 1].integration;
    if (integration == Integration::html || integration == Integration::math_text) break;
    --size;
  }
  pop_to(size);
}

TreeSketch::Fate TreeSketch::start(const Start& tag) {
  made_foreign_ = false;
  if (is_foreign(tag)) {
    if (!breaks_out(tag)) return start_foreign(tag);
    leave_foreign();
  }
  return start_html(tag);
}

TreeSketch::Fate TreeSketch::start_foreign(const Start& tag) {
  made_foreign_ = true;
  if (tag.self_closing) return Fate::kept;
  const Space space = open_.back().space;
  Integration integration = Integration::none;
  if (space == Space::svg && is_svg_integration(tag.key)) integration = Integration::html;
  if (space == Space::math && is_math_text(tag.key)) integration = Integration::math_text;
  if (space == Space::math && tag.key == tag_key("annotation-xml"))
    integration = tag.html_annotation ? Integration::html : Integration::annotation;
  return push(tag.key, 0, space, integration);
}

// "in frameset" and "after frameset" know no other tags.
bool TreeSketch::ignored_in_frameset(const Start& tag) {
  if (in_frameset_)
    return tag.key != tag_key("frame") && tag.key != tag_key("frameset") &&
           tag.key != tag_key("noframes");
  if (tag.key == tag_key("frameset")) {
    const auto is_template = [](const Open& element) {
      return element.key == tag_key("template") && element.space == Space::html;
    };
    in_frameset_ = frameset_ok_ && std::ranges::none_of(open_, is_template);
    if (in_frameset_) pop_to(0);  // takes the place of the body
    return !in_frameset_;
  }
  if ((tag.traits & trait::no_frameset) != 0) frameset_ok_ = false;
  return false;
}

// "in select" and "in select in table".
bool TreeSketch::ignored_in_select(const Start& tag) {
  if (!in_select_) return false;
  const bool table =
      tag.key == tag_key("table") || ((tag.traits & trait::table_part) != 0 &&
                                      tag.key != tag_key("col") && tag.key != tag_key("colgroup"));
  if (table && select_in_table_) {
    end_html(tag_key("select"), traits_of(tag_key("select")));
    return false;
  }
  if ((tag.traits & trait::select_part) == 0) return true;
  if (tag.key == tag_key("template")) in_select_ = false;
  const bool closes = tag.key == tag_key("select") || tag.key == tag_key("input") ||
                      tag.key == tag_key("keygen") || tag.key == tag_key("textarea");
  if (closes) end_html(tag_key("select"), traits_of(tag_key("select")));
  return tag.key == tag_key("select");
}

TreeSketch::Fate TreeSketch::start_html(const Start& tag) {
  if (ignored_in_frameset(tag) || ignored_in_select(tag)) return Fate::ignored;
  if (tag.key == tag_key("html") || tag.key == tag_key("body") || tag.key == tag_key("head"))
    return Fate::kept;
  if ((tag.traits & trait::table_part) != 0) return start_table_part(tag);
  close_implied(tag);
  if ((tag.traits & (trait::plain | trait::closes_p)) == 0) reopen_formatting();
  if ((tag.traits & trait::void_element) != 0) return Fate::kept;
  if ((tag.traits & trait::foreign_root) != 0) {
    made_foreign_ = true;
    if (tag.self_closing) return Fate::kept;
    return push(tag.key, 0, tag.key == tag_key("svg") ? Space::svg : Space::math);
  }
  const Fate fate = push(tag.key, tag.traits);
  if (fate == Fate::kept && (tag.traits & trait::formatting) != 0) open_formatting(tag);
  if (tag.key == tag_key("select")) {
    in_select_ = fate == Fate::kept;
    select_in_table_ = find_table() != kNowhere;
  }
  return fate;
}

// What a start tag closes before it opens ("in body", 13.2.6.4.7).
void TreeSketch::close_implied(const Start& tag) {
  if (open_.empty()) return;
  if (tag.key == tag_key("li") || tag.key == tag_key("dd") || tag.key == tag_key("dt"))
    close_item(tag);
  if ((tag.traits & trait::closes_p) != 0) close_in_scope(tag_key("p"), tag_key("button"));
  if (open_.empty()) return;
  if ((tag.traits & trait::heading) != 0 && (open_.back().traits & trait::heading) != 0)
    pop_to(open_.size() - 1);
  if (tag.key == tag_key("a") || tag.key == tag_key("nobr")) {
    if (find_formatting(tag.key) != kNowhere) end_formatting(tag.key);
  } else if (tag.key == tag_key("button")) {
    close_in_scope(tag_key("button"));
  } else if (tag.key == tag_key("option") || tag.key == tag_key("optgroup")) {
    if (open_.back().key == tag_key("option")) pop_to(open_.size() - 1);
    if (in_select_ && !open_.empty() && tag.key == tag_key("optgroup") &&
        open_.back().key == tag_key("optgroup"))
      pop_to(open_.size() - 1);
  }
}

void TreeSketch::close_item(const Start& tag) {
  const bool item = tag.key == tag_key("li");
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Open& element = open_[i];
    if (element.space != Space::html) {
      if (element.integration != Integration::none) return;
      continue;
    }
    if (item ? element.key == tag_key("li")
             : element.key == tag_key("dd") || element.key == tag_key("dt"))
      return pop_to(i);
    if ((element.traits & trait::special) != 0 && element.key != tag_key("address") &&
        element.key != tag_key("div") && element.key != tag_key("p"))
      return;
  }
}

// The table insertion modes: the stack is cleared back to the context the part belongs to, and the
// parts between that were not written are opened.
TreeSketch::Fate TreeSketch::start_table_part(const Start& tag) {
  const std::size_t table = find_table();
  if (table == kNowhere) return Fate::ignored;
  // What a part means in a template hangs on what came before; opening it is the deeper reading.
  if (open_[table].key == tag_key("template") && (tag.traits & trait::void_element) == 0)
    return push(tag.key, tag.traits);
  const auto implied = [this](TagKey key) { push(key, traits_of(key)); };
  std::size_t keep = table + 1;
  if (tag.key == tag_key("tr") || is_cell(tag.key)) {
    if (keep < open_.size() && is_row_group(open_[keep].key)) {
      ++keep;
    } else {
      pop_to(keep);
      implied(tag_key("tbody"));
      ++keep;
    }
    if (is_cell(tag.key)) {
      if (keep < open_.size() && open_[keep].key == tag_key("tr")) {
        ++keep;
      } else {
        pop_to(keep);
        implied(tag_key("tr"));
        ++keep;
      }
    }
  }
  pop_to(keep);
  if ((tag.traits & trait::void_element) != 0) return Fate::kept;
  return push(tag.key, tag.traits);
}

// ---- End tags ----

TreeSketch::Fate TreeSketch::end(TagKey key, std::uint32_t traits) {
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
  if (in_foreign() && end_foreign(key)) return Fate::kept;
  return end_html(key, traits);
}

bool TreeSketch::end_foreign(TagKey key) {
  for (std::size_t i = open_.size(); i-- > 0 && open_[i].space != Space::html;) {
    if (open_[i].key != key) continue;
    pop_to(i);
    return true;
  }
  return false;
}

TreeSketch::Fate TreeSketch::end_html(TagKey key, std::uint32_t traits) {
  if (in_select_) {
    const bool table = key == tag_key("table") || (traits & trait::table_part) != 0;
    const bool known = key == tag_key("select") || key == tag_key("option") ||
                       key == tag_key("optgroup") || key == tag_key("template") ||
                       key == tag_key("script");
    if (!known && !(table && select_in_table_)) return Fate::ignored;
    if (key == tag_key("select") || table) {
      in_select_ = false;
      for (std::size_t i = open_.size(); i-- > 0;) {
        if (open_[i].key != tag_key("select")) continue;
        pop_to(i);
        break;
      }
      if (!table) return Fate::kept;
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
    for (std::size_t i = open_.size(); i-- > 0;) {
      const bool bound = open_[i].space == Space::html ? (open_[i].traits & trait::scope) != 0
                                                       : open_[i].integration != Integration::none;
      if (bound) break;
      if ((open_[i].traits & trait::heading) == 0) continue;
      pop_to(i);
      break;
    }
  } else if (key == tag_key("form")) {
    const std::size_t at = find_in_scope(key);
    if (at != kNowhere && at + 1 == open_.size()) pop_to(at);
    // Off the stack, yet what it holds stays below it in the tree: it keeps its place, nameless.
    else if (at != kNowhere)
      open_[at] = {0, 0, Space::html, Integration::none};
  } else if (key == tag_key("table") || (traits & trait::table_part) != 0) {
    const std::size_t table = find_table();
    if (table == kNowhere) return Fate::kept;
    for (std::size_t i = table; i < open_.size(); ++i) {
      if (open_[i].key != key || open_[i].space != Space::html) continue;
      pop_to(i);
      break;
    }
  } else if (key == tag_key("template")) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].key != key || open_[i].space != Space::html) continue;
      pop_to(i);
      break;
    }
  } else {
    end_any_other(key);
  }
  return Fate::kept;
}

void TreeSketch::end_any_other(TagKey key) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Open& element = open_[i];
    if (element.space != Space::html && element.integration != Integration::none) return;
    if (element.key == key) return pop_to(i);
    if (element.space == Space::html && (element.traits & trait::special) != 0) return;
  }
}

}  // namespace verify

// What start tags do to the stack of open elements: the insertion modes of WHATWG HTML 13.2.6.4 and
// the rules for foreign content of 13.2.6.5.
#include <algorithm>

#include "page/tree_sketch.h"

namespace verify {
namespace {

constexpr bool is_row_group(TagKey key) {
  return key == tag_key("tbody") || key == tag_key("thead") || key == tag_key("tfoot");
}

constexpr bool is_cell(TagKey key) {
  return key == tag_key("td") || key == tag_key("th");
}

constexpr bool is_math_text(TagKey key) {
  return key == tag_key("mi") || key == tag_key("mo") || key == tag_key("mn") ||
         key == tag_key("ms") || key == tag_key("mtext");
}

constexpr bool is_svg_integration(TagKey key) {
  return key == tag_key("foreignobject") || key == tag_key("desc") || key == tag_key("title");
}

}  // namespace

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
    select_in_table_ = is_in_table(open_.size());
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
  } else if (tag.key == tag_key("table")) {
    close_table();
  } else if (tag.key == tag_key("button")) {
    close_in_scope(tag_key("button"));
  } else if (tag.key == tag_key("option") || tag.key == tag_key("optgroup")) {
    if (open_.back().key == tag_key("option")) pop_to(open_.size() - 1);
    if (in_select_ && !open_.empty() && tag.key == tag_key("optgroup") &&
        open_.back().key == tag_key("optgroup"))
      pop_to(open_.size() - 1);
  }
}

// A table within a table and not in a cell of it ("in table", 13.2.6.4.9) begins beside it.
void TreeSketch::close_table() {
  if (!is_in_table(open_.size())) return;
  const std::size_t table = find_table();
  for (std::size_t i = table; i < open_.size(); ++i)
    if (open_[i].space == Space::html &&
        (is_cell(open_[i].key) || open_[i].key == tag_key("caption")))
      return;
  pop_to(table);
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

}  // namespace verify

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "page/tag_tokenizer.h"

namespace verify {

inline constexpr std::size_t kMaxTreeDepth = TreeSketch::kMaxDepth;
inline constexpr std::size_t kMaxTagAttributes = TagTokenizer::kMaxAttributes;
/// An element takes up to a kilobyte in all that is read of a page. The largest pages that people
/// read have a tenth of these.
inline constexpr std::size_t kMaxTreeTags = 80'000;
/// A node each, though nothing is read of them.
inline constexpr std::size_t kMaxTreeComments = TagTokenizer::kMaxComments;
/// Bytes of text outside of scripts and styles: a dozen bytes of each are at work while it is read.
/// A long novel has 3 MB.
inline constexpr std::size_t kMaxTreeText = 4u << 20;

/// The text of a script or style, which has no markup and which the tree builder, going letter by
/// letter, is the slower for.
struct SparedText {
  std::size_t at = 0;     ///< where it stood: right after its start tag in TreeInput::html
  std::string_view text;  ///< within the page
};

/// A page made safe for the tree builder, which is quadratic in depth and attributes and recurses:
/// start tags nested deeper than kMaxTreeDepth are left out with their end tags (their text stays)
/// and attributes past kMaxTagAttributes of one tag are dropped. What follows kMaxTreeTags start
/// or end tags ("</p>" alone makes an element), kMaxTreeComments or kMaxTreeText is left out. A
/// page whose unclosed formatting elements (b, font …) would be opened again without bound loses
/// all of them but links. What the tree builder takes for something else is left out: an attribute
/// that is written again without a value (its name is mixed up with the next one's), an end tag of
/// an unknown name that closes nothing (all such names are one to it), a tag that the page ends in,
/// an element of a drawing that is named as a part of a table or a form (it would end the process),
/// and what stands behind the name of an end tag, or "</>" before it (in a drawing it then closes
/// nothing).
struct TreeInput {
  std::optional<std::string> html;  ///< nothing: the page as it is
  std::vector<SparedText> spared;   ///< in the order of the page
  bool cut = false;                 ///< a cap was hit
  bool ended = false;               ///< by one of the caps on what a page has: its end is missing
};

enum class RawText { kept, spared };

/// `page` must outlive the result when raw text is spared.
TreeInput prepare_for_tree(std::string_view page, RawText raw_text);

}  // namespace verify

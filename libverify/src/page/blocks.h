#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "page/dom.h"

namespace verify {

class HidingRules;

/// What holds for a node because of itself or of something it stands in.
enum Mark : std::uint16_t {
  kInLink = 1u << 0,
  kInBold = 1u << 1,
  kInHeading = 1u << 2,  ///< h1…h6 or role=heading
  kInNav = 1u << 3,
  kInHeader = 1u << 4,  ///< the page's, not a section's
  kInFooter = 1u << 5,  ///< the page's
  kInAside = 1u << 6,
  kInDialog = 1u << 7,
  kHidden = 1u << 8,  ///< not shown, and not something that a click unfolds
  kInButton = 1u << 9,
  kInForm = 1u << 10,
  kInCaption = 1u << 11,
  kInList = 1u << 12,
  kInTable = 1u << 13,
  kInSection = 1u << 14,  ///< in an article, main or section element
};

/// A run of text that a reader sees as one: a paragraph, a heading, a list item, a table cell.
struct Block {
  Dom::Index node = 0;      ///< the nearest element that breaks lines
  Dom::Index first = 0;     ///< its first run of text
  std::uint32_t begin = 0;  ///< into PageBlocks::text
  std::uint32_t end = 0;
  std::uint32_t link_bytes = 0;  ///< of its text that is in links
  std::uint32_t bold_bytes = 0;
  std::uint32_t bold_prefix = 0;  ///< bytes of the bold run it starts with
  std::uint16_t marks = 0;        ///< that hold for all of it
  bool after_break = false;       ///< follows a <br> within the same element

  std::uint32_t size() const { return end - begin; }
};

/// A page cut into its blocks in reading order, with what is known about each node. Script, style,
/// template, noscript and form controls are left out. Built in one pass.
struct PageBlocks {
  struct Image {
    Dom::Index node;
    std::string_view alt;
  };

  std::string text;  ///< of all blocks, white space collapsed
  std::vector<Block> blocks;
  std::vector<std::uint16_t> marks;  ///< by node
  std::vector<std::uint32_t> hints;  ///< by node, of its own class and id
  std::vector<Image> images;

  std::string_view text_of(const Block& block) const {
    return std::string_view(text).substr(block.begin, block.size());
  }
};

/// Whether what a page says is hidden is taken as hidden.
enum class Hiding { believed, ignored };

/// `dom` must outlive the result; `rules` are those of it.
PageBlocks cut_blocks(const Dom& dom, const HidingRules& rules, Hiding hiding);

/// Whether an element starts a line of its own.
bool breaks_line(Tag tag);

}  // namespace verify

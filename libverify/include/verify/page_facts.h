#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "verify/document.h"
#include "verify/url.h"

namespace verify {

/// One thing a page shows, for pages that are records and no prose: the profile of a company, the
/// badge of a person. All text is UTF-8, white space collapsed and shortened.
struct PageFact {
  enum class Kind {
    heading,  ///< h1…h6
    line,     ///< any other run of text a reader sees as one
    image,    ///< the text of a picture
    pair,     ///< a label and its value: a row of a table, dt and dd, "Label: value"
    data      ///< a value of JSON-LD
  };
  Kind kind = Kind::line;
  int level = 0;      ///< of a heading, 1…6
  std::string label;  ///< of a pair; of data the keys from its owner on: "memberOf.name"
  std::string text;
  /// Whom it is about by its own place: the first cell of a row in a table with named columns, the
  /// name of the JSON-LD object. Empty: whatever the page is about.
  std::string owner;
  std::optional<Url> url;  ///< where all of it leads, of what is a link
  /// In a menu, a header or footer of the page, a side bar, a dialog, among choices of a form, in
  /// a box of related things, or struck out: said on the page and not what the page says.
  bool aside = false;
  /// The first fact of the smallest element around it that has an earlier one; itself without one.
  std::size_t box = 0;
  /// The facts of the smallest element around it that has another one, from the first to one past
  /// the last.
  std::size_t room_begin = 0, room_end = 0;

  /// Where it stands, as citations say it: "row: Partner tier", "heading", "image".
  std::string place() const;
};

/// The facts of a page in reading order, those of JSON-LD last; at most 20,000. Total and linear:
/// any bytes give some. What is hidden is left out.
std::vector<PageFact> read_page_facts(std::string bytes, const ReadOptions& options);

}  // namespace verify

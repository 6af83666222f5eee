#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/checklist.h"

namespace verify {

/// The words of self-assessments: what names a column, an item, a group and an answer. Total.

/// What a column of a sheet is for.
struct SheetColumn {
  enum class Role { none, id, title, met, response, evidence };
  Role role = Role::none;
  int reference = 0;  ///< of which customer reference, from 1; 0: of none
  std::string name;   ///< of the reference
  bool answers() const { return reference > 0 || role >= Role::met; }
};
/// What a cell with these words names; nothing where it names no column.
std::optional<SheetColumn> named_column(std::string_view cell);
/// A row that begins so names the customer references in its other cells.
bool names_references(std::string_view cell);

/// What is kept of an item's title, in bytes: its first 300 are compared. Cells that are merged
/// over many rows are the title in each.
inline constexpr std::size_t kMaxItemTitle = 600;

/// The number or id a cell begins with, and what follows it.
struct SheetLabel {
  std::string label;
  std::string rest;            ///< shortened
  std::optional<Group> scope;  ///< "Prereq 2.1"
  /// "1.0": printed over a section, never an item.
  bool is_section() const;
};
std::optional<SheetLabel> leading_label(std::string_view cell);

/// What a heading or the name of a sheet says of the items below it.
std::optional<Group> named_group(std::string_view heading);

/// What a cell answers. The text a checklist itself has printed there ("Waived if …") is no answer.
struct SheetWord {
  std::optional<std::string> met;  ///< yes, no, na, waived
  std::string rest;                ///< what else stands there
  bool unclear = false;            ///< something stands there that begins with no answer
};
SheetWord leading_word(std::string_view cell);
/// Whether what is printed there is cut, and goes on in the cell below.
bool printed_goes_on(std::string_view cell);

/// The paths and addresses a cell names, and the words that are neither.
struct NamedPlaces {
  std::vector<std::string> places;
  std::string words;
};
NamedPlaces named_places(std::string_view cell);

/// Lower-case words, one space between them; signs are left out.
std::string folded_words(std::string_view text);

}  // namespace verify

#include "verify/assessment_sheet.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "judge/row_answer.h"
#include "judge/sheet_grid.h"
#include "judge/sheet_words.h"
#include "verify/declaration.h"

namespace verify {
namespace {

using Role = SheetColumn::Role;

constexpr std::size_t kMaxAnswers = 10'000;
// A cell merged over many rows answers each of them: with so much the same text is told again and
// again, as no file has more than 4 MB of it (filereader/workbook.cpp, table.cpp).
constexpr std::size_t kMaxAnswerBytes = 16u << 20;
constexpr std::size_t kMaxSheetName = 128;  // bytes; Excel allows 31 characters
constexpr int kSomeLabels = 3;              // so many rows with labels are no chance

// Reads one sheet from top to bottom.
class Sheet {
 public:
  // `bytes_left`: of the answers of all sheets.
  Sheet(const std::string& name, AssessmentSheet& out, std::size_t& bytes_left)
      : name_(shorten(name, kMaxSheetName)),
        out_(out),
        bytes_left_(bytes_left),
        scope_(named_group(name_)) {}

  void read(const SheetGrid& grid) {
    grid.each_row([this](const GridRow& row) {
      if (out_.answers.size() >= kMaxAnswers || bytes_left_ == 0) return false;
      take(row);
      last_row_ = row.row;
      return true;
    });
    finish();
    if (columns_.empty() && labels_ >= kSomeLabels)
      fault(first_label_,
            "Rows begin with the number of an item here, but no row above names the columns; "
            "expected one with \"Met Y/N\", \"Response\" or \"Customer reference 1\".");
  }

 private:
  void take(const GridRow& row) {
    if (take_header(row)) return;
    const GridCell* cell = nullptr;
    if (auto label = label_of(row, cell)) {
      ++labels_;
      if (first_label_.empty()) first_label_ = place_in(name_, cell->name);
      // Cells merged over several rows are one item's.
      if (!draft_ || cell != draft_->cell) begin(*std::move(label), cell, row);
      header_before_ = false;
      collect(row, cell);
    } else if (is_heading(row)) {
      finish();
      if (const auto group = named_group(row.cells.begin()->second->text)) scope_ = group;
    } else if (draft_ && row.row == last_row_ + 1) {
      collect(row, draft_->cell);
    }
  }

  // ---- the columns

  bool take_header(const GridRow& row) {
    std::map<int, SheetColumn> named = named_in(row);
    if (named.empty()) return false;
    finish();
    // A second row of names under the first says more of the same columns.
    if (header_before_ && last_row_ + 1 == row.row) {
      for (const auto& [column, more] : named) {
        SheetColumn& known = columns_[column];
        if (more.role != Role::none) known.role = more.role;
        if (more.reference != 0) known.reference = more.reference, known.name = more.name;
      }
    } else {
      columns_ = std::move(named);
    }
    header_before_ = true;
    return true;
  }

  std::map<int, SheetColumn> named_in(const GridRow& row) const {
    const auto first = row.cells.begin();
    if (row.cells.size() > 1 && names_references(first->second->text)) return inserted_in(row);
    const auto label = leading_label(first->second->text);
    if (label && !label->is_section()) return {};
    std::map<int, SheetColumn> out;
    std::set<const GridCell*> met, references, others;
    for (const auto& [column, cell] : row.cells) {
      const auto& named = named_by(*cell);
      // A name that means nothing here is a name all the same.
      out[column] = named.value_or(SheetColumn{});
      if (!named) continue;
      if (named->reference != 0)
        references.insert(cell);
      else
        (named->role == Role::met ? met : others).insert(cell);
    }
    // Alone in the column of the items it is the remains of a table and no column.
    const bool stray = row.cells.size() == 1 && first->first == label_column_;
    const bool asks = std::ranges::any_of(met, [](const GridCell* each) {
      return !leading_word(each->text).met;  // "Met Y/N", but not "Met", which answers
    });
    const bool is_header = (asks && !stray) || (!met.empty() && !others.empty()) ||
                           references.size() + others.size() > 1;
    return is_header ? out : std::map<int, SheetColumn>{};
  }

  // Read once: cells merged over many rows are asked about in each.
  const std::optional<SheetColumn>& named_by(const GridCell& cell) const {
    const auto known = named_by_.find(&cell);
    if (known != named_by_.end()) return known->second;
    return named_by_.emplace(&cell, named_column(cell.text)).first->second;
  }

  // "Customer References for … | Acme | Globex".
  static std::map<int, SheetColumn> inserted_in(const GridRow& row) {
    std::map<int, SheetColumn> out;
    const GridCell* last = row.cells.begin()->second;
    int reference = 0;
    for (const auto& [column, cell] : row.cells) {
      if (cell == row.cells.begin()->second) continue;
      if (cell != last) ++reference;
      last = cell;
      out[column] = {Role::none, reference, collapse_space(cell->text)};
    }
    return out;
  }

  const SheetColumn* column_at(int column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() ? nullptr : &found->second;
  }

  // ---- the rows

  std::optional<SheetLabel> label_of(const GridRow& row, const GridCell*& cell) const {
    for (const bool named_only : {true, false})
      for (const auto& [column, each] : row.cells) {
        const SheetColumn* named = column_at(column);
        const bool fits = named_only ? named != nullptr && named->role == Role::id
                                     : named == nullptr || !named->answers();
        if (!fits) continue;
        auto label = leading_label(each->text);
        if (!label) {
          // What stands before an item's number is its number or nothing.
          if (!named_only) return std::nullopt;
          continue;
        }
        cell = each;
        return label;
      }
    return std::nullopt;
  }

  bool is_heading(const GridRow& row) const {
    const GridCell* only = row.cells.begin()->second;
    return row.cells.rbegin()->second == only &&
           (label_column_ < 0 || only->column <= label_column_) &&
           (column_at(only->column) == nullptr || !column_at(only->column)->answers());
  }

  void begin(SheetLabel label, const GridCell* cell, const GridRow& row) {
    finish();
    label_column_ = cell->column;
    label.label = continued(label.label);
    draft_ = Draft{label, label.scope ? label.scope : scope_, label.rest, cell, {}};
    if (draft_->title.empty()) draft_->title = title_in(row, cell);
    previous_ = label.label;
  }

  // What stands in the column of the titles, else right of the label.
  std::string title_in(const GridRow& row, const GridCell* label) const {
    const GridCell* beside = nullptr;
    for (const auto& [column, cell] : row.cells) {
      const SheetColumn* named = column_at(column);
      if (named != nullptr && named->role == Role::title) return shorten(cell->text, kMaxItemTitle);
      const bool fits = named == nullptr || (named->role == Role::none && !named->answers());
      if (beside == nullptr && cell->column > label->column && fits) beside = cell;
    }
    return beside == nullptr ? std::string() : shorten(beside->text, kMaxItemTitle);
  }

  // A spreadsheet that takes 2.10 for a number shows 2.1: a second one, after 2.9, is what was
  // meant.
  std::string continued(const std::string& label) {
    if (numbers_.insert(label).second) return label;
    const std::size_t dot = label.rfind('.'), before = previous_.rfind('.');
    if (dot == std::string::npos || dot != before ||
        label.compare(0, dot, previous_, 0, before) != 0)
      return label;
    int last = 0;
    const char* const end = previous_.data() + previous_.size();
    if (std::from_chars(previous_.data() + before + 1, end, last).ec != std::errc() || last > 998)
      return label;
    const int next = last + 1;
    const bool meant = next % 10 == 0 && label.substr(dot + 1) == std::to_string(next / 10);
    return meant ? label + "0" : label;
  }

  void collect(const GridRow& row, const GridCell* label) {
    const int first_answer = first_answer_column();
    const GridCell* last = nullptr;
    for (const auto& [column, cell] : row.cells) {
      if (cell == label || cell == last) continue;
      last = cell;
      // What reaches into this row from the one above was taken there.
      if (cell->row < row.row && label->row < row.row && cell->row >= label->row) continue;
      const SheetColumn* named = column_at(column);
      if (named != nullptr && named->answers())
        say(*named, *cell);
      else if (named == nullptr && column > first_answer && !is_placeholder(cell->text))
        fault(place_in(name_, cell->name),
              start_of(cell->text) +
                  " stands in a column without a name, so it is part of no answer.");
    }
  }

  void say(const SheetColumn& named, const GridCell& cell) {
    std::string at = place_in(name_, cell.name);
    if (spend(sizeof(Draft::Said) + named.name.size() + cell.text.size(), at))
      draft_->said.push_back({named, cell, std::move(at)});
  }

  // Whether there is room for so much more.
  bool spend(std::size_t bytes, const std::string& at) {
    if (bytes_left_ == 0) return false;
    if (bytes < bytes_left_) {
      bytes_left_ -= bytes;
      return true;
    }
    bytes_left_ = 0;
    // Told even where there is no room for another fault: what is missing below is not.
    if (out_.faults.size() >= kMaxSheetFaults) out_.faults.pop_back();
    fault(at,
          "The answers are not read from here on: with cells that are merged over many rows "
          "they are longer than " +
              std::to_string(kMaxAnswerBytes >> 20) + " MB.");
    return false;
  }

  int first_answer_column() const {
    for (const auto& [column, named] : columns_)
      if (named.answers()) return column;
    return 1 << 20;
  }

  void finish() {
    if (!draft_) return;
    const Draft draft = *std::exchange(draft_, std::nullopt);
    if (columns_.empty() || draft.label.is_section()) return;
    std::map<int, SheetColumn> answers = columns_;
    std::erase_if(answers, [](const auto& each) { return !each.second.answers(); });
    const std::string at = place_in(name_, draft.cell->name);
    out_.answers.push_back(read_answer(draft, at, answers, name_, out_.faults));
    // Some bytes name a file, and more are kept of where that stands.
    std::size_t places = 0;
    for (const std::string& each : out_.answers.back().evidence_at)
      places += sizeof(SheetAnswer::at) * 2 + each.size();
    spend(places, at);
  }

  void fault(std::string at, std::string text) {
    add_fault(out_.faults, std::move(at), std::move(text));
  }

  const std::string name_;
  AssessmentSheet& out_;
  std::size_t& bytes_left_;
  std::optional<Group> scope_;
  mutable std::unordered_map<const GridCell*, std::optional<SheetColumn>> named_by_;
  std::map<int, SheetColumn> columns_;
  std::optional<Draft> draft_;
  std::string previous_, first_label_;
  std::set<std::string> numbers_;  // labels as they stand
  int label_column_ = -1, last_row_ = 0, labels_ = 0;
  bool header_before_ = false;
};

bool titles_agree(std::string_view one, std::string_view other) {
  const auto words = [](std::string_view text) {
    std::set<std::string> out;
    const std::string folded = folded_words(text.substr(0, 300));
    for (std::size_t at = 0; at < folded.size();) {
      const std::size_t end = std::min(folded.find(' ', at), folded.size());
      if (end - at >= 4) out.insert(folded.substr(at, end - at));
      at = end + 1;
    }
    return out;
  };
  const std::set<std::string> a = words(one), b = words(other);
  const auto common = std::ranges::count_if(a, [&](const auto& each) { return b.contains(each); });
  return common > 0 && static_cast<std::size_t>(common) * 2 >= std::min(a.size(), b.size());
}

}  // namespace

AssessmentSheet read_assessment_sheet(const FileText& text) {
  AssessmentSheet out;
  std::size_t bytes_left = kMaxAnswerBytes;
  for (std::size_t i = 0; i < text.pages.size(); ++i) {
    const SheetGrid grid(text.pages[i]);
    Sheet(i < text.names.size() ? text.names[i] : std::string(), out, bytes_left).read(grid);
  }
  return out;
}

bool answers_item(const SheetAnswer& row, const Requirement& item) {
  if (ascii_iequals(row.label, item.id)) return true;
  if (row.label != item.number()) return false;
  return row.scope ? *row.scope == item.group : titles_agree(row.title, item.title);
}

}  // namespace verify

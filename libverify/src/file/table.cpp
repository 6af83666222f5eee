// Comma-separated values: RFC 4180, and what spreadsheets make of it in other countries.
#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "file/text_json.h"
#include "verify/content.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

// As of a workbook (filereader/workbook.cpp).
constexpr std::size_t kMaxCells = 1'000'000;  // empty ones as well
constexpr std::size_t kMaxLines = 50'000;     // of all cells
constexpr std::size_t kMaxText = 4u << 20;    // bytes of all cells
constexpr std::size_t kSampleRows = 50;       // that are looked at for what separates them
constexpr std::string_view kSeparators = ",;\t";

// A field of a row, as it is between the separators.
struct Field {
  std::string text;
  bool last = false;  // of its row
};

// Takes fields one by one. Quotes count where they begin a field; elsewhere they are letters, as
// spreadsheets have it.
class Fields {
 public:
  Fields(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  bool more() const { return !rest_.empty(); }
  bool open_quote() const { return open_quote_; }

  Field next() {
    Field out;
    if (rest_.starts_with('"')) quoted(out.text);
    const std::array<char, 4> kEnds{separator_, '\r', '\n', '\0'};
    const std::size_t end = std::min(rest_.find_first_of(kEnds.data()), rest_.size());
    out.text += rest_.substr(0, end);
    rest_.remove_prefix(end);
    out.last = !rest_.starts_with(separator_);
    if (out.last)
      end_row();
    else
      rest_.remove_prefix(1);
    return out;
  }

 private:
  void quoted(std::string& text) {
    rest_.remove_prefix(1);
    for (;;) {
      const std::size_t quote = rest_.find('"');
      if (quote == std::string_view::npos) {
        open_quote_ = true;
        text += std::exchange(rest_, {});
        return;
      }
      text += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) return;
      text += '"';
      rest_.remove_prefix(1);
    }
  }

  void end_row() {
    if (rest_.starts_with("\r\n"))
      rest_.remove_prefix(2);
    else if (!rest_.empty())
      rest_.remove_prefix(1);
  }

  std::string_view rest_;
  char separator_;
  bool open_quote_ = false;
};

// How well a separator fits: the rows that have as many fields as most rows with several have.
std::size_t fit_of(std::string_view text, char separator) {
  std::map<std::size_t, std::size_t> rows_with;
  Fields fields(text, separator);
  for (std::size_t rows = 0; fields.more() && rows < kSampleRows; ++rows) {
    std::size_t count = 1;
    while (fields.more() && !fields.next().last) ++count;
    if (count > 1) ++rows_with[count];
  }
  std::size_t best = 0;
  for (const auto& [count, rows] : rows_with) best = std::max(best, rows * count);
  return best;
}

// A first line "sep=;" is how Excel is told. What is part of a letter separates nothing.
bool names_separator(std::string_view text) {
  if (text.size() <= 4 || ascii_lower(text.substr(0, 4)) != "sep=") return false;
  const char named = text[4];
  return named == '\t' || (named >= ' ' && named <= '~' && named != '"');
}

char separator_of(std::string_view text) {
  if (names_separator(text)) return text[4];
  return *std::ranges::max_element(kSeparators, {}, [&](char each) { return fit_of(text, each); });
}

std::string reference(std::size_t column, std::size_t row) {
  std::string out;
  for (++column; column > 0; column = (column - 1) / 26)
    out.insert(out.begin(), static_cast<char>('A' + (column - 1) % 26));
  return out + std::to_string(row + 1);
}

void add_cell(FileText::Page& page, std::string_view text, const std::string& place) {
  while (!text.empty() && page.size() <= kMaxLines) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    if (std::string line = one_line(std::string(text.substr(0, end))); !line.empty())
      page.push_back({.text = std::move(line), .starts = true, .cell = place});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

FileText read_table(std::string bytes) {
  const auto refused = [](FileState state, std::string why) {
    return FileText{.kind = FileKind::table, .state = state, .detail = std::move(why)};
  };
  const DecodedText decoded = decode_html(std::move(bytes), "text/csv");
  const std::string_view text = decoded.utf8;
  Fields fields(text, separator_of(text));
  FileText::Page page;
  std::size_t row = 0, column = 0, cells = 0, amount = 0;
  while (fields.more()) {
    if (++cells > kMaxCells)
      return refused(FileState::over_limits, "it has more than a million cells");
    const Field field = fields.next();
    const std::string place = reference(column, row);
    // The line that names the separator is no cell, and a row like any other to whoever counts.
    if (row > 0 || !names_separator(text)) add_cell(page, field.text, place);
    amount += field.text.size();
    if (page.size() > kMaxLines || amount > kMaxText)
      return refused(FileState::over_limits, "it has more text than is read of a table");
    if (fields.open_quote())
      return refused(FileState::damaged, "the quote that begins " + place + " is never closed");
    row += field.last ? 1 : 0;
    column = field.last ? 0 : column + 1;
  }
  if (page.empty()) return refused(FileState::damaged, "it has no text");
  return {.kind = FileKind::table,
          .state = FileState::read,
          .page_count = 1,
          .pages = {std::move(page)}};
}

}  // namespace verify

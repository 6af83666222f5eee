#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>

#include "base/text.h"
#include "report/result_cells.h"
#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

// A file in memory with a name: libxlsxwriter 1.1 writes to names only.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("report.xlsx", MFD_CLOEXEC)) {
    if (descriptor_ < 0) throw std::runtime_error("no memory for a workbook");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::string content() const {
    const off_t size = lseek(descriptor_, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(std::max<off_t>(size, 0)), '\0');
    std::size_t got = 0;
    while (got < out.size()) {
      const ssize_t count =
          pread(descriptor_, out.data() + got, out.size() - got, static_cast<off_t>(got));
      if (count <= 0) throw std::runtime_error("a workbook could not be read back");
      got += static_cast<std::size_t>(count);
    }
    return out;
  }

 private:
  int descriptor_;
};

// As a self-assessment writes it; what is not answered stays blank, to be filled in.
std::string_view word_of(std::string_view met) {
  if (met == "yes") return "Y";
  if (met == "no") return "N";
  if (met == "na") return "N/A";
  return met == "waived" ? "Waived" : "";
}

// One file or address a line, as they are read again.
std::string places(const ReportAnswer& answer) {
  std::string out;
  for (const std::string& each : answer.evidence) add_line(out, each);
  return out;
}

// What a cell holds; spreadsheets count UTF-16 code units.
constexpr std::size_t kMaxUnits = 32'767;

// UTF-8 begins a character of two units with F0 or more, and goes on with 80 to BF.
std::size_t utf16_units(std::string_view text) {
  std::size_t out = 0;
  for (const unsigned char c : text) out += c >= 0xF0 ? 2 : (c & 0xC0) != 0x80 ? 1 : 0;
  return out;
}

bool begins_escape(std::string_view text) {
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
         std::ranges::all_of(text.substr(2, 4), [](unsigned char c) { return std::isxdigit(c); });
}

// "_x0041_" in a cell is an A (ISO/IEC 29500-1, 22.9.2.19), and could be what no cell may hold: an
// underscore that begins such a thing is written as one itself. Cut only then, as that lengthens
// it; "…" marks a cut.
std::string cell_content(std::string_view text) {
  std::string out;
  std::size_t units = 0, kept = 0;  // `kept`: bytes that leave room for the mark
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view piece =
        begins_escape(text.substr(at)) ? std::string_view("_x005F_") : text.substr(at, 1);
    units += utf16_units(piece);
    if (units > kMaxUnits) return out.substr(0, kept) + "…";
    out += piece;
    if (units < kMaxUnits) kept = out.size();
  }
  return out;
}

constexpr std::size_t kMaxTitle = 200;  // bytes; the format allows 255

struct Column {
  const char* name;
  double width;  // in characters
};
constexpr Column kColumns[] = {{"ID", 8},           {"No.", 8},      {"Section", 22},
                               {"Requirement", 34}, {"Met Y/N", 9},  {"Response", 60},
                               {"Evidence", 34},    {"Verdict", 14}, {"Reason", 60},
                               {"Seen at", 44},     {"To do", 44},   {"Valid until", 12}};

class XlsxReport {
 public:
  explicit XlsxReport(const Report& report)
      : report_(report), evidence_(report), book_(workbook_new(file_.name().c_str())) {
    if (book_ == nullptr) throw std::runtime_error("a workbook could not be begun");
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
  }

  std::string render() && {
    properties();
    answers();
    about();
    if (workbook_close(book_) != LXW_NO_ERROR)
      throw std::runtime_error("a workbook could not be written");
    return file_.content();
  }

 private:
  // The day the report speaks for and not the day it is written: the same report, the same file.
  void properties() {
    std::string title =
        shorten(safe_text(report_.partner + ": " + report_.checklist_title), kMaxTitle);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created =
        std::chrono::sys_seconds{std::chrono::sys_days{report_.as_of}}.time_since_epoch().count();
    workbook_set_properties(book_, &properties);
  }

  // Always as text: a cell of ours is never a formula, a number or a link.
  static void text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view value,
                   lxw_format* format) {
    if (value.empty()) return;
    const std::string plain = cell_content(value);
    if (worksheet_write_string(sheet, row, column, plain.c_str(), format) != LXW_NO_ERROR)
      throw std::runtime_error("a cell could not be written");
  }

  void answers() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, "Self-assessment");
    lxw_col_t column = 0;
    for (const Column& each : kColumns) {
      worksheet_set_column(sheet, column, column, each.width, nullptr);
      text(sheet, 0, column++, each.name, heading_);
    }
    lxw_row_t row = 1;
    for (const SectionPart& part : section_parts(report_))
      for (const RequirementResult* result : part.results) answer(sheet, row++, part, *result);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_autofilter(sheet, 0, 0, std::max<lxw_row_t>(row - 1, 1), column - 1);
  }

  void answer(lxw_worksheet* sheet, lxw_row_t row, const SectionPart& part,
              const RequirementResult& result) {
    const ResultCells cells = result_cells(result, evidence_);
    const ReportAnswer given = result.answer.value_or(ReportAnswer{});
    lxw_col_t column = 0;
    for (const std::string& value :
         {cell_text(result.id), cell_text(result.printed),
          part.section == nullptr ? std::string() : cell_text(part.section->title),
          cell_text(result.title), std::string(word_of(given.met)), long_cell_text(given.response),
          places(given), std::string(label(result.verdict)), cells.reasons, cells.pages,
          cell_text(result.advice),
          result.valid_until ? to_string(*result.valid_until) : std::string()})
      text(sheet, row, column++, value, wrapped_);
  }

  void about() {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, "About");
    worksheet_set_column(sheet, 0, 0, 14, nullptr);
    worksheet_set_column(sheet, 1, 1, 90, nullptr);
    lxw_row_t row = 0;
    const auto fact = [&](std::string_view name, const std::string& value) {
      text(sheet, row, 0, name, heading_);
      text(sheet, row++, 1, value, wrapped_);
    };
    fact("Partner", cell_text(report_.partner));
    fact("Home page", cell_text(report_.home_page));
    fact("Checklist", cell_text(report_.checklist_title));
    fact("As of", to_string(report_.as_of));
    fact("Outcome", std::string(label(report_.outcome)) + ". " + outcome_sentence(report_));
    for (const std::string& notice : report_.notices) fact("Note", cell_text(notice));
    fact("Summary", verdict_counts(report_.summary));
  }

  const Report& report_;
  EvidenceIndex evidence_;
  MemoryFile file_;
  lxw_workbook* book_;
  lxw_format* heading_ = nullptr;
  lxw_format* wrapped_ = nullptr;
};

}  // namespace

std::string render_xlsx(const Report& report) {
  return XlsxReport(report).render();
}

}  // namespace verify

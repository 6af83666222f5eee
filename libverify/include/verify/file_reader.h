#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/document.h"
#include "verify/error.h"
#include "verify/fetch_fault.h"
#include "verify/time.h"

namespace verify {

/// A kind of file that is read although it is no web page: PDF, PowerPoint (Office Open XML),
/// Jupyter notebook (nbformat 3 and 4), Excel (Office Open XML), and comma-separated values in any
/// charset. All but the last are read by a child process.
enum class FileKind { pdf, slides, notebook, workbook, table };
std::string_view to_string(FileKind kind);
bool parse_file_kind(std::string_view text, FileKind& kind);
/// What a reader counts in it: "page", "slide", "cell", "sheet".
std::string_view unit_of(FileKind kind);

/// The kind of a file by its first bytes: a PDF may have up to 1,024 bytes before its "%PDF-" where
/// it is `declared` to be one, and none where it is not. Nothing: none that is read.
std::optional<FileKind> file_kind(std::string_view bytes, bool declared);

/// The kind of a submitted file, by the ending of its name and its first bytes.
std::optional<FileKind> submitted_file_kind(std::string_view name, std::string_view bytes);

/// What could be had of a file's text. Different answers, never folded into "failed".
enum class FileState {
  read,         ///< there are pages with text
  encrypted,    ///< a password is needed to open it
  no_text,      ///< it opens, and too few of its pages have text: scanned, or drawn as pictures
  damaged,      ///< it is broken, empty, or not what it says it is
  over_limits,  ///< reading it took more time or memory than is given to one file
  unavailable,  ///< nothing is known about the file: the reader could not be started
};
std::string_view to_string(FileState state);

/// The fault of a page that is such a file: file_encrypted for `encrypted`; none for `read`.
FetchFault fault_of(FileState state);

/// The text of a file, page by page (slide by slide, cell by cell), as its reader gave it. All text
/// is UTF-8 on one line, white space collapsed.
struct FileText {
  struct Line {
    std::string text;
    double size = 0;      ///< of its letters, in points; 0: unknown
    bool bold = false;    ///< all of it
    bool starts = false;  ///< a paragraph or another column begins here
    bool code = false;    ///< of a program, in a notebook
    /// Where it stands in a sheet: "C17", or "C17:D18" where cells are merged. A cell with several
    /// lines gives as many.
    std::string cell;
  };
  using Page = std::vector<Line>;

  FileKind kind = FileKind::pdf;
  FileState state = FileState::damaged;
  std::string detail;  ///< why, in a few words, where it was not read whole
  std::string title;   ///< as the file says of itself; never seen on a page
  std::string author;
  std::optional<Date> created;   ///< the day, in UTC, the file says it was made
  std::optional<Date> modified;  ///< the day it says it was last changed
  std::uint64_t page_count = 0;  ///< as the file says; `pages` has those that were read
  bool truncated = false;        ///< pages or an end are missing
  std::vector<Page> pages;
  std::vector<std::string> names;  ///< of the sheets of a workbook, one a page; of others none
};

/// What a conversion record of the evidence holds. Reading gives back what was written; the error
/// says what is wrong.
std::string write_file_text(const FileText& text);
std::expected<FileText, std::string> read_file_text(std::string_view json);

/// A Document from a file's pages: lines become paragraphs, what is larger or bolder than the body
/// becomes a heading, what repeats at the edge of most pages is boilerplate. Pure and total.
Document read_document(const FileText& text, const ReadOptions& options);

/// A file to be read.
struct FileJob {
  std::uint64_t id = 0;  ///< the caller's; comes back with the answer
  FileKind kind = FileKind::pdf;
  std::string bytes;
};
struct FileAnswer {
  std::uint64_t id = 0;
  FileText text;
};

/// The door to programs that open files of strangers, in the verbs of Fetcher. Not thread-safe: one
/// reader, one thread. Every start() is answered by exactly one FileAnswer, in bounded time.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// How many more files may be started now.
  virtual std::size_t capacity() const = 0;
  /// Begins to read. Requires capacity() > 0.
  virtual void start(FileJob job) = 0;
  /// Waits until something has finished, at most `at_most`, and returns it.
  virtual std::vector<FileAnswer> wait(Duration at_most) = 0;
};

/// The cells of comma-separated values (RFC 4180): separated by what separates them best of comma,
/// semicolon and tab, or by what a first line "sep=;" says. Pure, total and bounded: a file with
/// more than a million cells, 50,000 of them with text, is over the limits, a quote that is never
/// closed makes it damaged.
FileText read_table(std::string bytes);

/// Reads one file and waits for it. Requires that nothing else was started.
FileText read_file_now(FileReader& reader, FileKind kind, std::string bytes);

struct FileReaderOptions {
  /// verify-read-file; installed, the CMake package calls it verify_FILE_READER.
  std::filesystem::path program;
  std::size_t max_running = 2;                   ///< children at once
  Duration max_time = std::chrono::seconds(10);  ///< wall clock of one file
  std::size_t max_text_bytes = 8u << 20;         ///< of what the child says
};

/// Reads each file in a child process of its own, which limits its own memory, CPU time and files
/// before it looks at a byte (filereader/limits.cpp), has no environment and is killed when its
/// time is over. A child that breaks, hangs or talks without end is an answer like any other.
std::unique_ptr<FileReader> make_child_file_reader(const FileReaderOptions& options);

}  // namespace verify

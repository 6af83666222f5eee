// PDFs read by a child process, and children that do not behave.
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>

#include "support/pdf_file.h"
#include "support/places.h"
#include "support/repeated.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

FileText read_with(const FileReaderOptions& options, std::string bytes) {
  const auto reader = make_child_file_reader(options);
  return read_file_now(*reader, FileKind::pdf, std::move(bytes));
}

FileText read_pdf(std::string bytes) {
  return read_with({.program = file_reader_path(), .max_time = std::chrono::seconds(60)},
                   std::move(bytes));
}

// A child made of a few lines of shell.
FileText read_by_script(std::string_view script, FileReaderOptions options = {}) {
  const TempFolder folder;
  options.program = folder.path() / "child";
  write_whole_file(options.program, "#!/bin/sh\n" + std::string(script) + "\n");
  std::filesystem::permissions(options.program, std::filesystem::perms::owner_all);
  return read_with(options, "%PDF-1.4 the bytes");
}

std::string text_of(const FileText& file) {
  std::string out;
  for (const FileText::Page& page : file.pages) {
    for (const FileText::Line& line : page) out += line.text + "\n";
    out += "--\n";
  }
  return out;
}

std::string deflated(const std::string& text) {
  uLongf size = compressBound(text.size());
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(text.data()), text.size()) == Z_OK);
  out.resize(size);
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("the text of a PDF comes page by page, with what the file says of itself", "[file]") {
  const FileText text = read_pdf(pdf_of(
      {{"large A case study", "bold The challenge", "Too many late", "deliveries."},
       {"Second page"}},
      "/Title (Case \\(study\\)) /Author (Somebody) /CreationDate (D:20250304120000Z) /ModDate "
      "(D:20250305120000Z)"));
  INFO(text.detail);
  REQUIRE(text.state == FileState::read);
  CHECK(text_of(text) ==
        "A case study\nThe challenge\nToo many late\ndeliveries.\n--\nSecond page\n--\n");
  CHECK(text.title == "Case (study)");
  CHECK(text.author == "Somebody");
  CHECK(text.created == parse_date("2025-03-04"));
  CHECK(text.modified == parse_date("2025-03-05"));
  CHECK(text.page_count == 2);
  CHECK_FALSE(text.truncated);
  CHECK(text.pages[0][0].size == 20);
  CHECK(text.pages[0][1].bold);
  CHECK_FALSE(text.pages[0][2].bold);
  CHECK(text.pages[0][2].starts == false);
  CHECK(text.pages[0][3].starts == false);
}

TEST_CASE("PDFs that cannot be read say why", "[file]") {
  struct Row {
    std::string_view name;
    std::string bytes;
    FileState state;
  };
  const std::string good = pdf_of({{"Some text that is here"}});
  const std::string encrypted =
      replaced(good, "/Info 5 0 R",
               "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + repeated("ab", 32) +
                   "> /U <" + repeated("cd", 32) + "> >> /ID [<00> <00>] /Info 5 0 R");
  const PdfFile picture{.pages = {"0 0 m 9 9 l S", "0 0 m 9 9 l S"}};
  const PdfFile bomb{
      .pages = {deflated(repeated("BT /F1 8 Tf 9 9 Td (bombbombbomb) Tj ET\n", 3'000'000))},
      .filter = "/Filter /FlateDecode"};
  const Row rows[] = {
      {"good", good, FileState::read},
      {"junk before it", repeated("junk\n", 200) + good, FileState::read},
      {"no table", replaced(replaced(good, "xref\n", "xxxx\n"), "startxref", "xtartxref"),
       FileState::read},
      {"one page, and says two thousand million", replaced(good, "/Count 1 ", "/Count 2000000000 "),
       FileState::damaged},
      {"a page of a thousand million points", replaced(good, "612 792", "1000000000 1000000000"),
       FileState::read},
      {"a password", encrypted, FileState::encrypted},
      {"pictures", picture.bytes(), FileState::no_text},
      {"no pages", PdfFile{}.bytes(), FileState::damaged},
      {"its pages are itself", replaced(good, "[6 0 R ]", "[2 0 R 2 0 R]"), FileState::damaged},
      {"nothing", "", FileState::damaged},
      {"a header", "%PDF-1.7\n", FileState::damaged},
      {"a page of HTML", "<!doctype html><p>not a PDF", FileState::damaged},
      {"noise", "%PDF-1.4\n" + repeated("\x00\xff\x80 obj <<", 10'000), FileState::damaged},
      {"a bomb", bomb.bytes(), FileState::over_limits},
  };
  for (const Row& row : rows) {
    const FileText text = read_pdf(row.bytes);
    INFO(row.name << ": " << text.detail << "\n" << text_of(text));
    CHECK(to_string(text.state) == to_string(row.state));
    if (row.state == FileState::read) CHECK(text_of(text) == "Some text that is here\n--\n");
  }
}

TEST_CASE("a PDF of which something is missing says so", "[file]") {
  const std::string good = pdf_of({{"One"}, {"Two"}});
  CHECK(read_pdf(good.substr(0, good.find("%%EOF"))).truncated);
  CHECK(read_pdf(replaced(good, "/Count 2 ", "/Count 7 ")).truncated);
  const FileText many = read_pdf(pdf_of(std::vector<std::vector<std::string>>(700, {"A page"})));
  CHECK(many.state == FileState::read);
  CHECK(many.page_count == 700);
  CHECK(many.pages.size() == 500);
  CHECK(many.truncated);
}

TEST_CASE("letters too small to be read are left out", "[file]") {
  const PdfFile file{
      .pages = {"BT /F1 0.5 Tf 1 0 0 1 72 700 Tm (hidden claim) Tj /F1 11 Tf 1 0 0 1 72 "
                "600 Tm (for readers) Tj ET"}};
  CHECK(text_of(read_pdf(file.bytes())) == "for readers\n--\n");
}

TEST_CASE("a child that breaks, hangs, lies or talks without end is told", "[file]") {
  const FileReaderOptions quick{.max_time = std::chrono::milliseconds(300)};
  struct Row {
    std::string_view script;
    FileReaderOptions options;
    FileState state;
    std::string_view detail;
  };
  const Row rows[] = {
      {"kill -SEGV $$", {}, FileState::damaged, "signal 11"},
      {"kill -ABRT $$", {}, FileState::over_limits, "memory"},
      {"kill -PROF $$", {}, FileState::over_limits, "computing time"},
      {"exit 3", {}, FileState::over_limits, "memory"},
      {"exit 0", {}, FileState::damaged, "exit 0"},
      {"exec sleep 600", quick, FileState::over_limits, "longer"},
      {"exec >&-; exec sleep 600",
       {},
       FileState::over_limits,
       "memory"},  // killed: nothing is left of it
      {"trap '' TERM INT HUP; exec yes",
       {.max_text_bytes = 100'000},
       FileState::over_limits,
       "more text"},
      {"echo '{\"fault\": \"encrypted\"}'", {}, FileState::encrypted, ""},
  };
  for (const Row& row : rows) {
    const FileText text = read_by_script(row.script, row.options);
    INFO(row.script << ": " << text.detail);
    CHECK(to_string(text.state) == to_string(row.state));
    CHECK(text.detail.find(row.detail) != std::string::npos);
  }
  const FileText none = read_with({.program = "/nonexistent/reader"}, "%PDF-");
  CHECK(none.state == FileState::unavailable);
  CHECK(none.detail.find("No such file") != std::string::npos);
}

TEST_CASE("a child gets the bytes and nothing else: no environment, no files, no folder",
          "[file]") {
  const auto said = [](std::string_view script) {
    const FileText text =
        read_by_script("title() { echo \"{\\\"title\\\": \\\"$1\\\"}\"; }\n" + std::string(script) +
                       "\necho '{\"lines\": [{\"text\": \"x\"}]}'\n"
                       "echo '{\"end\": true}'");
    INFO(text.detail);
    REQUIRE(text.state == FileState::read);
    return text.title;
  };
  CHECK(said("title \"$(cat)\"") == "%PDF-1.4 the bytes");
  CHECK(said("title \"$0 $1\"").ends_with("/child pdf"));
  CHECK(said("title \"$(pwd)\"") == "/");
  // A shell sets these itself.
  CHECK(said("title \"$(env | sed 's/=.*//' | grep -vxE 'PWD|OLDPWD|SHLVL|_' | tr -d '\\n')\"") ==
        "");
  const int ours = fcntl(STDIN_FILENO, F_DUPFD, 77);  // without O_CLOEXEC
  REQUIRE(ours >= 77);
  CHECK(said("test -e /proc/$$/fd/" + std::to_string(ours) + " && title there || title gone") ==
        "gone");
  close(ours);
}

TEST_CASE("children beside each other each get their own answer", "[file]") {
  const auto reader = make_child_file_reader(
      {.program = file_reader_path(), .max_running = 3, .max_time = std::chrono::seconds(60)});
  for (std::uint64_t id = 1; id <= 3; ++id) {
    REQUIRE(reader->capacity() > 0);
    reader->start({id, FileKind::pdf, pdf_of({{"File " + std::to_string(id)}})});
  }
  CHECK(reader->capacity() == 0);
  std::map<std::uint64_t, std::string> answers;
  while (answers.size() < 3)
    for (const FileAnswer& answer : reader->wait(std::chrono::seconds(1)))
      answers[answer.id] = text_of(answer.text);
  CHECK(answers[1] == "File 1\n--\n");
  CHECK(answers[3] == "File 3\n--\n");
  CHECK(reader->capacity() == 3);
  reader->start({4, FileKind::pdf, pdf_of({{"Never read"}})});  // ended with the reader
}

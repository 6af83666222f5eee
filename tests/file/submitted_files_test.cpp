// Presentations and notebooks, read by the child process, and files that are none or too much.
#include <catch2/catch.hpp>

#include "support/places.h"
#include "support/repeated.h"
#include "support/zip_file.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

FileText read_child(FileKind kind, std::string bytes) {
  const auto reader =
      make_child_file_reader({.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
  return read_file_now(*reader, kind, std::move(bytes));
}

std::string text_of(const FileText& file) {
  std::string out;
  for (const FileText::Page& page : file.pages) {
    for (const FileText::Line& line : page)
      out += (line.bold ? "*" : line.code ? ">" : "") + line.text + "|";
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a submitted file's kind is told by its name, else by its first bytes", "[file]") {
  struct Row {
    std::string_view name, bytes;
    std::optional<FileKind> kind;
  };
  for (const Row& row :
       {Row{"a.pdf", "", FileKind::pdf}, Row{"A.PDF", "", FileKind::pdf},
        Row{"a", "%PDF-1.4", FileKind::pdf}, Row{"a.pptx", "PK", FileKind::slides},
        Row{"a.ipynb", "{", FileKind::notebook}, Row{"a.md", "{", std::nullopt},
        Row{"a.xlsx", "PK", FileKind::workbook}, Row{"a.XLSM", "PK", FileKind::workbook},
        Row{"a.csv", "a", FileKind::table}, Row{"a.tsv", "a", FileKind::table},
        Row{"a.zip", "PK", std::nullopt}}) {
    INFO(row.name);
    CHECK(submitted_file_kind(row.name, row.bytes) == row.kind);
  }
}

TEST_CASE("the slides of a presentation come in the order they are shown", "[file]") {
  const FileText text =
      read_child(FileKind::slides, presentation_of({{"First", "one", "two"}, {}, {"Third &lt;3"}}));
  INFO(text.detail);
  REQUIRE(text.state == FileState::read);
  CHECK(text.kind == FileKind::slides);
  CHECK(text_of(text) == "*First|one|two|\n\n*Third <3|\n");
  CHECK(text.title == "Overview & more");
  CHECK(text.author == "Somebody");
  CHECK(text.created == parse_date("2025-03-04"));
  CHECK(text.page_count == 3);
}

TEST_CASE("the cells of a notebook come with what is code, and without outputs", "[file]") {
  const std::string notebook = R"J({"cells": [
      {"cell_type": "markdown", "source": ["# Title\n", "words\n", "\n", "more"]},
      {"cell_type": "code", "source": "x = 1\nprint(x)", "outputs": [{"text": "SECRET"}]},
      {"cell_type": "raw"}, 7], "nbformat": 4, "metadata": {"a": 1}})J";
  CHECK(text_of(read_child(FileKind::notebook, notebook)) ==
        "*# Title|words|more|\n>x = 1|>print(x)|\n\n\n");
  const std::string old =
      R"({"worksheets": [{"cells": [{"cell_type": "code", "input": ["y = 2"]}]}]})";
  CHECK(text_of(read_child(FileKind::notebook, old)) == ">y = 2|\n");
}

TEST_CASE("files that are broken or too much say so", "[file]") {
  const std::string slide_bomb =
      zip_of({{"ppt/presentation.xml", "<p><sldId r:id='a'/></p>"},
              {"ppt/_rels/presentation.xml.rels", "<r><Relationship Id='a' Target='b.xml'/></r>"},
              {"ppt/b.xml", repeated("<a>", 30'000'000)}});
  const std::string deep = zip_of({{"ppt/presentation.xml", repeated("<a>", 1'000'000)},
                                   {"ppt/_rels/presentation.xml.rels", "<r/>"}});
  const std::string entities = zip_of(
      {{"ppt/presentation.xml", "<!DOCTYPE p [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><p>&b;</p>"},
       {"ppt/_rels/presentation.xml.rels", "<r/>"}});
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 30'000; ++i) many.emplace_back(std::to_string(i), "");
  const std::string good = presentation_of({{"One"}});
  using enum FileKind;
  using enum FileState;
  struct Row {
    std::string_view name;
    FileKind kind;
    std::string bytes;
    FileState state;
  };
  const Row rows[] = {
      {"no archive", slides, "PK\x03\x04 and no more", damaged},
      {"nothing", slides, "", damaged},
      {"another archive", slides, zip_of({{"a", "b"}}), damaged},
      {"cut", slides, good.substr(0, good.size() - 30), damaged},
      {"a slide of 90 MB", slides, slide_bomb, over_limits},
      {"deep", slides, deep, damaged},
      {"entities", slides, entities, damaged},
      {"too many parts", slides, zip_of(many), damaged},
      {"no slides", slides, presentation_of({}), damaged},
      {"no JSON", notebook, "cells", damaged},
      {"cut off", notebook, R"({"cells": [{"cell_type": "code")", damaged},
      {"no notebook", notebook, "{}", damaged},
      {"deep JSON", notebook, R"({"cells": )" + repeated("[", 20'000'000), over_limits},
      {"a million cells", notebook,
       R"({"cells": [)" + repeated(R"({"cell_type": "code", "source": "x"},)", 1'000'000) + "{}]}",
       over_limits},
      {"twenty thousand cells", notebook,
       R"({"cells": [)" + repeated(R"({"cell_type": "code", "source": "x"},)", 20'000) + "{}]}",
       FileState::read},
      {"outputs of 20 MB", notebook,
       R"({"cells": [{"cell_type": "code", "source": "x", "outputs": [)" +
           repeated(R"({"png": ")" + std::string(1'000'000, 'A') + "\"},", 20) + "{}]}]}",
       FileState::read},
  };
  for (const Row& row : rows) {
    const FileText text = read_child(row.kind, row.bytes);
    INFO(row.name << ": " << text.detail);
    CHECK(to_string(text.state) == to_string(row.state));
    if (row.name == "twenty thousand cells") {
      CHECK(text.truncated);
      CHECK(text.pages.size() == 5000);
    }
  }
}

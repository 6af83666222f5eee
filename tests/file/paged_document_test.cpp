// A Document from lines of text.
#include <catch2/catch.hpp>

#include "support/fake_file_reader.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

const ReadOptions kOptions{.url = *Url::parse("https://partner.example/story.pdf")};

FileText::Line line(std::string text, double size = 11, bool bold = false, bool starts = false) {
  return {std::move(text), size, bold, starts};
}

FileText file_of(std::vector<FileText::Page> pages) {
  return {.state = FileState::read, .page_count = pages.size(), .pages = std::move(pages)};
}

std::string outline(const Document& document) {
  std::string out;
  for (const Section& section : document.sections)
    out += std::to_string(section.level) + " " + section.heading + ": " + section.body + "\n";
  return out;
}

}  // namespace

TEST_CASE("lines become paragraphs and headings", "[file]") {
  struct Row {
    std::string_view name;
    std::vector<FileText::Page> pages;
    std::string_view outline;
  };
  const std::string body =
      "Body text that goes on long enough to be what most of the page is set in.";
  const Row rows[] = {
      {"sizes are levels",
       {{line("Title", 24, false, true), line("Challenge", 16, false, true),
         line(body, 11, false, true), line("Results", 16, false, true), line(body)}},
       "1 Title: \n2 Challenge: BODY\n2 Results: BODY\n"},
      {"bold lines are headings below all sizes",
       {{line("Title", 24), line("The challenge", 11, true), line(body)}},
       "1 Title: \n7 The challenge: BODY\n"},
      {"a bold sentence is none",
       {{line(body), line("We did it.", 11, true, true)}},
       "0 : BODY\nWe did it.\n"},
      {"where most is bold, bold says nothing",
       {{line("Bold all over the page, line for line", 11, true), line("and more", 11, true)}},
       "0 : Bold all over the page, line for line and more\n"},
      {"a heading over two lines",
       {{line("How Acme", 20, false, true), line("got faster", 20), line(body)}},
       "1 How Acme got faster: BODY\n"},
      {"lines join, and a gap parts",
       {{line("one", 11, false, true), line("two"), line("three", 11, false, true)}},
       "0 : one two\nthree\n"},
      {"hyphens stay, soft ones go",
       {{line("real-"), line("time opti\xC2\xAD"), line("mised")}},
       "0 : real-time optimised\n"},
      {"no space where there is none",
       {{line("\xE6\xA9\x9F\xE6\xA2\xB0"), line("\xE5\xAD\xA6\xE7\xBF\x92")}},
       "0 : \xE6\xA9\x9F\xE6\xA2\xB0\xE5\xAD\xA6\xE7\xBF\x92\n"},
      {"a large line that is long is a paragraph",
       {{line(std::string(130, 'x'), 20), line(body), line(body)}},
       "0 : X BODY BODY\n"},
      {"text over two pages",
       {{line("end of one")}, {line("start of two", 11, false, true)}},
       "0 : end of one\nstart of two\n"},
      {"unknown sizes", {{line("a", 0), line("b", 0)}}, "0 : a b\n"},
  };
  for (const Row& row : rows) {
    std::string expected(row.outline);
    for (std::size_t at; (at = expected.find("BODY")) != std::string::npos;)
      expected.replace(at, 4, body);
    if (const auto at = expected.find(": X "); at != std::string::npos)
      expected.replace(at + 2, 1, std::string(130, 'x'));
    INFO(row.name);
    CHECK(outline(read_document(file_of(row.pages), kOptions)) == expected);
  }
}

TEST_CASE("what repeats at the edges of pages is boilerplate", "[file]") {
  std::vector<FileText::Page> pages;
  for (int i = 1; i <= 4; ++i)
    pages.push_back({line("Acme white paper"), line("Something new " + std::string(i, 'a')),
                     line("And its reason " + std::string(i, 'b')), line("Two more words"),
                     line("Page " + std::to_string(i) + " of 4", 8, false, true)});
  const Document document = read_document(file_of(pages), kOptions);
  CHECK(document.boilerplate.find("Acme white paper") != std::string::npos);
  CHECK(document.boilerplate.find("Page 1 of 4") != std::string::npos);
  CHECK(document.text.find("Acme white paper") == std::string::npos);
  CHECK(document.text.find("Something new aaa") != std::string::npos);
  pages.resize(2);
  CHECK(read_document(file_of(pages), kOptions).boilerplate.empty());
}

TEST_CASE("the title is the file's own unless a program wrote it", "[file]") {
  struct Row {
    std::string_view file, expected;
  };
  for (const Row& row :
       {Row{"Forecasts for bakers", "Forecasts for bakers"},
        Row{"Microsoft Word - story_v3.docx", "What is large"}, Row{"story.indd", "What is large"},
        Row{"", "What is large"}, Row{"untitled", "What is large"}}) {
    FileText file =
        file_of({{line("What is large", 20), line("and what is not, as most of it is")}});
    file.title = row.file;
    CHECK(read_document(file, kOptions).title == row.expected);
  }
}

TEST_CASE("dates: what the text says counts, what the file says is a weak sign", "[file]") {
  FileText file =
      file_of({{line("A white paper on machine learning", 20),
                line("Published on March 5, 2025", 11, false, true),
                line("Machine learning helps many companies to plan.", 11, false, true)}});
  file.created = parse_date("2026-01-02");
  const PublicationDate in_text = read_document(file, kOptions).published;
  CHECK(in_text.date == parse_date("2025-03-05"));
  CHECK(in_text.source != "file");
  file.pages[0].erase(file.pages[0].begin() + 1);
  const PublicationDate of_file = read_document(file, kOptions).published;
  CHECK(of_file.date == parse_date("2026-01-02"));
  CHECK(of_file.source == "file");
  CHECK(of_file.confidence < 0.5);
}

TEST_CASE("pages begin where their text begins", "[file]") {
  const Document document = read_document(file_text({{"one", "two"}, {}, {"three"}}), kOptions);
  CHECK(document.text == "one\ntwo\nthree");
  REQUIRE(document.page_starts.size() == 3);
  CHECK(document.page_starts[0] == 0);
  CHECK(document.page_starts[1] <= document.page_starts[2]);
  CHECK(document.text.substr(document.page_starts[2]) == "\nthree");
  CHECK(document.soft_answer == SoftAnswer::none);
  CHECK(read_document(FileText{}, kOptions).soft_answer == SoftAnswer::empty);
}

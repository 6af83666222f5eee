// The layouts of self-assessments: which cells are whose answer, and what is none.
#include "verify/assessment_sheet.h"

#include <catch2/catch.hpp>

#include "support/places.h"
#include "support/repeated.h"
#include "support/workbook_file.h"
#include "verify/file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "+") + word;
  return out;
}

// "P 1.1 yes@B2 response@C2 [evidence@D2]" a row, then the faults.
std::string told(const AssessmentSheet& sheet) {
  std::string out;
  for (const SheetAnswer& row : sheet.answers) {
    out += row.scope ? (*row.scope == Group::prerequisite ? "P " : "C ") : "";
    out += row.label + " " + row.met.value_or("-") + "@" + row.met_at;
    std::string response = row.response.value_or("");
    std::ranges::replace(response, '\n', '/');
    if (!response.empty()) out += " " + response + "@" + row.response_at;
    if (!row.evidence.empty())
      out += " [" + joined(row.evidence) + "@" + joined(row.evidence_at) + "]";
    out += "\n";
  }
  for (const SheetFault& fault : sheet.faults) out += "! " + fault.at + " " + fault.text + "\n";
  return out;
}

std::string read_csv(const std::string& csv) {
  return told(read_assessment_sheet(read_table(csv)));
}

std::string read_workbook(const std::vector<SheetFile>& sheets) {
  const auto reader =
      make_child_file_reader({.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
  return told(
      read_assessment_sheet(read_file_now(*reader, FileKind::workbook, workbook_of(sheets))));
}

}  // namespace

TEST_CASE("answers are found in the layouts there are", "[judge][assessment]") {
  struct Row {
    std::string_view name;
    std::string csv, told;
  };
  const Row rows[] = {
      {"two columns, a heading in each section",
       "Program Prerequisites,\n"
       "1.0 Requirements,Met Y/N\n"
       "1.1 Guidelines,Y\n"
       "Validation Checklist,\n"
       "1.0 Overview,Met Y/N\n"
       "1.1 Presentation,N\n",
       "P 1.1 yes@B3\nC 1.1 no@B6\n"},
      {"three columns, the answer under its heading",
       "1.0 Overview,,Met Y/N\n1.1 Presentation,Text of the item,Yes - deck.pdf\n",
       "1.1 yes@C2 deck.pdf@C2\n"},
      {"a heading of its own row, and the remains of one",
       "2.0 Operations,\n,Met Y/N\n2.1 Handover,Y\nMet Y/N,\n2.2 Training,N\n",
       "2.1 yes@B3\n2.2 no@B5\n"},
      {"what the checklist has printed there is no answer",
       "1.0 A,Met Y/N\n1.1 B,Waived if the partner is an approved MSP.\n"
       "1.2 C,\"Waived if the partner is an approved MSP. Y\"\n1.3 D,Not Eligible for Waiver\n"
       "1.4 E,Not Eligible for Waiver: N\n1.5 F,Y/N\n1.6 G,Waived\n",
       "1.1 -@B2\n1.2 yes@B3\n1.3 -@B4\n1.4 no@B5\n1.5 -@B6\n1.6 waived@B7\n"},
      {"rows that go on",
       "3.0 S,,Met Y/N\n3.2 Root,Text,Waived if APN Partner\n,,is approved AWS MSP.\n,,Y\n",
       "3.2 yes@C4\n"},
      {"named columns, not in the first row",
       "Company:,Acme,,\n,,,\nID,Requirement,Met Y/N,Partner Response,Evidence\n"
       "C1.1,Deck,Y,We have one,deck.pdf\nC1.2,Matrix,n/a,nan,nan\nC1.3,Skills,,,\n",
       "C1.1 yes@C4 We have one@D4 [deck.pdf@E4]\nC1.2 na@C5\nC1.3 -@C6\n"},
      {"a column of numbers before the ids",
       "#,ID,Requirement,Met,Comments\n1,UCR-001,Tier,Yes,\n2,UCR-002,Page,No,soon\n",
       "UCR-001 yes@D2\nUCR-002 no@D3 soon@E3\n"},
      {"references as columns",
       "Checklist ID,Requirement,Customer Reference #1,Customer Reference #2\n"
       "SEC-01,Keys,Rotated monthly,Yes\nSEC-02,Logs,Kept,\nSEC-03,Edge,N/A,n/a - no devices\n"
       "SEC-04,Root,nan,nan\nSEC-05,Net,No,Planned\n",
       "SEC-01 yes@C2 Customer Reference #1: Rotated monthly@C2\n"
       "SEC-02 -@D3 Customer Reference #1: Kept@C3\n"
       "SEC-03 na@C4 Customer Reference #2: no devices@D4\n"
       "SEC-04 -@C5\n"
       "SEC-05 no@C6 Customer Reference #2: Planned@D6\n"
       "! D3 SEC-02 is not answered for each customer reference.\n"},
      {"references in other columns in the next section",
       "ID,Reference 1,Reference 2\nA-1,Yes,Yes\nID,Requirement,Note,Reference 1,Reference 2\n"
       "B-1,Text,,Yes,No\n",
       "A-1 yes@B2\nB-1 no@E4\n"},
      {"two rows of names",
       ",,Customer reference 1,,Customer reference 2,\nID,Requirement,Met Y/N,Response,Met "
       "Y/N,Response\nA-1,T,Y,No outage yet,Y,So\nA-2,T,Y,Well,,So\n",
       "A-1 yes@C3 No outage yet/So@D3\nA-2 -@E4 Well/So@D4\n"
       "! E4 A-2 is not answered for each customer reference.\n"},
      {"customers named in their place",
       "\"Customer References for Performance Efficiency\",Acme Corp,Globex\n5.1 Compute,Chosen by "
       "load,Spot\n5.2 Storage,S3,\n",
       "5.1 yes@B2 Acme Corp: Chosen by load/Globex: Spot@B2\n"
       "5.2 -@C3 Acme Corp: S3@B3\n"
       "! C3 5.2 is not answered for each customer reference.\n"},
      {"cells that slipped out of their columns",
       "ID,Met Y/N,Response\nA-1,Y,So,and more\nA-2,,Y,So\n",
       "A-1 yes@B2 So@C2\nA-2 -@B3 Y@C3\n"
       "! D2 \"and more\" stands in a column without a name, so it is part of no answer.\n"
       "! D3 \"So\" stands in a column without a name, so it is part of no answer.\n"},
      {"words that are no answer", "ID,Met Y/N\nA-1,Partially\nA-2,No account is used\nA-3,maybe\n",
       "A-1 -@B2 Partially@B2\nA-2 -@B3 No account is used@B3\nA-3 -@B4 maybe@B4\n"
       "! B2 \"Partially\" is no answer for A-1; expected Y, N, N/A or Waived.\n"
       "! B3 \"No account is used\" is no answer for A-2; expected Y, N, N/A or Waived.\n"
       "! B4 \"maybe\" is no answer for A-3; expected Y, N, N/A or Waived.\n"},
      {"words that are answers",
       "ID,Met Y/N\nA-1,YES\nA-2,✓\nA-3,Not met\nA-4,N/A\nA-5,Not applicable\nA-6,x\nA-7,TRUE\n"
       "A-8,\"Y, see plan\"\nA-9,N.\n",
       "A-1 yes@B2\nA-2 yes@B3\nA-3 no@B4\nA-4 na@B5\nA-5 na@B6\nA-6 yes@B7\nA-7 yes@B8\n"
       "A-8 yes@B9 see plan@B9\nA-9 no@B10\n"},
      {"evidence: files, addresses, words",
       "ID,Met Y/N,Evidence\nA-1,Y,\"a.pdf, b c.docx; https://p.example/x\nVerbal, on the day\"\n",
       "A-1 yes@B2 Verbal, on the day@C2 [a.pdf+b c.docx+https://p.example/x@C2+C2+C2]\n"},
      {"numbers a spreadsheet has shortened",
       "2.0 O,Met Y/N\n2.1 A,Y\n2.2 B,Y\n2.9 I,Y\n2.1 J,N\n2.11 K,Y\n2.19 L,Y\n2.2 M,N\n2.21 N,Y\n",
       "2.1 yes@B2\n2.2 yes@B3\n2.9 yes@B4\n2.10 no@B5\n2.11 yes@B6\n2.19 yes@B7\n2.20 no@B8\n"
       "2.21 yes@B9\n"},
      {"numbers sorted as words", "2.0 O,Met Y/N\n2.1 A,Y\n2.10 J,N\n2.19 L,Y\n2.2 M,N\n",
       "2.1 yes@B2\n2.10 no@B3\n2.19 yes@B4\n2.2 no@B5\n"},
      {"numbers larger than any", "ID,Met Y/N\n1.2147483647 A,Y\n1.2147483647 B,N\n",
       "1.2147483647 yes@B2\n1.2147483647 no@B3\n"},
      {"an id that comes twice", "ID,Met Y/N\nA-1,Y\nA-1,N\n", "A-1 yes@B2\nA-1 no@B3\n"},
      {"the group in the number", "Item,Met Y/N\nPrereq 2.1,Y\n", "P 2.1 yes@B2\n"},
      {"columns that mean nothing here", "ID,Met Y/N,Verdict,Valid until\nA-1,Y,Met,2026-01-01\n",
       "A-1 yes@B2\n"},
      {"no names of columns", "1.1 A,Y\n1.2 B,N\n1.3 C,Y\n",
       "! A1 Rows begin with the number of an item here, but no row above names the columns; "
       "expected one with \"Met Y/N\", \"Response\" or \"Customer reference 1\".\n"},
      {"something else", "Name,Town\nA,B\n", ""},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK(read_csv(row.csv) == row.told);
  }
}

TEST_CASE("answers are found in several sheets, with merged cells", "[judge][assessment]") {
  CHECK(read_workbook({
            {"Read me", {{"1.1 How to fill it in"}, {"Answer every row"}}},
            {"Prerequisites",
             {{"Self-assessment of Acme"},
              {},
              {"No.", "Requirement", "Met Y/N", "Response"},
              {"1.1", "Guidelines", "Y", "Read"}}},
            {"Common checklist",
             {{"ID", "Requirement", "Customer reference 1", "", "Evidence"},
              {"SEC-1", "Keys", "Rotated", "", "keys.pdf"},
              {"", "", "", "twice a year", "more.pdf"},
              {"SEC-2", "Logs", "", "Kept", ""}},
             {"C1:D1", "A2:A3", "B2:B3"}},
            {"Old", {{"ID", "Met Y/N"}, {"SEC-1", "N"}}, {}, "hidden"},
        }) ==
        "P 1.1 yes@Prerequisites!C4 Read@Prerequisites!D4\n"
        "C SEC-1 yes@'Common checklist'!C2 Customer reference 1: Rotated/Customer reference 1: "
        "twice a year@'Common checklist'!C2 [keys.pdf+more.pdf@'Common checklist'!E2+'Common "
        "checklist'!E3]\n"
        "C SEC-2 yes@'Common checklist'!D4 Customer reference 1: Kept@'Common checklist'!D4\n");
}

TEST_CASE("a response merged over the rows of several items answers each", "[judge][assessment]") {
  CHECK(read_workbook({{"Checklist",
                        {{"ID", "Met Y/N", "Response"},
                         {"A-1", "Y", "One plan for both"},
                         {"A-2", "N", ""},
                         {"A-3", "Y", "Its own"}},
                        {"C2:C3"}}}) ==
        "C A-1 yes@Checklist!B2 One plan for both@Checklist!C2\n"
        "C A-2 no@Checklist!B3 One plan for both@Checklist!C2\n"
        "C A-3 yes@Checklist!B4 Its own@Checklist!C4\n");
}

// 6 GB otherwise: a workbook of a few kilobytes can say so.
TEST_CASE("a long cell merged over many rows is not told without end", "[judge][assessment]") {
  const std::string words = repeated("ten bytes ", 60'000);
  FileText::Page page{{.text = "ID", .cell = "A1"},
                      {.text = "Met Y/N", .cell = "B1"},
                      {.text = "Response", .cell = "C1"},
                      {.text = words, .cell = "C2:C10001"}};
  for (int row = 2; row <= 10'001; ++row) {
    page.push_back({.text = "A-" + std::to_string(row), .cell = "A" + std::to_string(row)});
    page.push_back({.text = "Y", .cell = "B" + std::to_string(row)});
  }
  const AssessmentSheet sheet = read_assessment_sheet({.pages = {page}, .names = {"S"}});
  REQUIRE(sheet.answers.size() == 28);
  CHECK(sheet.answers[26].response->size() == words.size());
  CHECK(sheet.answers[27].met == "yes");
  CHECK(!sheet.answers[27].response);
  REQUIRE(sheet.faults.size() == 1);
  CHECK(sheet.faults[0].at == "S!C2");
  CHECK(sheet.faults[0].text.ends_with("longer than 16 MB."));
}

TEST_CASE("an answer names so many files", "[judge][assessment]") {
  const FileText::Page page{{.text = "ID", .cell = "A1"},
                            {.text = "Evidence", .cell = "B1"},
                            {.text = "Met Y/N", .cell = "C1"},
                            {.text = "A-1", .cell = "A2"},
                            {.text = repeated("a.pdf;", 1'001), .cell = "B2"}};
  const AssessmentSheet sheet = read_assessment_sheet({.pages = {page}});
  REQUIRE(sheet.answers.size() == 1);
  CHECK(sheet.answers[0].evidence.size() == 1'000);
  REQUIRE(sheet.faults.size() == 1);
  CHECK(sheet.faults[0].text == "A-1 names more than 1000 files; the others are not read.");
}

TEST_CASE("a row answers an item by its id, or its number and group", "[judge][assessment]") {
  const Requirement item{.id = "C2.1",
                         .printed = "2.1 (1st)",
                         .title = "Engagement with customers",
                         .group = Group::checklist};
  struct Row {
    SheetAnswer row;
    bool answers;
  };
  const Row rows[] = {
      {{.label = "C2.1"}, true},
      {{.label = "c2.1"}, true},
      {{.label = "2.1", .scope = Group::checklist}, true},
      {{.label = "2.1", .scope = Group::prerequisite}, false},
      {{.label = "2.1"}, false},
      {{.label = "2.1", .title = "Partner engagement with its customers"}, true},
      {{.label = "2.1", .title = "Customer references"}, false},
      {{.label = "2.10", .scope = Group::checklist}, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.row.label, row.row.title);
    CHECK(answers_item(row.row, item) == row.answers);
  }
}

TEST_CASE("the bundled checklists know which items share a number", "[judge][assessment]") {
  const auto pack = load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0");
  REQUIRE(pack);
  std::size_t shared = 0;
  for (const Requirement& item : pack->requirements) {
    CHECK(item.nth < item.same_number);
    shared += item.same_number > 1 ? 1 : 0;
  }
  CHECK(shared == 4);
}

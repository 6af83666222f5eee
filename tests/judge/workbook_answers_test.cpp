// The same answers in a file as in the application: the same verdicts, and blanks and
// contradictions with their cells.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/places.h"
#include "support/probe_question.h"
#include "support/repeated.h"
#include "support/whole_file.h"
#include "verify/assessment_sheet.h"
#include "verify/file_reader.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

Checklist pack() {
  return load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
}

nlohmann::json application(const std::string& fixture) {
  return nlohmann::json::parse(
      read_whole_file(source_folder() / "fixtures" / fixture / "application.json"));
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + "\"";
}

std::string row_of(std::initializer_list<std::string> cells) {
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() ? "" : ",") + quoted(cell);
  return out + "\r\n";
}

std::string evidence_of(const nlohmann::json& answer) {
  std::string out;
  for (const auto& each : answer.value("evidence", nlohmann::json::array()))
    out += (out.empty() ? "" : "\n") + each.get<std::string>();
  return out;
}

std::string word_of(const nlohmann::json& answer) {
  const std::string met = answer.at("met");
  return met == "yes" ? "Y" : met == "no" ? "N" : met == "na" ? "N/A" : "Waived";
}

// By id, with a column for each field.
std::string named_columns(const nlohmann::json& items) {
  std::string out = row_of({"Self-assessment", "", "", "", ""}) +
                    row_of({"ID", "Requirement", "Met Y/N", "Response", "Evidence"});
  for (const auto& [id, answer] : items.items())
    out +=
        row_of({id, "An item", word_of(answer), answer.value("response", ""), evidence_of(answer)});
  return out;
}

// By printed number, as the checklist of 2019 has it: a heading in each section, one column for the
// answer, and here one beside it for the files.
std::string printed_numbers(const nlohmann::json& items) {
  std::string out, section;
  out += row_of({"Validation Checklist"});
  for (const Requirement& item : pack().requirements) {
    if (item.group != Group::checklist || !items.contains(item.id)) continue;
    if (item.section != section)
      out += row_of({item.section.substr(1) + ".0 Section", "Met Y/N", "Evidence"});
    section = item.section;
    const auto& answer = items.at(item.id);
    out += row_of({std::string(item.number()) + " Some title",
                   word_of(answer) + ". " + answer.value("response", ""), evidence_of(answer)});
  }
  return out;
}

struct Submitted {
  std::string name, bytes;
  FileText text;
};

Report report_of(const nlohmann::json& given, const Submitted& file, const std::string& fixture) {
  EvidenceBuilder builder(given.dump());
  const fs::path folder = source_folder() / "fixtures" / fixture;
  for (const auto& entry : fs::recursive_directory_iterator(folder / "evidence"))
    if (entry.is_regular_file())
      builder.file(entry.path().lexically_relative(folder).string(), read_whole_file(entry.path()));
  if (!file.name.empty()) builder.file(file.name, file.bytes).file_text(file.name, file.text);
  return judge(builder.build(), pack(), bundled_lexicons(), parse_date("2026-06-30"));
}

Report report_of(const nlohmann::json& given, const std::string& csv, const std::string& fixture) {
  return report_of(given, csv.empty() ? Submitted{} : Submitted{"sa.csv", csv, read_table(csv)},
                   fixture);
}

// As what the program writes is submitted again.
Submitted filled_workbook(const Report& report) {
  const auto reader =
      make_child_file_reader({.program = file_reader_path(), .max_time = std::chrono::seconds(60)});
  std::string bytes = render_xlsx(report);
  FileText text = read_file_now(*reader, FileKind::workbook, bytes);
  return {"filled.xlsx", std::move(bytes), std::move(text)};
}

std::string answers(const Report& report) {
  std::string out;
  for (const RequirementResult& each : report.requirements) {
    if (!each.answer) continue;
    out += each.id + " " + each.answer->met + ": " + each.answer->response;
    for (const std::string& file : each.answer->evidence) out += " | " + file;
    out += "\n";
  }
  return out;
}

std::string verdicts(const Report& report) {
  std::string out;
  for (const RequirementResult& each : report.requirements)
    out += each.id + " " + std::string(to_string(each.verdict)) + "\n";
  return out;
}

}  // namespace

TEST_CASE("answers in a file are judged as those in the application", "[judge][assessment]") {
  for (const std::string fixture : {"harbour-analytics", "tidemark-systems"}) {
    nlohmann::json given = application(fixture);
    const nlohmann::json items = given["self_assessment"]["items"];
    const auto expected = verdicts(report_of(given, "", fixture));
    given["self_assessment"] = "sa.csv";
    CAPTURE(fixture);
    CHECK(verdicts(report_of(given, named_columns(items), fixture)) == expected);
    CHECK(verdicts(report_of(given, printed_numbers(items), fixture)) == expected);
  }
}

TEST_CASE("a file's blanks and contradictions are told with their cells", "[judge][assessment]") {
  nlohmann::json given = application("harbour-analytics");
  given["partner"]["msp"] = false;
  given["self_assessment"] = "sa.csv";
  const std::string csv =
      "ID,Met Y/N,Response,Evidence\n"
      "C1.1,,So,\n"             // blank
      "C1.2,Y,,gone.pdf\n"      // a file that is not there
      "C2.15,Waived,,\n"        // no MSP
      "C2.7,Y,nan,nan\n"        // nothing but yes
      "C3.1,Y,So,\nC3.1,N,,\n"  // twice
      "C3.2,perhaps,,\n"        // no word
      "X9.9,Y,So,\n";           // no item
  const Report report = report_of(given, csv, "harbour-analytics");
  const auto found = std::ranges::find(report.requirements, "P4.1", &RequirementResult::id);
  REQUIRE(found != report.requirements.end());
  CHECK(found->verdict == Verdict::missing);
  std::string told;
  for (const ReportReason& reason : found->reasons) told += reason.code + " " + reason.text + "\n";
  INFO(told);
  const auto says = [&](std::string_view words) { return told.find(words) != std::string::npos; };
  CHECK(says("self-assessment-blank Not answered: C1.1 (B2 of sa.csv), C1.3"));
  CHECK(says("C3.2 (B8 of sa.csv)"));
  CHECK(says("evidence-not-submitted C1.2 (D3 of sa.csv): It names a file that was not submitted"));
  CHECK(says("waiver-without-msp C2.15 (B4 of sa.csv): "));
  CHECK(says("answer-without-evidence C2.7 (B5 of sa.csv): "));
  CHECK(says("answers-differ C3.1 (B6 of sa.csv): "));
  CHECK(says("self-assessment-cell B8: \"perhaps\" is no answer for C3.2"));
  CHECK(says("unknown-item A9 of sa.csv: \"X9.9\""));
  CHECK(says("overview"));  // the counts of each section
}

TEST_CASE("a filled workbook is read as the answers it was filled with", "[judge][assessment]") {
  for (const std::string fixture : {"harbour-analytics", "tidemark-systems"}) {
    nlohmann::json given = application(fixture);
    nlohmann::json& items = given["self_assessment"]["items"];
    struct Row {
      std::string what;
      nlohmann::json answer;
    };
    // What could be lost on the way: an answer of no, one that is refused, of several lines, with
    // files that are not there, of words that look like something else.
    const std::vector<Row> rows = {
        {"as it is", items["C3.1"]},
        {"no", {{"met", "no"}, {"response", "Not yet: =1+1, _x0041_ and \"quotes\""}}},
        {"waived", {{"met", "waived"}}},
        {"lines", {{"met", "yes"}, {"response", "First.\nSecond; third, fourth."}}},
        {"files", {{"met", "yes"}, {"evidence", {"gone.pdf", "https://p.example/a?b=c"}}}},
    };
    for (const Row& row : rows) {
      CAPTURE(fixture, row.what);
      items["C3.1"] = row.answer;
      const Report report = report_of(given, "", fixture);
      nlohmann::json again = given;
      again["self_assessment"] = "filled.xlsx";
      const Report read = report_of(again, filled_workbook(report), fixture);
      CHECK(verdicts(read) == verdicts(report));
      CHECK(answers(read) == answers(report));
    }
  }
}

TEST_CASE("a cell of the workbook holds what a spreadsheet reads", "[judge][assessment][report]") {
  const std::string place = "https://p.example/" + repeated("a", 1'482);
  struct Row {
    const char* what;
    std::string response, response_again;
    std::size_t places, places_again;
  };
  const std::string escapes = repeated("_x0041_", 2'520);  // 32,760 characters as they are written
  const Row rows[] = {
      {"evidence", "So", "So", 40, 19},
      {"words that grow", repeated("_x0041_", 4'000), escapes + "…", 1, 1},
      {"exactly full", escapes + "😀😀😀a", escapes + "😀😀😀a", 1, 1},
      {"one unit more", escapes + "😀😀😀😀", escapes + "😀😀😀…", 1, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    Report report{.as_of = parse_date("2026-03-01").value()};
    report.requirements.push_back(
        {.id = "C3.1",
         .answer = ReportAnswer{"yes", row.response, std::vector(row.places, place)}});
    const AssessmentSheet again = read_assessment_sheet(filled_workbook(report).text);
    REQUIRE(again.answers.size() == 1);
    CHECK(again.answers[0].response == row.response_again);
    CHECK(again.answers[0].evidence == std::vector(row.places_again, place));
    CHECK(again.faults.empty());
  }
}

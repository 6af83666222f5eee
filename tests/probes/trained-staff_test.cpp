#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/evidence_builder.h"
#include "support/item_question.h"
#include "support/places.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr const char* kCourse =
    "AWS Solutions Training for Partners: Machine Learning on AWS \u2013 Technical";

nlohmann::json person(const std::string& name, const std::string& course = kCourse,
                      const std::string& completed = "2025-05-31") {
  return {{"name", name}, {"course", course}, {"completed", completed}};
}

Finding judged(const nlohmann::json& people) {
  const nlohmann::json application = {
      {"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}}, {"trained_staff", people}};
  return ask_item("P3.3", EvidenceBuilder(application.dump()).build());
}

}  // namespace

TEST_CASE("five different people with the course are attested", "[probes]") {
  struct Row {
    nlohmann::json fifth;
    std::string verdict, code;
  };
  const std::vector<Row> rows = {
      {person("Eve Long"), "attested", "trained-staff"},
      {person("Eve Long", "machine learning on AWS (technical)"), "attested", "trained-staff"},
      {person("ADA  KING"), "missing", "person-repeated"},
      {person("Ada Kingsley"), "attested", "trained-staff"},
      {person("Eve Long", "Machine Learning on AWS"), "needs_review", "course-unclear"},
      {person("Eve Long", "AWS Business Professional"), "missing", "course-other"},
      {person("Eve Long", "TBD"), "missing", "person-incomplete"},
      {person("Eve Long", kCourse, "2026-03-02"), "missing", "training-later"},
      {{{"name", "Eve Long"}, {"course", kCourse}}, "missing", "person-incomplete"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fifth.dump());
    const Finding finding = judged(
        {person("Ada King"), person("Bo Li"), person("Cem Uz"), person("Dana Fox"), row.fifth});
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(has_code(finding, row.code));
  }
  CHECK(judged(nlohmann::json::array()).verdict == Verdict::missing);
}

namespace {

namespace fs = std::filesystem;

fs::path badges() {
  return source_folder() / "tests/probes/badges";
}

std::string badge_of(const std::string& name) {
  std::string page = read_whole_file(badges() / "credly_like.html");
  for (std::size_t at = page.find("Ada King"); at != std::string::npos;
       at = page.find("Ada King", at + name.size()))
    page.replace(at, 8, name);
  return page;
}

const std::vector<std::string> kNames = {"Ada King", "Bo Li", "Cem Uz", "Dana Fox", "Eve Long"};

std::string address(std::size_t i) {
  return "https://www.credly.com/badges/" + std::to_string(i);
}

// Five people with a badge each.
nlohmann::json five(const std::string& first_address = address(0)) {
  nlohmann::json people = nlohmann::json::array();
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    people.push_back(person(kNames[i]));
    people[i]["badge_url"] = i == 0 ? first_address : address(i);
  }
  return {{"partner", {{"name", "P"}, {"home_page", "https://p.example/"}}},
          {"trained_staff", people}};
}

// The others' badges are there; the first person's is what a test is about.
EvidenceBuilder others_shown(const nlohmann::json& application) {
  EvidenceBuilder builder(application.dump());
  for (std::size_t i = 1; i < kNames.size(); ++i) builder.html(address(i), badge_of(kNames[i]));
  return builder;
}

std::string answer(const Finding& finding) {
  return std::string(to_string(finding.verdict)) + " " + finding.reasons.front().code;
}

}  // namespace

TEST_CASE("a badge shows person, course, issuer and day, or not plainly", "[probes]") {
  struct Row {
    std::string file, answer;
  };
  const std::vector<Row> rows = {
      {"credly_like", "met badge-shown"},
      {"table_rows", "met badge-shown"},
      {"certificate_lines", "met badge-shown"},
      {"json_ld", "met badge-shown"},
      {"german", "met badge-shown"},
      {"japanese", "met badge-shown"},
      {"undated", "attested trained-staff"},
      {"another_person", "needs_review badge-of-another"},
      {"longer_name", "needs_review badge-of-another"},
      {"several_people", "needs_review badge-of-another"},
      {"list_of_earners", "needs_review badge-unclear"},
      {"other_course", "needs_review badge-other-course"},
      {"half_the_course", "needs_review badge-unclear"},
      {"revoked", "needs_review badge-void"},
      {"lapsed", "needs_review badge-void"},
      {"in_progress", "needs_review badge-void"},
      {"other_issuer", "needs_review badge-issuer-unclear"},
      {"no_issuer", "needs_review badge-issuer-unclear"},
      {"other_day", "needs_review badge-date-differs"},
      {"earner_in_side_bar", "needs_review badge-unclear"},
      {"log_in", "blocked page-needs-login"},
  };
  std::size_t pages = 0;
  for (const auto& entry : fs::directory_iterator(badges()))
    pages += entry.path().extension() == ".html";
  CHECK(pages == rows.size());
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const Finding finding =
        ask_item("P3.3", others_shown(five())
                             .html(address(0), read_whole_file(badges() / (row.file + ".html")))
                             .build());
    INFO(finding.reasons.front().text);
    CHECK(answer(finding) == row.answer);
  }
}

TEST_CASE("a name without words is on no badge", "[probes]") {
  nlohmann::json application = five();
  application["trained_staff"][0]["name"] = "\u2605";
  const Finding finding =
      ask_item("P3.3", others_shown(application)
                           .html(address(0), "<p>This badge was issued to Ada King</p>")
                           .build());
  CHECK(answer(finding) == "needs_review badge-of-another");
}

TEST_CASE("five different people need five badges of their own", "[probes]") {
  // The same page for two people; one person under two spellings.
  const Evidence one_page = others_shown(five(address(1))).build();
  CHECK(answer(ask_item("P3.3", one_page)) == "needs_review badge-of-another");
  nlohmann::json twice = five();
  twice["trained_staff"][0]["name"] = "Li Bo";
  const Finding finding =
      ask_item("P3.3", others_shown(twice).html(address(0), badge_of("Li Bo")).build());
  CHECK(answer(finding) == "needs_review badge-repeated");
  // A sixth whose badge is doubtful changes nothing and is told.
  nlohmann::json six = five();
  six["trained_staff"].push_back(person("Finn Ost"));
  six["trained_staff"][5]["badge_url"] = address(9);
  const Finding met = ask_item("P3.3", others_shown(six)
                                           .html(address(0), badge_of("Ada King"))
                                           .html(address(9), badge_of("Gus Elm"))
                                           .build());
  CHECK(answer(met) == "met badge-shown");
  CHECK(has_code(met, "badge-of-another"));
}

TEST_CASE("badges that could not be seen are told and count for nothing", "[probes]") {
  const Finding blocked =
      ask_item("P3.3", others_shown(five()).failure(address(0), FetchStatus::bot_wall).build());
  CHECK(answer(blocked) == "blocked page-bot-wall");
  CHECK(has_code(blocked, "badge-shown"));
  CHECK(answer(ask_item("P3.3", others_shown(five()).answer(address(0), 404).build())) ==
        "needs_review page-not-found");
  CHECK(answer(ask_item("P3.3", others_shown(five()).build())) == "blocked page-not-fetched");
  // Without a badge the application's word stands; with four seen it is not met by them alone.
  nlohmann::json four = five();
  four["trained_staff"][0].erase("badge_url");
  CHECK(answer(ask_item("P3.3", others_shown(four).build())) == "attested trained-staff");
  // On the partner's own site anybody could say so.
  const std::string own = "https://p.example/badges/ada";
  CHECK(answer(ask_item("P3.3", others_shown(five(own)).html(own, badge_of("Ada King")).build())) ==
        "needs_review badge-elsewhere");
}

TEST_CASE("what badges show lapses with the first of them that is needed", "[probes]") {
  std::string page = badge_of("Ada King");
  page.insert(page.find("<h2>Skills"), "<p>Valid until: 2026-09-30</p>");
  const Finding finding = ask_item("P3.3", others_shown(five()).html(address(0), page).build());
  CHECK(finding.verdict == Verdict::met);
  CHECK(finding.valid_until == parse_date("2026-09-30"));
}

TEST_CASE("badges are wished for, a bounded number of them", "[probes]") {
  nlohmann::json many = five();
  for (int i = 0; i < 100; ++i) {
    many["trained_staff"].push_back(person("Person " + std::to_string(i)));
    many["trained_staff"].back()["badge_url"] = address(static_cast<std::size_t>(100 + i));
  }
  const Evidence evidence = EvidenceBuilder(many.dump()).build();
  const std::map<std::string, ParamValue> none,
      some = {{"badge_hosts", std::vector<std::string>{"www.credly.com"}}};
  ReportDay day(parse_date("2026-03-01").value());
  PageReader reader(bundled_lexicons());
  const Probe& probe = *find_probe("trained-staff");
  CHECK(probe.wants(evidence, {day, reader, none}).empty());
  CHECK(probe.wants(evidence, {day, reader, some}).size() == 50);
}

TEST_CASE("a person is known again among many, however the name is written", "[probes]") {
  nlohmann::json people = nlohmann::json::array();
  for (int i = 0; i < 1'999; ++i)
    people.push_back(
        person("Ada " + std::string(1, static_cast<char>('a' + i % 26)) + "x" + std::to_string(i)));
  people.push_back(person("ADA  BX1"));
  const Finding finding = judged(people);
  CHECK(finding.verdict == Verdict::attested);
  CHECK(finding.reasons.front().details.at("found") == "1999");
  REQUIRE(finding.reasons.back().code == "person-repeated");
  CHECK(finding.reasons.back().citations.front().pointer == "/trained_staff/1999/name");
}

// The border: every fault of an application is refused with its line and JSON pointer.
#include "verify/application.h"

#include <filesystem>
#include <functional>

#include "support/open_files_limit.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;

namespace {

constexpr std::string_view kLeast =
    R"({"partner": {"name": "P", "home_page": "https://p.example/"}})";

std::string with(const std::string& more) {
  return R"({"partner": {"name": "P", "home_page": "https://p.example/"}, )" + more + "}";
}

}  // namespace

TEST_CASE("name and home page are all that must be there", "[target]") {
  const auto application = parse_application(kLeast, "a.json");
  REQUIRE(application);
  CHECK(application->partner.name.official == "P");
  CHECK(application->partner.home_page.href() == "https://p.example/");
  CHECK_FALSE(application->partner.msp.has_value());
  CHECK(application->references.empty());
  CHECK(application->source == kLeast);
}

TEST_CASE("everything the contract names is read", "[target]") {
  const auto application = parse_application(R"({
    "partner": {"name": "P", "aliases": ["Pee"], "home_page": "https://p.example/", "tier": "Advanced", "msp": true,
                "dedicated_practice": false, "delivery_models": ["saas", "iot"],
                "profile_page": "https://directory.example/p"},
    "practice_page": "https://p.example/ml",
    "references": [{"customer": {"name": "C", "aliases": ["Cee"]}, "public_url": null, "problem": "a", "proposal": "b",
                    "aws_usage": "c", "third_party": "none", "started": "2024-02-29", "ended": "2024-03-01",
                    "outcome": "d", "stage": "production"}],
    "thought_leadership": [{"url": "https://p.example/blog", "kind": "blog"}],
    "notebook": "use-case.ipynb",
    "trained_staff": [{"name": "N", "course": "ML", "completed": "2025-01-01", "badge_url": "https://badges.example/1"}],
    "attestations": {"P1.1": {"by": "N", "on": "2025-01-01", "statement": "Read.", "evidence": ["a.pdf", "https://p.example/a"]}},
    "self_assessment": {"items": {"C1.1": {"met": "yes", "response": "r", "evidence": ["a.pdf", "b.pdf"]}}}
  })",
                                             "a.json");
  REQUIRE(application);
  CHECK(application->partner.tier == Tier::advanced);
  CHECK(application->partner.profile_page->href() == "https://directory.example/p");
  CHECK(application->references.at(0).customer.aliases == std::vector<std::string>{"Cee"});
  CHECK(application->references.at(0).started == parse_date("2024-02-29"));
  CHECK(application->thought_leadership.at(0).kind == "blog");
  CHECK(application->attestations.at("P1.1").by == "N");
  CHECK(application->self_assessment.at("C1.1").met == "yes");
  CHECK(application->files() == std::vector<std::string>{"use-case.ipynb", "a.pdf", "b.pdf"});
}

TEST_CASE("faults name the pointer and what was expected", "[target]") {
  struct Row {
    std::string json, pointer, says;
  };
  const std::vector<Row> rows = {
      {"[]", "", "expected an object"},
      {"{}", "", "\"partner\" is missing"},
      {R"({"partner": {"name": "P"}})", "/partner", "\"home_page\" is missing"},
      {R"({"partner": {"home_page": "https://p.example/"}})", "/partner", "\"name\" is missing"},
      {R"({"partner": {"name": " ", "home_page": "https://p.example/"}})", "/partner/name",
       "not empty"},
      {R"({"partner": {"name": 7, "home_page": "https://p.example/"}})", "/partner/name",
       "expected a string, found a number"},
      {R"({"partner": {"name": "P", "home_page": "p.example"}})", "/partner/home_page",
       "absolute http"},
      {R"({"partner": {"name": "P", "home_page": "ftp://p.example/"}})", "/partner/home_page",
       "absolute http"},
      {R"({"partner": {"name": "P", "home_page": "https://p.example/", "profile_page": "/p"}})",
       "/partner/profile_page", "absolute http"},
      {R"({"partner": {"name": "P", "home_page": "https://p.example/", "tier": "gold"}})",
       "/partner/tier", "one of none"},
      {R"({"partner": {"name": "P", "home_page": "https://p.example/", "msp": "yes"}})",
       "/partner/msp", "true or false"},
      {R"({"partner": {"name": "P", "home_page": "https://p.example/", "delivery_models": ["cloud"]}})",
       "/partner/delivery_models/0", "one of project"},
      {R"({"partner": {"name": "P", "home_page": "https://p.example/", "colour": "red"}})",
       "/partner/colour", "unknown key"},
      {with(R"("practise_page": "https://p.example/")"), "/practise_page", "unknown key"},
      {with(R"("references": {})"), "/references", "expected an array"},
      {with(R"("references": [{"started": "2024-02-30"}])"), "/references/0/started",
       "a date that exists"},
      {with(R"("references": [{}, {"stage": "live"}])"), "/references/1/stage",
       "one of production"},
      {with(R"("references": [{"customer": "Acme"}])"), "/references/0/customer",
       "expected an object"},
      {with(R"("thought_leadership": [{"kind": "blog"}])"), "/thought_leadership/0",
       "\"url\" is missing"},
      {with(R"("notebook": "../../etc/passwd")"), "/notebook", "inside the application's folder"},
      {with(R"("attestations": {"a/b~c": {"on": "today"}})"), "/attestations/a~1b~0c/on",
       "a date that exists"},
      {with(R"("self_assessment": 3)"), "/self_assessment", "expected an object"},
  };
  for (const Row& row : rows) {
    INFO(row.json);
    const auto application = parse_application(row.json, "a.json");
    REQUIRE_FALSE(application);
    const Error& error = application.error().front();
    CHECK(error.pointer == row.pointer);
    CHECK(error.message.find(row.says) != std::string::npos);
    CHECK(error.file == "a.json");
    CHECK(error.line == 1);
  }
}

TEST_CASE("all faults are told at once, each with its line", "[target]") {
  const auto application = parse_application(
      "{\n  \"partner\": {\n    \"name\": \"P\",\n    \"home_page\": 1,\n    \"msp\": 2\n  },\n  "
      "\"x\": 3\n}",
      "a.json");
  REQUIRE_FALSE(application);
  REQUIRE(application.error().size() == 3);
  CHECK(application.error()[0].describe().starts_with("a.json:7: /x: unknown key"));
  CHECK(application.error()[1].line == 4);
  CHECK(application.error()[2].line == 5);
}

TEST_CASE("what is not JSON is refused with its line, however large or deep", "[target]") {
  struct Row {
    std::string text, says;
    int line;
  };
  std::string many = "[{}";  // time in proportion to the text
  for (int i = 0; i < 1'000'000; ++i) many += ",{}";
  const std::vector<Row> rows = {
      {"", "not valid JSON", 1},
      {many + "]", "expected an object", 0},
      {std::string(64, '[') + std::string(64, ']'), "expected an object", 0},
      {std::string(65, '[') + std::string(65, ']'), "nested deeper", 1},
      {"{\"partner\": 1e400}", "the number 1e400 is larger than any", 1},
      {"{\"partner\": {\"name\": 1}, \"references\": {\"name\": 1}}", "expected", 0},
      {"{\"partner\":\n  {\"name\": }}", "not valid JSON", 2},
      {std::string("{\"a\": \"\xff\"}"), "not valid JSON", 1},
      {"{\"partner\": {\"name\": \"P\",\n\"name\": \"Q\"}}", "given twice", 2},
      {std::string(1'000'000, '['), "nested deeper", 1},
      {std::string(10'000'000, '['), "at most", 0},
      {"{} trailing", "not valid JSON", 1},
      {"{\"a\": \"" + std::string(1'000'000, 'x'), "not valid JSON", 1},
      {std::string("{}\n\0{}", 6), "a NUL byte after the value", 2},
      {std::string("{}\0", 3), "a NUL byte after the value", 1},
      {std::string("{\"partner\":\0 {}}", 16), "not valid JSON", 1},
  };
  for (const Row& row : rows) {
    const auto application = parse_application(row.text, "a.json");
    REQUIRE_FALSE(application);
    INFO(application.error().front().message);
    CHECK(application.error().front().message.find(row.says) != std::string::npos);
    CHECK(application.error().front().message.size() < 400);  // it quotes, but not a megabyte
    if (row.line > 0) CHECK(application.error().front().line == row.line);
  }
}

TEST_CASE("lists have an end", "[target]") {
  const auto list = [](const std::string& element, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? "," : "") + element;
    return "[" + out + "]";
  };
  const auto items = [](std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
      out += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\": {}";
    return "{" + out + "}";
  };
  const std::string partner = R"({"partner": {"name": "P", "home_page": "https://p.example/", )";
  struct Row {
    std::string pointer;
    std::size_t most;
    std::function<std::string(std::size_t)> json;  // of so many elements
  };
  const std::vector<Row> rows = {
      {"/partner/aliases", 100,
       [&](std::size_t n) { return partner + R"("aliases": )" + list("\"Q\"", n) + "}}"; }},
      {"/partner/delivery_models", 100,
       [&](std::size_t n) {
         return partner + R"("delivery_models": )" + list("\"saas\"", n) + "}}";
       }},
      {"/references", 1'000,
       [&](std::size_t n) { return with(R"("references": )" + list("{}", n)); }},
      {"/references/0/customer/aliases", 100,
       [&](std::size_t n) {
         return with(R"("references": [{"customer": {"name": "C", "aliases": )" + list("\"D\"", n) +
                     "}}]");
       }},
      {"/thought_leadership", 1'000,
       [&](std::size_t n) {
         return with(R"("thought_leadership": )" + list(R"({"url": "https://p.example/"})", n));
       }},
      {"/trained_staff", 2'000,
       [&](std::size_t n) { return with(R"("trained_staff": )" + list(R"({"name": "N"})", n)); }},
      {"/attestations", 10'000,
       [&](std::size_t n) { return with(R"("attestations": )" + items(n)); }},
      {"/attestations/A/evidence", 1'000,
       [&](std::size_t n) {
         return with(R"("attestations": {"A": {"evidence": )" + list("\"a.pdf\"", n) + "}}");
       }},
      {"/self_assessment/items", 10'000,
       [&](std::size_t n) { return with(R"("self_assessment": {"items": )" + items(n) + "}"); }},
      {"/self_assessment/items/A/evidence", 1'000,
       [&](std::size_t n) {
         return with(R"("self_assessment": {"items": {"A": {"evidence": )" + list("\"a.pdf\"", n) +
                     "}}}");
       }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pointer);
    CHECK(parse_application(row.json(row.most), "a.json"));
    const auto more = parse_application(row.json(row.most + 1), "a.json");
    REQUIRE_FALSE(more);
    CHECK(more.error().size() == 1);
    CHECK(more.error().front().pointer == row.pointer);
    CHECK(more.error().front().message == "expected at most " + std::to_string(row.most) +
                                              " elements, found " + std::to_string(row.most + 1));
  }
}

TEST_CASE("each file is named once, in the order of the application", "[target]") {
  std::string items;
  for (int item = 0; item < 60; ++item) {
    items +=
        (item > 0 ? ",\"" : "\"") + std::to_string(1'000 + item) + R"(": {"evidence": ["b.pdf")";
    for (int file = 0; file < 999; ++file)
      items += ",\"" + std::to_string(item * 999 + file) + ".pdf\"";
    items += "]}";
  }
  const auto application = parse_application(
      with(R"("notebook": "a.ipynb", "attestations": {)" + items + "}"), "a.json");
  REQUIRE(application);
  const std::vector<std::string> files = application->files();
  REQUIRE(files.size() == 2 + 60 * 999);
  CHECK(files[0] == "a.ipynb");
  CHECK(files[1] == "b.pdf");
  CHECK(files[2] == "0.pdf");
  CHECK(files.back() == "59939.pdf");
}

TEST_CASE("the applications of a folder are found in it and below, in order", "[target]") {
  const test::TempFolder folder;
  const std::filesystem::path& top = folder.path();
  for (const std::string name : {"b/application.json", "a/deep/application.json", "a/other.json"}) {
    std::filesystem::create_directories((top / name).parent_path());
    test::write_whole_file((top / name).string(), kLeast);
  }
  std::filesystem::create_directories(top / "c/application.json");
  std::filesystem::create_symlink("nowhere", top / "a/application.json");
  CHECK(applications_below(top) ==
        std::vector{top / "a/deep/application.json", top / "b/application.json"});
}

// Folders are read nested, each open until those below are done: so that one fails for root, too.
TEST_CASE("a folder that cannot be read is named, and nothing is found", "[target]") {
  const test::TempFolder folder;
  std::filesystem::path deep = folder.path() / "deep";
  for (int i = 0; i < 300; ++i) deep /= "d";
  std::filesystem::create_directories(deep);
  const auto found = [&] {
    const test::OpenFilesLimit limit(200);
    return applications_below(folder.path());
  }();
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().code == Error::Code::unreadable);
  CHECK(found.error().message.starts_with("cannot be read: "));
  CHECK(found.error().file.starts_with((folder.path() / "deep/d/d").string()));
  const auto none = applications_below(folder.path() / "none");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().file == (folder.path() / "none").string());
}

// What a child process wrote, and how it ended, as the text of a file.
#include "file/child_answer.h"

#include <csignal>

using namespace verify;

namespace {

constexpr std::string_view kHead =
    "{\"title\": \"T\", \"page_count\": 2, \"created\": \"2025-03-04\"}\n";
constexpr std::string_view kPage = "{\"lines\": [{\"text\": \"a line\", \"size\": 11.5}]}\n";
constexpr std::string_view kBlank = "{\"lines\": []}\n";
constexpr std::string_view kEnd = "{\"end\": true}\n";

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace

TEST_CASE("what a child says, and how it ends, are told apart", "[file]") {
  using Kind = ChildEnd::Kind;
  struct Row {
    std::string said;
    ChildEnd end;
    FileState state;
    std::size_t pages;
    bool truncated;
    std::string_view detail;
  };
  const Row rows[] = {
      {joined({kHead, kPage, kPage, kEnd}), {}, FileState::read, 2, false, ""},
      {joined({kHead, kPage, kPage}),
       {Kind::signalled, SIGPROF},
       FileState::read,
       2,
       true,
       "computing time"},
      {joined({kHead, kPage, "{\"lines\": [{\"te"}),
       {Kind::out_of_time, 0},
       FileState::read,
       1,
       true,
       "longer than"},
      {joined({kHead, kPage}), {Kind::talked_too_much, 0}, FileState::read, 1, true, "more text"},
      {std::string(kHead), {Kind::out_of_time, 0}, FileState::over_limits, 0, false, "longer than"},
      {std::string(kHead),
       {Kind::signalled, SIGXCPU},
       FileState::over_limits,
       0,
       false,
       "computing time"},
      {std::string(kHead), {Kind::signalled, SIGABRT}, FileState::over_limits, 0, false, "memory"},
      {std::string(kHead),
       {Kind::exited, kChildOutOfMemory},
       FileState::over_limits,
       0,
       false,
       "memory"},
      {"", {Kind::signalled, SIGSEGV}, FileState::damaged, 0, false, "signal 11"},
      {"", {Kind::exited, 0}, FileState::damaged, 0, false, "exit 0"},
      {"", {Kind::exited, 2}, FileState::damaged, 0, false, "exit 2"},
      {"{\"fault\": \"encrypted\", \"detail\": \"why\"}\n",
       {},
       FileState::encrypted,
       0,
       false,
       "why"},
      {"{\"fault\": \"damaged\"}\n", {}, FileState::damaged, 0, false, ""},
      {joined({kHead, kBlank, kBlank, kEnd}), {}, FileState::no_text, 2, false, "0 of 2 pages"},
      {joined({kHead, kPage, kBlank, kBlank, kEnd}), {}, FileState::no_text, 3, false, "1 of 3"},
      {joined({kHead, kPage, kBlank, kEnd}), {}, FileState::read, 2, false, ""},
      {joined({kHead, kEnd}), {}, FileState::damaged, 0, false, "no page"},
      // Nothing of it is trusted.
      {"no JSON\n", {}, FileState::damaged, 0, false, "exit 0"},
      {joined({kHead, "[]\n", kPage, kEnd}), {}, FileState::damaged, 0, false, "exit 0"},
      {"{\"title\": 7, \"page_count\": -1, \"created\": \"yesterday\"}\n{\"lines\": [7, {\"text\": "
       "7}, "
       "{\"text\": \"x\", \"size\": \"big\"}]}\n{\"end\": true}\n",
       {},
       FileState::read,
       1,
       false,
       ""},
      {joined({"{\"title\": \"\xff\"}\n", kPage, kEnd}),
       {},
       FileState::damaged,
       0,
       false,
       "exit 0"},
      {std::string(1'000'000, '[') + "\n", {}, FileState::damaged, 0, false, "exit 0"},
  };
  for (const Row& row : rows) {
    INFO(row.said.substr(0, 200));
    const FileText text = read_child_answer(row.said, row.end);
    CHECK(text.state == row.state);
    CHECK(text.pages.size() == row.pages);
    CHECK(text.truncated == row.truncated);
    CHECK(text.detail.find(row.detail) != std::string::npos);
  }
}

TEST_CASE("what a child says of a file arrives, on one line each", "[file]") {
  const FileText text = read_child_answer(
      joined({"{\"title\": \"A\\nB\\u001b[2J\", \"author\": \"C\", \"created\": \"2025-03-04\", "
              "\"modified\": \"2025-03-05\", \"page_count\": 9, \"truncated\": true}\n",
              "{\"lines\": [{\"text\": \" a  b \", \"size\": 11.5, \"bold\": true, \"starts\": "
              "true}, {\"text\": \"c\", \"size\": 1e300}]}\n",
              kEnd}),
      {});
  CHECK(text.title == "A B [2J");
  CHECK(text.author == "C");
  CHECK(text.created == parse_date("2025-03-04"));
  CHECK(text.modified == parse_date("2025-03-05"));
  CHECK(text.page_count == 9);
  CHECK(text.truncated);
  REQUIRE(text.pages.size() == 1);
  REQUIRE(text.pages[0].size() == 2);
  CHECK(text.pages[0][0].text == "a b");
  CHECK(text.pages[0][0].size == 11.5);
  CHECK(text.pages[0][0].bold);
  CHECK(text.pages[0][0].starts);
  CHECK_FALSE(text.pages[0][1].bold);
  CHECK(text.pages[0][1].size == 10'000);
}

TEST_CASE("the text of a file survives its record, and a broken record says what is wrong",
          "[file]") {
  FileText text{.state = FileState::read,
                .detail = "a part",
                .title = "T \xC3\xA9",
                .author = "A",
                .created = parse_date("2025-03-04"),
                .page_count = 7,
                .truncated = true,
                .pages = {{{"one", 11.5, true, false}, {"two", 0, false, true}}, {}}};
  const auto back = read_file_text(write_file_text(text));
  REQUIRE(back);
  CHECK(write_file_text(*back) == write_file_text(text));
  CHECK(back->pages[0][0].text == "one");
  CHECK(back->pages[0][1].starts);
  CHECK_FALSE(back->modified);
  for (int i = 0; i <= static_cast<int>(FileState::unavailable); ++i) {
    text.state = static_cast<FileState>(i);
    CHECK(read_file_text(write_file_text(text))->state == text.state);
  }
  for (const char* bad : {"", "[]", "{}", "{\"state\": \"fine\", \"pages\": []}",
                          "{\"state\": \"read\"}", "{\"state\": \"read\", \"pages\": {}}"})
    CHECK_FALSE(read_file_text(bad));
}

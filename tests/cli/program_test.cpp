// The program as a person runs it: exit codes, what goes to which stream, and that bad input costs
// nothing.
#include "support/program.h"

#include <filesystem>
#include <fstream>

#include "support/fixture_site.h"
#include "support/loopback_server.h"
#include "support/pdf_file.h"
#include "support/places.h"
#include "support/quiet_text.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify::test;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kApplication =
    R"({"partner": {"name": "P", "home_page": "http://p.example/"}})";

}  // namespace

TEST_CASE("bad input: exit 3, a message that names the place, nothing on stdout, no report",
          "[cli]") {
  const TempFolder temp;
  const auto file = [&](const std::string& name, std::string_view text) {
    write_whole_file(temp.path() / name, text);
    return (temp.path() / name).string();
  };
  const std::string good = file("good.json", kApplication);
  const std::string report = (temp.path() / "report.json").string();
  struct Row {
    std::vector<std::string> words;
    std::string says;
  };
  const std::vector<Row> rows = {
      {{}, "subcommand is required"},
      {{"sceen", good}, "there is no command \"sceen\""},
      {{"--bogus"}, "not expected: --bogus"},
      {{"checklist", "bogus"}, "not expected: bogus"},
      {{"screen"}, "APPLICATION.json is required"},
      {{"screen", "/nonexistent.json"}, "/nonexistent.json: there is no such file"},
      {{"screen", temp.path().string()}, "there is no application.json in it"},
      {{"screen", good, "--reports", temp.path().string()}, "--reports is for many applications"},
      {{"screen", file("not.json", "partner: P")}, "not.json:1: not valid JSON"},
      {{"screen", file("type.json", R"({"partner": {"name": "P", "home_page": 7}})")},
       "type.json:1: /partner/home_page: expected a string"},
      {{"screen",
        file("key.json",
             R"({"partner": {"name": "P", "home_page": "http://p.example/"}, "extra": 1})")},
       "/extra: unknown key"},
      {{"screen",
        file(
            "date.json",
            R"({"partner": {"name": "P", "home_page": "http://p.example/"}, "references": [{"started": "yesterday"}]})")},
       "/references/0/started"},
      {{"screen", file("deep.json", std::string(10'000'000, '['))}, "deep.json"},
      {{"screen", good, "--checklist", "none-of-ours"}, "no checklist"},
      {{"screen", good, "--as-of", "2026-02-30"}, "--as-of 2026-02-30"},
      {{"screen", good, "--format", "pdf"}, "--format"},
      {{"screen", good, "--allow-net", "localhost"}, "--allow-net localhost"},
      {{"screen", good, "--connect-to", "a:b"}, "--connect-to a:b"},
      {{"screen", good, "--ca-file", "/nonexistent.pem"},
       "--ca-file /nonexistent.pem: there is no such file"},
      {{"screen", good, "--ca-file", file("no.pem", "no certificate")},
       "no.pem: is no bundle of certificates (PEM)"},
      {{"page", "/dev/zero"}, "/dev/zero: has more than the 67108864 bytes"},
      {{"page", "/proc/self/mem"}, "/proc/self/mem: cannot be read"},
      {{"page", temp.path().string()}, ": cannot be read: Is a directory"},
      {{"robots", "/dev/zero", "a", "http://p.example/"}, "/dev/zero: has more than"},
      {{"date", "/nonexistent.html"}, "/nonexistent.html: there is no such file"},
      {{"date"}, "expected a FILE or --list"},
      {{"text"}, "expected a FILE or --list"},
      {{"case-study"}, "expected a FILE or --list"},
      {{"page", "www.p.example"}, "there is no such file; an address begins with http://"},
      {{"robots", good, "a", "http://["}, "expected an http or https URL"},
      {{"robots", good, "a", ""}, "expected an http or https URL"},
      {{"robots", good, "a", "private/x"}, "expected an http or https URL"},
      {{"runs"}, "expected the address of a verifyd"},
      {{"report", "p", "-o", temp.path().string()}, "cannot be written: it is a folder"},
      {{"screen", "/dev/null"}, "/dev/null:1: not valid JSON"},
      {{"screen", good, "--config", file("c1.json", R"({"crawl": {"delay": 3}})")},
       "c1.json:1: /crawl/delay: unknown key"},
      {{"screen", good, "--config", file("c2.json", "{\"crawl\": {\n\"max_pages\": 0}}")},
       "c2.json:2: /crawl/max_pages: expected a whole number"},
      {{"screen", good, "--config", file("c3.json", "[]")}, "c3.json:1: expected a JSON object"},
      {{"screen", good, "--config", file("c4.json", "{\"crawl\": {\n\"max_pages\": 3,}}")},
       "c4.json:2: not valid JSON"},
      {{"screen", good, "--config", file("c5.json", "{\"crawl\": {},\n\"crawl\": {}}")},
       "c5.json:2: the key \"crawl\" is given twice"},
      {{"judge", file("not.warc.gz", "no WARC")}, "not.warc.gz"},
      {{"judge", "/nonexistent.warc.gz"}, "/nonexistent.warc.gz"},
      {{"checklist", "check",
        file(
            "pack.json",
            R"({"schema": "libverify-checklist/2", "sections": [{"items": [{"probe": "nope"}]}]})")},
       "/sections/0/items/0/probe: there is no probe"},
      {{"path", "p.example", "http://p.example/x"}, "p.example"},
  };
  for (const Row& row : rows) {
    std::vector<std::string> words = row.words;
    if (!words.empty() && (words[0] == "screen" || words[0] == "judge"))
      words.insert(words.end(), {"-o", report});
    const Ran ran = verify_program(words);
    INFO("verify" << quoted_words(row.words) << "\n" << ran.err.substr(0, 400));
    CHECK(ran.exit_code == 3);
    CHECK(ran.out.empty());
    CHECK(ran.err.find(row.says) != std::string::npos);
    CHECK_FALSE(fs::exists(report));
  }
}

TEST_CASE("exit codes: 0 ready, 1 not ready, 2 needs review", "[cli]") {
  for (const fs::path& folder : FixtureSite::all(source_folder() / "fixtures")) {
    const FixtureSite site(folder);
    const std::string expected = read_whole_file(folder / "expected.json");
    const int code = expected.find("\"outcome\": \"ready\"") != std::string::npos       ? 0
                     : expected.find("\"outcome\": \"not_ready\"") != std::string::npos ? 1
                                                                                        : 2;
    const std::size_t as_of = expected.find("\"as_of\": \"") + 10;
    const bool public_only = expected.find("aws-ml-consulting-3.0-public") != std::string::npos;
    LoopbackServer server(site.script());
    const TempFolder temp;
    write_whole_file(temp.path() / "config.json", R"({"crawl": {"delay_ms": 0}})");
    std::vector<std::string> words = {"screen",      (folder / "application.json").string(),
                                      "--allow-net", "127.0.0.0/8",
                                      "--config",    (temp.path() / "config.json").string(),
                                      "--as-of",     expected.substr(as_of, 10),
                                      "--format",    "json"};
    if (public_only) words.insert(words.end(), {"--checklist", "aws-ml-consulting-3.0-public"});
    for (const std::string& host : site.hosts())
      words.insert(words.end(),
                   {"--connect-to", host + ":80:127.0.0.1:" + std::to_string(server.port())});
    const Ran ran = verify_program(words);
    INFO(folder.filename().string() << "\n" << ran.err);
    CHECK(ran.exit_code == code);
    CHECK(ran.out.starts_with("{\n  \"schema\": \"libverify-report/1\""));
    CHECK(ran.err.empty());
  }
}

TEST_CASE("a PDF is read from a file or a site, and judged again without reading it", "[cli]") {
  const std::string pdf =
      pdf_of({{"large How Acme plans", "bold The challenge", "Too many empty runs."},
              {"bold Results", "Costs fell by 40 % with Amazon SageMaker."}},
             "/Title (Acme)");
  const std::string home = "<!doctype html><p>Home</p><a href='/acme.pdf'>Acme</a>";
  const auto answer = [](std::string_view type, const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  LoopbackServer server([&](LoopbackServer::Connection& connection) {
    for (std::string head; !(head = connection.read_head()).empty();)
      connection.send(head.starts_with("GET /acme.pdf ") ? answer("application/pdf", pdf)
                                                         : answer("text/html", home));
  });
  const TempFolder temp;
  const auto file = [&](const std::string& name, std::string_view text) {
    write_whole_file(temp.path() / name, text);
    return (temp.path() / name).string();
  };
  const auto path = [&](const std::string& name) { return (temp.path() / name).string(); };
  for (const std::string& target : {file("acme.pdf", pdf), server.url("/acme.pdf")}) {
    const Ran ran = verify_program({"page", target, "--json", "--allow-net", "127.0.0.0/8"});
    INFO(target << "\n" << ran.err);
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.find("\"title\": \"Acme\"") != std::string::npos);
    CHECK(ran.out.find("Costs fell by 40 % with Amazon SageMaker.") != std::string::npos);
    CHECK(ran.out.find("\"heading\": \"The challenge\"") != std::string::npos);
  }
  const Ran broken = verify_program({"page", file("broken.pdf", "%PDF-1.4 and no more"), "--json"});
  CHECK(broken.exit_code == 2);
  CHECK(broken.out.find("\"fault\": \"file_damaged\"") != std::string::npos);

  const std::string application = file("application.json", R"({
      "partner": {"name": "P", "home_page": ")" + server.url("/") +
                                                               R"("},
      "references": [{"customer": {"name": "Acme"}, "public_url": ")" +
                                                               server.url("/acme.pdf") + R"("}]})");
  const std::string config = file("config.json", R"({"crawl": {"delay_ms": 0}})");
  const Ran screen = verify_program({"screen", application, "--allow-net", "127.0.0.0/8",
                                     "--config", config, "--evidence", path("e.warc.gz"),
                                     "--format", "json", "-o", path("screen.json")});
  INFO(screen.err);
  REQUIRE(screen.exit_code == 1);
  const std::string line = "VERIFY_FILE_READER=/nonexistent " + program_path() + " judge '" +
                           path("e.warc.gz") + "' --format json -o '" + path("judge.json") +
                           "' 2>&1";
  std::system(line.c_str());
  const std::string report = read_whole_file(path("screen.json"));
  CHECK(report.find("\"place\": \"page 2") != std::string::npos);
  CHECK(read_whole_file(path("judge.json")) == report);
}

TEST_CASE("url and robots answer by their exit code", "[cli]") {
  const TempFolder temp;
  const std::string robots = (temp.path() / "robots.txt").string();
  write_whole_file(robots, "User-agent: *\nDisallow: /private\n");
  CHECK(verify_program({"url", "https://a.example/b/c", "../d?e#f"}).out ==
        "https://a.example/d?e#f\n");
  CHECK(verify_program({"url", "", "https://A.example"}).out == "https://a.example/\n");
  const Ran bad = verify_program({"url", "", "mailto:x@a.example"});
  CHECK(bad.exit_code == 1);
  CHECK_FALSE(bad.err.empty());
  CHECK(verify_program({"robots", robots, "verify", "https://a.example/"}).exit_code == 0);
  CHECK(verify_program({"robots", robots, "verify", "https://a.example/private/x"}).exit_code == 1);
  CHECK(verify_program({"robots", robots, "verify", "/private/x"}).exit_code == 1);
  CHECK(verify_program({"robots", "/nonexistent", "verify", "https://a.example/"}).exit_code == 3);
}

TEST_CASE("a result never takes the place of what the command reads or keeps", "[cli]") {
  const TempFolder temp;
  const auto file = [&](const std::string& name, std::string_view text) {
    write_whole_file(temp.path() / name, text);
    return (temp.path() / name).string();
  };
  const std::string config = file("config.json", "{}"), kept = (temp.path() / "e.warc.gz").string();
  const std::string application = file("application.json", R"({
      "partner": {"name": "P", "home_page": "http://p.example/"}, "notebook": "book.ipynb"})");
  const std::string evidence = file("before.warc.gz", "evidence"), book = file("book.ipynb", "{}");
  const std::string link = (temp.path() / "link").string();
  fs::create_symlink("before.warc.gz", link);
  const std::vector<std::string> screen = {"screen", application,  "--config",
                                           config,   "--evidence", kept};
  struct Row {
    std::vector<std::string> words;
    std::string output;
  };
  const std::vector<Row> rows = {{{"judge", evidence}, evidence},
                                 {{"judge", evidence}, link},
                                 {{"judge", evidence}, temp.path().string() + "/./before.warc.gz"},
                                 {{"judge", link}, evidence},
                                 {{"judge", evidence, "--checklist", config}, config},
                                 {{"email", evidence}, evidence},
                                 {screen, application},
                                 {screen, config},
                                 {screen, book},
                                 {screen, kept}};
  for (const Row& row : rows) {
    std::vector<std::string> words = row.words;
    words.insert(words.end(), {"-o", row.output});
    std::string before;
    if (fs::exists(row.output)) before = read_whole_file(row.output);
    const Ran ran = verify_program(words);
    INFO("verify" << quoted_words(words) << "\n" << ran.err);
    CHECK(ran.exit_code == 3);
    CHECK(ran.err.find(row.output + ": is read or kept by this command") != std::string::npos);
    CHECK((fs::exists(row.output) ? read_whole_file(row.output) : "") == before);
  }
}

TEST_CASE("what could not be printed is told, whatever printed it", "[cli]") {
  const TempFolder temp;
  const std::string page = (temp.path() / "page.html").string();
  write_whole_file(page, "<title>A page</title><p>Some text.");
  const std::string err = (temp.path() / "err").string();
  for (const std::string& words :
       {std::string("init"), std::string("checklist list"), "page " + page, "date " + page,
        "text " + page, "case-study --json " + page, "robots " + page + " a /",
        std::string("url '' http://a.example/"), std::string("--help")})
    for (const std::string to : {">/dev/full", ">&-"}) {
      const int status =
          std::system((program_path() + " " + words + " " + to + " 2>" + err).c_str());
      INFO(words << " " << to);
      CHECK(WEXITSTATUS(status) == 3);
      CHECK(read_whole_file(err).find("standard output could not be written") != std::string::npos);
    }
}

TEST_CASE("help is help, not an error", "[cli]") {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"--help"}, {"screen", "--help"}, {"--version"}}) {
    const Ran ran = verify_program(words);
    CHECK(ran.exit_code == 0);
    CHECK_FALSE(ran.out.empty());
    CHECK(ran.err.empty());
  }
}

TEST_CASE("a report is written through links, and never put in the place of a device", "[cli]") {
  LoopbackServer server([](LoopbackServer::Connection& connection) {
    while (!connection.read_head().empty())
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  });
  const TempFolder temp;
  const fs::path application = temp.path() / "application.json";
  write_whole_file(application,
                   R"({"partner": {"name": "P", "home_page": ")" + server.url("/") + R"("}})");
  const auto screen = [&](const fs::path& out) {
    return verify_program({"screen", application.string(), "--allow-net", "127.0.0.0/8", "--format",
                           "json", "-o", out.string()})
        .exit_code;
  };
  const fs::path file = temp.path() / "report.json", link = temp.path() / "link",
                 device = temp.path() / "device";
  write_whole_file(file, "before");
  fs::create_symlink("report.json", link);
  fs::create_symlink("/dev/null", device);
  CHECK(screen(link) != 3);
  CHECK(fs::is_symlink(link));
  CHECK(read_whole_file(file).starts_with("{"));
  // A link to what is not there yet, and a file of the user's with a name much like ours.
  const fs::path later = temp.path() / "later", part = temp.path() / "report.json.part";
  fs::create_symlink("later.json", later);
  write_whole_file(part, "mine");
  CHECK(screen(later) != 3);
  CHECK(fs::is_symlink(later));
  CHECK(read_whole_file(temp.path() / "later.json").starts_with("{"));
  CHECK(screen(file) != 3);
  CHECK(read_whole_file(part) == "mine");
  CHECK(screen(device) != 3);
  CHECK(fs::is_symlink(device));
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("the template that init writes is valid, and init never overwrites", "[cli]") {
  const TempFolder temp;
  const std::string file = (temp.path() / "application.json").string();
  CHECK(verify_program({"init", file}).exit_code == 0);
  // Valid as an application: what is refused next is the network address, not the file.
  CHECK(verify_program({"screen", file, "--checklist", "none-of-ours"})
            .err.find("application.json") == std::string::npos);
  const std::string before = read_whole_file(file);
  CHECK(verify_program({"init", file}).exit_code == 3);
  CHECK(read_whole_file(file) == before);
}

TEST_CASE("a template that nobody filled in declares nothing", "[cli]") {
  const TempFolder temp;
  const std::string file = (temp.path() / "application.json").string();
  REQUIRE(verify_program({"init", file}).exit_code == 0);
  // Nothing is connected to: a way to nowhere stands for the site.
  const Ran ran = verify_program(
      {"screen", file, "--format", "json", "--connect-to", "www.example.com:443:127.0.0.1:1"});
  CHECK(ran.exit_code == 1);
  for (const std::string_view word :
       {"\"attested\"", "\"met\"", "\"waived\"", "\"not_applicable\""})
    CHECK(ran.out.find("\"verdict\": " + std::string(word)) == std::string::npos);
}

TEST_CASE("the bundled checklist is valid", "[cli]") {
  CHECK(verify_program({"checklist", "check", "aws-ml-consulting-3.0"}).exit_code == 0);
  CHECK(verify_program({"checklist", "list"}).out.starts_with("aws-ml-consulting-3.0\t"));
  CHECK(verify_program({"checklist", "show", "aws-ml-consulting-3.0"}).out.find("P3.1") !=
        std::string::npos);
}

TEST_CASE("nothing scraped steers the terminal, whatever command shows it", "[cli][hostile]") {
  const std::string bad =
      "\x1b]0;title\x07\x1b[2J \u009B31m user\u202Egnp.exe \u2066i\u2069 pay\u200Bpal "
      "\u2028line \U000E0041";
  const TempFolder temp;
  const std::string page = (temp.path() / "page.html").string();
  write_whole_file(page, "<title>Case study: Acme " + bad + "</title><meta name=author content='" +
                             bad + "'><h1>Acme " + bad + "</h1><h2>The challenge " + bad +
                             "</h2><p>Acme struggled with " + bad +
                             " late forecasts for years.</p><h2>Results " + bad +
                             "</h2><p>Costs fell by 40 % " + bad + " with Amazon SageMaker.</p>" +
                             "<p>Published " + bad + " on 5 March 2024 " + bad +
                             "</p><a href='/x'>" + bad + "</a>");
  const std::string list = (temp.path() / "list.jsonl").string();
  write_whole_file(list, R"({"file": ")" + page + R"(", "customer": "Acme"})" + "\n");
  const std::string wrong = (temp.path() / "wrong.json").string();
  write_whole_file(
      wrong,
      R"({"partner": {"name": "P", "home_page": "http://p.example/"}, "\u001b[2J\u202e": 1})");
  const std::vector<std::vector<std::string>> rows = {
      {"page", page, "--customer", "Acme"},
      {"page", page, "--json"},
      {"text", page},
      {"text", page, "--json"},
      {"date", page},
      {"date", page, "--json"},
      {"case-study", "--list", list},
      {"case-study", "--list", list, "--json"},
      {"screen", wrong},
      {"url", "", "http://\x1b[2J/"},
      {"text", "/nonexistent\x1b[2J"},
  };
  for (const auto& words : rows) {
    const Ran ran = verify_program(words);
    INFO(quoted_words(words) << "\n" << ran.out << ran.err);
    CHECK_FALSE((ran.out.empty() && ran.err.empty()));
    CHECK(is_quiet(ran.out));
    CHECK(is_quiet(ran.err));
  }
}

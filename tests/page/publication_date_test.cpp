#include "page/publication_date.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "page/date_title.h"
#include "support/shared_pages.h"
#include "verify/content.h"

namespace verify::test {
namespace {

PublicationDate read(std::string_view html, std::string_view url = "https://a.example/",
                     std::string_view language = "en") {
  const Dom dom = Dom::parse(html);
  const auto parsed = Url::parse(url);
  return find_publication_date(dom, {*parsed, language});
}

std::string written(const std::optional<Date>& date) {
  return date ? to_string(*date) : "none";
}

struct Row {
  const char* why;
  const char* html;
  const char* expected;
  const char* source;
};

}  // namespace

TEST_CASE("every place that names a date is read", "[page]") {
  const Row row = GENERATE(values<Row>({
      {"meta", "<meta property='article:published_time' content='2024-03-05T23:30:00-08:00'>",
       "2024-03-05", "meta"},
      {"meta of a library", "<meta name='DC.date.issued' content='2024-03-05'>", "2024-03-05",
       "meta"},
      {"JSON-LD",
       "<script type='application/ld+json'>{\"@graph\":[{\"@type\":[\"NewsArticle\"],"
       "\"datePublished\":\"2024-03-05T10:00:00\\u002B01:00\"}]}</script>",
       "2024-03-05", "json-ld"},
      {"JSON-LD in a broken block",
       "<script type='application/ld+json'>{\"headline\":\"a \"b\" c\",,\"datePublished\":"
       "\"2024-03-05\"</script>",
       "2024-03-05", "json-ld"},
      {"microdata", "<span itemprop='datePublished' content='2024-03-05'>today</span>",
       "2024-03-05", "microdata"},
      {"microdata as text", "<span itemprop='datePublished'>5 March 2024</span>", "2024-03-05",
       "microdata"},
      {"time", "<h1>A title</h1><time datetime='2024-03-05'>Tuesday</time>", "2024-03-05", "time"},
      {"hAtom", "<abbr class='published' title='2024-03-05T10:00'>Tuesday</abbr>", "2024-03-05",
       "time"},
      {"text", "<h1>A title</h1><p>Posted on March 5th, 2024</p>", "2024-03-05", "text"},
      {"parts of a date in elements of their own",
       "<h1>A title</h1><p><span>Mar</span><span>5</span><span>2024</span>", "2024-03-05", "text"},
      {"script state",
       "<script>window.__DATA__ = {\"user\": {\"name\": \"a name to make it long\"},"
       "\"article\": {\"title\": \"a title of some length\", "
       "\"publishedAt\":\"2024-03-05T10:00Z\"}}"
       "</script>",
       "2024-03-05", "script"},
      {"a script that writes it", "<p><script>showDate(\"2024/03/05 10:11\")</script></p>",
       "2024-03-05", "script"},
  }));
  CAPTURE(row.why);
  const PublicationDate found = read(row.html);
  CHECK(written(found.date) == row.expected);
  CHECK(found.source == row.source);
  CHECK(found.confidence > 0);
  CHECK(found.confidence <= 1);
}

TEST_CASE("a path names a date", "[page]") {
  const auto row = GENERATE(values<std::pair<const char*, const char*>>({
      {"https://a.example/2024/03/05/title", "2024-03-05"},
      {"https://a.example/2024/mar/05/title", "2024-03-05"},
      {"https://a.example/news-2024-3-5.html", "2024-03-05"},
      {"https://a.example/20240305-title", "2024-03-05"},
      {"https://a.example/meldung-vom-05.03.2024", "2024-03-05"},
      {"https://web.archive.org/web/20200101000000/https://a.example/2024/03/05/", "2024-03-05"},
      {"https://web.archive.org/web/20200101000000/https://a.example/", "none"},
      {"https://a.example/2024/03/title", "none"},
      {"https://a.example/id-20249905", "none"},
      {"https://a.example/99240305123", "none"},
  }));
  CAPTURE(row.first);
  CHECK(written(read("<p>no date", row.first).date) == row.second);
}

TEST_CASE("what is no publication date is none", "[page]") {
  const Row row = GENERATE(values<Row>({
      {"a copyright year", "<footer>© 2024 A Company</footer>", "none", ""},
      {"a comment", "<div class='comments'><time datetime='2024-03-05'>5 March 2024</time></div>",
       "none", ""},
      {"a related article",
       "<div class='related-posts'><a href='/b'>B</a> <span>5 March 2024</span></div>", "none", ""},
      {"a comment in JSON-LD",
       "<script type='application/ld+json'>{\"@type\":\"Article\",\"comment\":[{\"@type\":"
       "\"Comment\",\"datePublished\":\"2024-03-05\"}]}</script>",
       "none", ""},
      {"an impossible date", "<meta name='date' content='2024-02-31'>", "none", ""},
      {"a date before the web", "<meta name='date' content='1970-01-01'>", "none", ""},
      {"a date of the far future", "<meta name='date' content='2999-01-01'>", "none", ""},
      {"a deadline", "<p>Registration deadline: 5 March 2024</p>", "none", ""},
      {"nothing", "", "none", ""},
  }));
  CAPTURE(row.why);
  CHECK(written(read(row.html).date) == row.expected);
}

TEST_CASE("published and modified are two answers", "[page]") {
  const PublicationDate both =
      read("<h1>A title</h1><p>Published: 5 March 2024<br>Last updated: 6 April 2025</p>");
  CHECK(written(both.date) == "2024-03-05");
  CHECK(written(both.modified) == "2025-04-06");

  const PublicationDate only =
      read("<meta property='article:modified_time' content='2025-04-06T10:00:00'>");
  CHECK(written(only.date) == "2025-04-06");
  CHECK(only.confidence < 0.3);

  const PublicationDate theme =
      read("<h1>A title</h1><time class='entry-date updated' datetime='2024-03-05'>x</time>");
  CHECK(written(theme.date) == "2024-03-05");
  CHECK(written(theme.modified) == "none");
}

TEST_CASE("sources vote", "[page]") {
  // one generator's head against what the reader and the address say
  const PublicationDate found = read(
      "<meta property='article:published_time' content='2024-03-06T03:00:00Z'>"
      "<h1>A title</h1><p>March 5, 2024</p>",
      "https://a.example/2024/03/05/title");
  CHECK(written(found.date) == "2024-03-05");

  const double alone = read("<h1>A title</h1><p>March 5, 2024</p>").confidence;
  const double agreed = read(
                            "<h1>A title</h1><p>March 5, 2024</p>"
                            "<meta name='date' content='2024-03-05'>")
                            .confidence;
  CHECK(agreed > alone);
}

TEST_CASE("language and country order day and month", "[page]") {
  const char* page = "<h1>A title</h1><p>03/04/2024</p>";
  CHECK(written(read(page, "https://a.example.com/", "en").date) == "2024-03-04");
  CHECK(written(read(page, "https://a.co.uk/", "en").date) == "2024-04-03");
  CHECK(written(read(page, "https://a.example.com/", "fr").date) == "2024-04-03");
  const std::string british = std::string("<html lang='en-GB'>") + page;
  CHECK(written(read(british, "https://a.example.com/", "en").date) == "2024-04-03");
}

TEST_CASE("any bytes give a date or none", "[page]") {
  std::string many = "<h1>t</h1>";
  for (int i = 0; i < 5000; ++i) many += "<li><time pubdate datetime='2024-03-05'>5.3.2024</time>";
  for (const std::string& html :
       {many, std::string(50'000, '1'),
        std::string("<script type=application/ld+json>") + std::string(100'000, '['),
        std::string("\xFF\xFE 5. M\xC3 2024 \xE5\xB9 2024\xE5\xB9\xB4")})
    CHECK_NOTHROW(read(html));
}

TEST_CASE("JSON-LD of many dates is read once for each object", "[page]") {
  const auto dates = [](const std::string& json) {
    const auto all =
        read("<script type=application/ld+json>" + json + "</script>", "https://a.example/post/")
            .candidates;
    std::vector<std::string> places;
    for (const DateCandidate& each : all)
      if (each.source == "json-ld") places.push_back(each.place);
    return places;
  };
  const auto times = [](int count, const std::string& text) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
  };
  const std::string date = "\"datePublished\":\"2024-03-05\",";
  // An object is asked once, wherever its dates stand between those of others.
  CHECK(dates("[{\"@type\":\"Report\"," + date + "\"x\":{" + date + "\"comment\":{\"y\":{" + date +
              "}}}," + date + "},{\"@type\":\"Event\"," + date + "}]") ==
        std::vector<std::string>{"Report.datePublished", "Report.datePublished", ".datePublished"});
  CHECK(dates("[{\"url\":\"https://a.example/post\"," + date + date +
              "\"@type\":\"Report\"},{\"url\":\"https://a.example/other\"," + date + "}]")
            .size() == 2);
  CHECK(dates("[" +
              times(2000,
                    "{\"@type\":\"BlogPosting\"," + date + "\"dateModified\":\"2024-03-06\"},") +
              "]")
            .size() == 4000);

  CHECK(dates("{" + times(90'000, date) + "}").size() == 5000);
  CHECK(dates("{\"url\":\"http://h.example/" + std::string(500'000, 'a') + "\"," +
              times(20'000, date) + "}")
            .size() == 5000);
  const auto typed =
      dates("{\"@type\":\"" + std::string(500'000, 't') + "\"," + times(20'000, date) + "}");
  REQUIRE(typed.size() == 5000);
  CHECK(typed[0] == std::string(100, 't') + "….datePublished");
  const std::string block = "<script type=application/ld+json>{" + date + "}</script>";
  CHECK(read(times(30'000, block)).candidates.size() == 20'000);
}

TEST_CASE("a line of many dates is read around each", "[page]") {
  constexpr int kDates = 100'000;
  std::string html = "<title>x</title><p>";
  for (int i = 0; i < kDates; ++i) html += "see 3 March 2021, and ";
  const PublicationDate found = read(html);
  CHECK(written(found.date) == "2021-03-03");
  CHECK(found.candidates.size() == 20'000);
}

TEST_CASE("a date is labelled on a long line as on a short one", "[page]") {
  const std::string far(1000, 'x');
  const auto weight = [](const std::string& text) {
    const PublicationDate found = read("<h1>A title</h1><p>" + text);
    return found.candidates.empty() ? -1 : found.candidates.front().weight;
  };
  const double told = weight(far + " on 5 March 2024 we met " + far);
  CHECK(told > 0);
  CHECK(weight(far + " published 5 March 2024 " + far) > told);
  CHECK(weight("published<br>5 March 2024") > weight(far + " published<br>5 March 2024"));
  CHECK(weight(far + "<br>5 March 2024<br>" + far) > told);
}

TEST_CASE("the title's heading is the longest that repeats of it", "[page]") {
  const auto heading = [](const std::string& html) {
    const Dom dom = Dom::parse(html);
    const Dom::Index found = title_heading(dom);
    return found == Dom::kNone ? "none" : dom.text_below(found, 20);
  };
  CHECK(heading("<title>Moving forecasts | Acme</title><h1>Acme</h1><h2>Moving forecasts</h2>") ==
        "Moving forecasts");
  std::string many = "<title>" + std::string(1'000'000, 'a') + "</title><h1>First</h1>";
  for (int i = 0; i < 50; ++i) many += "<h2>" + std::string(100'000, 'a') + "b</h2>";
  CHECK(heading(many) == "First");
}

// The floor lies a little below what the reader reaches, so that a rule that costs pages fails.
TEST_CASE("real pages are dated as their readers would", "[page][shared]") {
  const auto& files = SharedPages::files();
  const auto any = std::ranges::find_if(
      files, [](const auto& file) { return file.string().find("dates-dev") != std::string::npos; });
  if (any == files.end()) return;
  const auto folder = any->parent_path().parent_path();
  std::ifstream manifest(folder / "manifest.jsonl");
  int pages = 0, right = 0, far = 0;
  for (std::string line; std::getline(manifest, line);) {
    const auto entry = nlohmann::json::parse(line);
    if (!entry["date"].is_string()) continue;
    const auto truth = parse_date(entry["date"].get<std::string>());
    const auto url = Url::parse(entry["url"].get<std::string>());
    if (!truth || !url) continue;
    ++pages;
    const std::string text =
        decode_html(SharedPages::read(folder / entry["file"].get<std::string>()), "").utf8;
    const auto found = find_publication_date(Dom::parse(text), {*url, ""}).date;
    if (!found) continue;
    right += *found == *truth;
    const auto apart = std::chrono::sys_days{*found} - std::chrono::sys_days{*truth};
    far += std::chrono::abs(apart) > std::chrono::days{31};
  }
  CHECK(pages > 480);
  CHECK(right >= 0.945 * pages);
  CHECK(far <= 0.02 * pages);
}

}  // namespace verify::test

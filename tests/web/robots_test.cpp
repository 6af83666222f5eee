#include "verify/robots.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "support/shared_data.h"
#include "verify/url.h"
#include "web/robots_pattern.h"

namespace verify::test {
namespace {

using Json = nlohmann::json;

std::vector<Json> read_lines(std::string_view relative) {
  std::vector<Json> rows;
  std::ifstream in(shared_folder() / relative);
  for (std::string line; std::getline(in, line);) rows.push_back(Json::parse(line));
  return rows;
}

bool allows(std::string_view body, std::string_view agent, std::string_view path) {
  return Robots::parse(body, agent).allows(path);
}

// Leniencies of one vendor's crawler that RFC 9309 does not have; docs/robots.md says why not.
const std::set<std::string> kRefused = {
    "g079",  // a rule for /x/index.html opens /x/
    "g084",  // a line counts only up to 16,664 bytes
    "g087",  // the same
};

}  // namespace

TEST_CASE("Robots agrees with the public cases", "[web]") {
  if (!shared_has("conformance/robots_cases.jsonl")) return;
  int cases = 0;
  for (const Json& row : read_lines("conformance/robots_cases.jsonl")) {
    ++cases;
    INFO(row["id"] << " " << row["url"] << " " << row["robots"].dump().substr(0, 300));
    const auto body = row["robots"].get<std::string>();
    const std::string path = robots_path(row["url"].get<std::string>());
    const auto agents = row["user_agents"].get<std::vector<std::string>>();
    REQUIRE(agents.size() == 1);
    const bool agrees =
        allows(body, agents[0], path) == (row["expect"].get<std::string>() == "allow");
    const bool refused = kRefused.contains(row["id"].get<std::string>());
    if (refused) CHECK(row["google_only"].get<bool>());
    CHECK(agrees != refused);
  }
  CHECK(cases == 145);
}

TEST_CASE("Robots agrees with the public cases of its parts", "[web]") {
  if (!shared_has("conformance/robots_aux.jsonl")) return;
  int cases = 0;
  for (const Json& row : read_lines("conformance/robots_aux.jsonl")) {
    INFO(row);
    const auto kind = row["kind"].get<std::string>();
    ++cases;
    if (kind == "valid_ua_token")
      CHECK(is_valid_product_token(row["value"].get<std::string>()) == row["expect"].get<bool>());
    else if (kind == "path_params_query")
      CHECK(robots_path(row["url"].get<std::string>()) == row["expect"].get<std::string>());
    else if (kind == "escape_pattern")
      CHECK(escape_robots_pattern(row["value"].get<std::string>()) ==
            row["expect"].get<std::string>());
    else if (kind == "parse_stats" && row["expect"].contains("sitemap"))
      CHECK(Robots::parse(row["robots"].get<std::string>(), "foo").sitemaps() ==
            std::vector{row["expect"]["sitemap"].get<std::string>()});
    else
      --cases;  // counts lines, which we do not, or tells how to fetch
  }
  CHECK(cases == 36);
}

TEST_CASE("a robots.txt line may be spelled in many ways", "[web]") {
  const auto body = GENERATE(values<std::string_view>({
      "User-agent: verify\nDisallow: /a",
      "user-agent:verify\r\ndisallow:/a\r\n",
      "USER-AGENT : verify\rDISALLOW :\t/a # why\r",
      "\xEF\xBB\xBFUser-agent: verify\nDisallow: /a\n",
      "\xEFUser-agent: verify\nDisallow: /a\n",
      "User-agent: verify/1.0 (x)\nDisallow: /a\n",
      "User-agent: other\nUser-agent: verify\n\nNonsense: x\nDisallow: /a\n",
      "User-agent: verify\nCrawl-delay: 1\nUser-agent: other\nDisallow: /a\n",
      "User-agent: verify\nDisallow: /x\nUser-agent: other\nDisallow: /\nUser-agent: "
      "Verify\nDisallow: /a\n",
      "user-agent verify\ndisallow /a\n",
      "<html>\nUser-agent: verify\n<p>: \nDisallow: /a\n",
      "User-agent: verify\nDisallow: /%61\n",
      "User-agent: *\nDisallow: /a\n",
  }));
  INFO(body);
  CHECK_FALSE(allows(body, "verify", "/a"));
  CHECK(allows(body, "verify", "/b"));
}

TEST_CASE("robots patterns", "[web]") {
  struct Row {
    std::string_view pattern, path;
    bool match;
  };
  const auto row = GENERATE(values<Row>({
      {"/", "/anything", true},
      {"/a", "/abc", true},
      {"/a$", "/abc", false},
      {"/a$", "/a", true},
      {"/a$b", "/a$b", true},
      {"/a%24b", "/a$b", true},
      {"/a%2A", "/a*", true},
      {"/a%2A", "/ab", false},
      {"/*.php$", "/x.php.php", true},
      {"/*.php$", "/x.php5", false},
      {"/a*", "/a", true},
      {"/a*b*c$", "/abbc", true},
      {"/a*b$", "/ab/", false},
      {"/a*bb$", "/ab", false},
      {"/aa*aa$", "/aaa", false},
      {"*", "/", true},
      {"**$", "/x", true},
      {"$", "/", false},
      {"/%c3%a9", "/%C3%A9", true},
      {"/\xC3\xA9", "/%c3%a9", true},
      {"/a", "/%61", true},
      {"/%61", "/a", true},
      {"/a%2Fb", "/a/b", false},
  }));
  INFO(row.pattern << " " << row.path);
  const std::string body = "user-agent: *\ndisallow: " + std::string(row.pattern);
  CHECK(allows(body, "verify", row.path) != row.match);
}

TEST_CASE("an allow rule for an encoded letter does not open the plain one", "[web]") {
  const std::string body = "user-agent: *\ndisallow: /\nallow: /%61";
  CHECK_FALSE(allows(body, "verify", "/a"));
  CHECK(allows(body, "verify", "/%61"));
}

TEST_CASE("robots rules of the whole", "[web]") {
  CHECK(Robots::allow_all().allows("/"));
  CHECK_FALSE(Robots::disallow_all().allows("/"));
  CHECK(Robots::disallow_all().allows("/robots.txt"));
  CHECK(allows("", "verify", "/"));
  CHECK(allows("disallow: /", "verify", "/"));
  // A group that names the crawler replaces the one for everybody, even without rules.
  CHECK(allows("user-agent: *\ndisallow: /\nuser-agent: verify\ndisallow:\n", "verify", "/"));
  // Only what is within the limit counts.
  const std::string filler = std::string(Robots::kMaxBytes, '#');
  CHECK(allows(filler + "\nuser-agent: *\ndisallow: /", "verify", "/"));
  CHECK_FALSE(allows("user-agent: *\ndisallow: /\n" + filler, "verify", "/"));
}

TEST_CASE("crawl delay and sitemaps are read", "[web]") {
  const Robots robots = Robots::parse(
      "Sitemap: https://example.com/a.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: "
      "/x\nUser-agent: other\nCrawl-delay: 99\nsitemap: /b.xml\n",
      "verify");
  CHECK(robots.crawl_delay() == 2.5);
  CHECK(robots.sitemaps() == std::vector<std::string>{"https://example.com/a.xml", "/b.xml"});
  for (const std::string_view bad : {"-1", "nan", "inf", "x", ""})
    CHECK_FALSE(
        Robots::parse("user-agent: *\ncrawl-delay: " + std::string(bad), "verify").crawl_delay());
}

TEST_CASE("many stars do not cost more than the path", "[web]") {
  std::string pattern = "/";
  for (int i = 0; i < 5000; ++i) pattern += "*a";
  const std::string path = "/" + std::string(10'000, 'a') + "b";
  CHECK(robots_pattern_matches(pattern, path));
  CHECK_FALSE(robots_pattern_matches(pattern + "*c", path));
  CHECK_FALSE(robots_pattern_matches(pattern + "$", path));
}

}  // namespace verify::test

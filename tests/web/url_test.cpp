#include "verify/url.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "support/shared_data.h"
#include "web/url_host.h"
#include "web/url_parser.h"

namespace verify::test {
namespace {

using Json = nlohmann::json;

Json read_json(std::string_view relative) {
  std::ifstream in(shared_folder() / relative);
  return Json::parse(in);
}

// The href, or the error in words, of a link.
std::string resolve(std::string_view base, std::string_view link) {
  Url::Parsed url = std::unexpected(UrlError::invalid);
  if (base.empty()) {
    url = Url::parse(link);
  } else {
    const auto parsed_base = Url::parse(base);
    REQUIRE(parsed_base);
    url = Url::parse(link, *parsed_base);
  }
  return url ? std::string(url->href()) : std::string(to_string(url.error()));
}

// The short cut may stay silent; when it speaks it says what the parser says.
void check_common_equals_full(std::string_view link, const Url* base) {
  const auto common = UrlParser::parse_common(link, base);
  if (!common) return;
  const auto full = UrlParser::parse_full(link, base);
  INFO("link " << link << " base " << (base != nullptr ? base->href() : "none"));
  REQUIRE(full);
  CHECK(common->href() == full->href());
  CHECK(common->hostname() == full->hostname());
  CHECK(common->port() == full->port());
  CHECK(common->username() == full->username());
  CHECK(common->password() == full->password());
  CHECK(common->pathname() == full->pathname());
  CHECK(common->search() == full->search());
  CHECK(common->hash() == full->hash());
}

}  // namespace

TEST_CASE("Url agrees with the web platform tests on http links", "[web]") {
  if (!shared_has("conformance/url_cases.json")) return;
  int cases = 0;
  const Json data = read_json("conformance/url_cases.json");
  for (const Json& row : data["cases"]) {
    const std::string base = row["base"].is_string() ? row["base"].get<std::string>() : "";
    const auto base_url = Url::parse(base);
    // An invalid base fails the pair; "about:blank" only gives nothing to resolve against.
    if (!base.empty() && !base_url && base_url.error() == UrlError::invalid) {
      CHECK(row["failure"].get<bool>());
      cases += row["http_link"].get<bool>() ? 1 : 0;
      continue;
    }
    const auto url = base_url ? Url::parse(row["input"].get<std::string>(), *base_url)
                              : Url::parse(row["input"].get<std::string>());
    check_common_equals_full(row["input"].get<std::string>(), base_url ? &*base_url : nullptr);
    if (!row["http_link"].get<bool>()) continue;
    INFO(row["id"] << " " << row["input"] << " base " << base);
    ++cases;
    if (row["failure"].get<bool>()) {
      CHECK_FALSE(url);
      continue;
    }
    if (row.value("leaves_http", false)) {
      CHECK((!url && url.error() == UrlError::not_http));
      continue;
    }
    REQUIRE(url);
    CHECK(url->href() == row["href"].get<std::string>());
    CHECK(std::string(url->scheme()) + ":" == row["protocol"].get<std::string>());
    CHECK(url->username() == row["username"].get<std::string>());
    CHECK(url->password() == row["password"].get<std::string>());
    CHECK(url->hostname() == row["hostname"].get<std::string>());
    CHECK((url->has_port() ? std::to_string(url->port()) : "") == row["port"].get<std::string>());
    CHECK(url->pathname() == row["pathname"].get<std::string>());
    CHECK(url->search() == row["search"].get<std::string>());
    CHECK(url->hash() == row["hash"].get<std::string>());
  }
  CHECK(cases == 455);
}

TEST_CASE("hosts go to ASCII as the IDNA cases say", "[web]") {
  if (!shared_has("conformance/idna_toascii.json")) return;
  int cases = 0;
  const Json data = read_json("conformance/idna_toascii.json");
  for (const Json& row : data) {
    if (!row.is_object()) continue;
    ++cases;
    INFO(row["input"]);
    const auto host = parse_host(row["input"].get<std::string>());
    if (row["output"].is_null())
      CHECK_FALSE(host);
    else
      CHECK(host.value_or("failure") == row["output"].get<std::string>());
  }
  CHECK(cases == 87);
}

TEST_CASE("Url resolves links", "[web]") {
  const std::string base = "https://example.com/a/b/page?q=1#top";
  struct Row {
    std::string_view link, expected;
  };
  const auto row = GENERATE(values<Row>({
      {"", "https://example.com/a/b/page?q=1"},
      {"#f", "https://example.com/a/b/page?q=1#f"},
      {"#", "https://example.com/a/b/page?q=1#"},
      {"?x", "https://example.com/a/b/page?x"},
      {"?", "https://example.com/a/b/page?"},
      {"c", "https://example.com/a/b/c"},
      {"c/", "https://example.com/a/b/c/"},
      {".", "https://example.com/a/b/"},
      {"..", "https://example.com/a/"},
      {"../../../..", "https://example.com/"},
      {"%2E%2e/c", "https://example.com/a/c"},
      {"/c?d#e", "https://example.com/c?d#e"},
      {"//other.example/x", "https://other.example/x"},
      {"\\\\other.example\\x", "https://other.example/x"},
      {"https:c", "https://example.com/a/b/c"},
      {"http:c", "http://c/"},
      {" \t/c\n ", "https://example.com/c"},
      {"/caf\xC3\xA9", "https://example.com/caf%C3%A9"},
      {"/\xFF", "https://example.com/%EF%BF%BD"},
      {"/\xE2\x82/", "https://example.com/%EF%BF%BD/"},
      {"/\xED\xA0\x80", "https://example.com/%EF%BF%BD%EF%BF%BD%EF%BF%BD"},
      {"?a'b", "https://example.com/a/b/page?a%27b"},
      {"http://EXAMPLE.com:80", "http://example.com/"},
      {"https://example.com:0443/", "https://example.com/"},
      {"https://example.com:/", "https://example.com/"},
      {"https://u:p@h/", "https://u:p@h/"},
      {"https://@h/", "https://h/"},
      {"https://u:@h/", "https://u@h/"},
      {"https://:p@h/", "https://:p@h/"},
      {"http://A\\@B/", "http://a/@B/"},
      {"http://0x7f.1/", "http://127.0.0.1/"},
      {"http://[1:0:0:0:0:0:0:1]/", "http://[1::1]/"},
      {"http://[::1.2.3.4]/", "http://[::102:304]/"},
      {"http://b\xC3\xBC"
       "cher.de/",
       "http://xn--bcher-kva.de/"},
      {"mailto:a@b.example", "not an http or https URL"},
      {"javascript:void(0)", "not an http or https URL"},
      {"http://", "not a valid URL"},
      {"http://a b/", "not a valid URL"},
      {"http://h:65536/", "not a valid URL"},
      {"http://h:8o/", "not a valid URL"},
      {"http://1.2.3.4.5/", "not a valid URL"},
      {"http://[1::2::3]/", "not a valid URL"},
      {"http://[1:2]/", "not a valid URL"},
  }));
  INFO(row.link);
  CHECK(resolve(base, row.link) == row.expected);
}

TEST_CASE("Url without a base must be absolute", "[web]") {
  CHECK(resolve("", "/c") == "not a valid URL");
  CHECK(resolve("", "") == "not a valid URL");
  CHECK(resolve("", "https://example.com") == "https://example.com/");
}

TEST_CASE("Url refuses what is too long", "[web]") {
  const std::string link = "https://example.com/";
  const std::string fits = link + std::string(Url::kMaxLength - link.size(), 'a');
  CHECK(Url::parse(fits));
  CHECK(resolve("", fits + 'a') == to_string(UrlError::too_long));
  CHECK(resolve("", "https://example.com/" + std::string(1 << 20, ' ') + "a") ==
        to_string(UrlError::too_long));
  CHECK(resolve("https://example.com/", "?" + std::string(1 << 17, 'a')) ==
        to_string(UrlError::too_long));
}

TEST_CASE("Url gives its parts", "[web]") {
  const auto url = Url::parse("https://user:pass@example.com:8443/p/q?r=s#t");
  REQUIRE(url);
  CHECK(url->scheme() == "https");
  CHECK(url->has_credentials());
  CHECK(url->username() == "user");
  CHECK(url->password() == "pass");
  CHECK(url->hostname() == "example.com");
  CHECK(url->has_port());
  CHECK(url->port() == 8443);
  CHECK(url->path_and_search() == "/p/q?r=s");
  CHECK(url->origin() == "https://example.com:8443");
  CHECK(url->without_fragment().href() == "https://user:pass@example.com:8443/p/q?r=s");
  CHECK(url->without_fragment().hash().empty());
}

TEST_CASE("the short cut equals the parser on generated links", "[web]") {
  const std::vector<std::string> pieces = {
      "/",        "//",      "a",           "b.html",      "..",      ".",    "%2e",   "%41",
      "?",        "#",       "&x=1",        "'",           "\"",      " ",    "\t",    "\\",
      ":",        "@",       "80",          "é",           "^",       "|",    "{",     "http",
      "https://", "http://", "example.com", "EXAMPLE.org", "1.2.3.4", "0x7f", "xn--a", "[::1]",
      ".com",     "-",       "~",           "<",           "\x7F",    "`"};
  const std::vector<std::string> bases = {"https://example.com/a/b?c#d", "http://u:p@h:8080/",
                                          "https://h/x/?", "http://h/a/b/c#"};
  std::mt19937 random(20240611);
  for (int i = 0; i < 20'000; ++i) {
    std::string link;
    for (auto length = random() % 7; length > 0; --length) link += pieces[random() % pieces.size()];
    const auto base = Url::parse(bases[random() % bases.size()]);
    check_common_equals_full(link, &*base);
    check_common_equals_full(link, nullptr);
  }
}

TEST_CASE("a parsed URL parses to itself", "[web]") {
  for (const std::string_view text :
       {"https://example.com/a%20b?c=%27#d", "http://u@h:1/?", "http://[::1]/#"}) {
    const auto url = UrlParser::parse_full(text, nullptr);
    REQUIRE(url);
    CHECK(url->href() == text);
  }
}

}  // namespace verify::test

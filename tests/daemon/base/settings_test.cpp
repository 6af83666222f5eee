#include "daemon/base/settings.h"

#include <catch2/catch.hpp>

#include "support/places.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;

// The same files are checked with config/schemas/verifyd.schema.json.
TEST_CASE("the configuration's reader agrees with its schema", "[daemon][settings]") {
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_folder() / "tests/schemas/verifyd")) {
    const std::string name = entry.path().filename().string();
    const auto settings = load_settings(entry.path());
    INFO(name << ": " << (settings ? "" : settings.error().front().describe()));
    CHECK(settings.has_value() == name.starts_with("good_"));
    ++seen;
  }
  CHECK(seen >= 15);
}

TEST_CASE("the bundled configuration can be read", "[daemon][settings]") {
  const auto settings = load_settings(source_folder() / "config/verifyd.json");
  REQUIRE(settings);
  CHECK(settings->database == "sqlite:/var/lib/verifyd/verifyd.db");
  CHECK(settings->groups.at("premier") == "every 7d jitter 6h");
}

TEST_CASE("a fault of the configuration is told with file and place", "[daemon][settings]") {
  struct Row {
    const char* text;
    const char* says;
  };
  const auto row = GENERATE(values<Row>({
      {"{\n  \"data\": \"d\",\n}", "c.json:3: not valid JSON: "},
      {R"({"data": "d", "workers": 1e999})", "c.json:1: the number 1e999 is larger than any"},
      {"{\"data\": \"d\",\n \"data\": \"e\"}",
       "c.json:2: the key \"data\" is given twice in one object"},
      {"[]", "c.json:1: expected a JSON object"},
      {"{\"data\": \"d\", \"crawl\": {\n\"delay_ms\": -1}}", "c.json:2: /crawl/delay_ms"},
      {R"({"data": "d", "schedule": {"groups": {"a/b": "every"}}})", "/schedule/groups/a~1b"},
      {R"({"data": "d", "network": {"allow_net": ["127.0.0.0/8", "x"]}})", "/network/allow_net/1"},
      {R"({"data": "d", "network": {"ca_file": "c.json"}})",
       "c.json: is no bundle of certificates (PEM)"},
      {R"({"data": "d", "network": {"ca_file": "no.pem"}})", "no.pem: there is no such file"},
      {R"({"data": "d", "webhooks": [{"name": "a", "url": "http://a.example", "secret_file": "no"}]})",
       "/webhooks/0/secret_file"},
      {R"({"data": "d", "api": {"listen": "localhost"}})", "/api/listen"},
  }));
  const TempFolder temp;
  const auto file = temp.path() / "c.json";
  write_whole_file(file, row.text);
  const auto settings = load_settings(file);
  REQUIRE_FALSE(settings);
  CAPTURE(settings.error().front().describe());
  CHECK(settings.error().front().describe().find(row.says) != std::string::npos);
}

TEST_CASE("names of channels are used once, and paths begin at the file", "[daemon][settings]") {
  const TempFolder temp;
  write_whole_file(temp.path() / "key", "secret");
  write_whole_file(temp.path() / "c.json",
                   R"({"data": "d", "webhooks": [
      {"name": "a", "url": "http://a.example", "secret_file": "key"},
      {"name": "a", "url": "http://b.example", "secret_file": "key"}]})");
  const auto twice = load_settings(temp.path() / "c.json");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().front().pointer == "/webhooks/1/name");
  write_whole_file(temp.path() / "c.json",
                   R"({"data": "d", "webhooks": [
      {"name": "a", "url": "http://a.example", "secret_file": "key"}]})");
  const auto once = load_settings(temp.path() / "c.json");
  REQUIRE(once);
  CHECK(once->data == temp.path() / "d");
  write_whole_file(temp.path() / "c.json", R"({"data": "d", "database": "sqlite:in/x.db"})");
  CHECK(load_settings(temp.path() / "c.json")->database ==
        "sqlite:" + (temp.path() / "in/x.db").string());
  write_whole_file(temp.path() / "c.json", R"({"data": "d", "database": "sqlite:/in/x.db"})");
  CHECK(load_settings(temp.path() / "c.json")->database == "sqlite:/in/x.db");
  CHECK(once->webhooks.front().secret_file == temp.path() / "key");
}

#include "daemon/notify/notification.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "daemon/notify/notifier.h"
#include "daemon/support/notify_setup.h"
#include "support/places.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::daemon;
using namespace verify::test;

namespace {

using Json = nlohmann::json;

Settings two_of_each() {
  Settings out;
  out.public_url = "https://verify.example.com/";
  out.webhooks = {{.name = "hook-a", .url = {}, .secret_file = {}},
                  {.name = "hook-b", .url = {}, .secret_file = {}}};
  out.mails.resize(2);
  out.mails[0].name = "at-once";
  out.mails[1].name = "weekly";
  out.mails[1].digest = "every 7d";
  return out;
}

std::vector<std::string> channels(const std::vector<Delivery>& deliveries) {
  std::vector<std::string> out;
  for (const Delivery& delivery : deliveries) out.push_back(delivery.channel);
  return out;
}

// Golden files: checked against the schema beside the others (tests/CMakeLists.txt).
void check_golden(const std::string& name, const Delivery& delivery) {
  const auto file = source_folder() / "tests/daemon/notify" / name;
  const std::string text = nlohmann::ordered_json::parse(delivery.payload).dump(2) + "\n";
  if (std::getenv("VERIFY_WRITE_GOLDEN") != nullptr) write_whole_file(file, text);
  CHECK(read_whole_file(file) == text);
}

}  // namespace

TEST_CASE("changes go to every webhook and to mail without digests", "[daemon][notify]") {
  const Settings settings = two_of_each();
  const auto to = [&](std::vector<Transition> transitions) {
    return channels(
        deliveries_for(seventh_run(), acme(), transitions, settings, FakeClock().now()));
  };
  using Names = std::vector<std::string>;
  CHECK(to({}) == Names{});
  CHECK(to({transition("P3.1")}) == Names{"hook-a", "hook-b", "at-once"});
  // What is seen for the first time has not changed: programs are told, people are not.
  CHECK(to({transition("P3.1", std::nullopt)}) == Names{"hook-a", "hook-b"});
}

TEST_CASE("each message has an id of its own, a random UUID", "[daemon][notify]") {
  const std::vector transitions{transition("P3.1")};
  const auto out =
      deliveries_for(seventh_run(), acme(), transitions, two_of_each(), FakeClock().now());
  REQUIRE(out.size() == 3);
  CHECK(out[0].id != out[1].id);
  for (const Delivery& delivery : out) {
    CHECK(std::regex_match(
        delivery.id,
        std::regex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
    CHECK(Json::parse(delivery.payload)["id"] == delivery.id);
    CHECK(delivery.state == DeliveryState::pending);
    CHECK(delivery.next_try == FakeClock().now());
    CHECK(delivery.subject == "Acme Corp: 1 verdict changed");
  }
}

TEST_CASE("a mail tells of changes only, though the run saw more", "[daemon][notify]") {
  const std::vector transitions{transition("P3.1"), transition("P9.9", std::nullopt)};
  const auto out =
      deliveries_for(seventh_run(), acme(), transitions, two_of_each(), FakeClock().now());
  CHECK(Json::parse(out[0].payload)["transitions"].size() == 2);
  CHECK(Json::parse(out[2].payload)["transitions"].size() == 1);
}

TEST_CASE("payloads are what the schema describes", "[daemon][notify]") {
  const std::vector transitions{transition("P3.1"), transition("P3.2", std::nullopt, Verdict::met)};
  check_golden("sample_run.json",
               run_message("0b0e7f0e-1f5a-4c1c-9d53-5a1f6a3f0c11", "hook", seventh_run(), acme(),
                           transitions, "https://verify.example.com", FakeClock().now()));
  Digest digest{.names = {{"acme", "Acme Corp"}, {"zeta", "Zeta"}},
                .transitions = {transition("P3.1"), transition("P2.1")},
                .omitted = 3,
                .since = FakeClock().now() - std::chrono::days(7),
                .until = FakeClock().now()};
  digest.transitions[1].partner = "zeta";
  check_golden("sample_digest.json",
               digest_message("5f0c7a52-7b0f-4f8e-8a36-0d1d2c3b4a59", "weekly", digest, ""));
}

TEST_CASE("messages are bounded and stay UTF-8", "[daemon][notify]") {
  Transition big = transition("P3.1");
  big.explanation = std::string(1999, 'x') + "ä and more";
  big.diff.clear();
  while (big.diff.size() < 50'000) big.diff += "+line of the diff\n";
  Partner partner = acme();
  partner.name = "not \xff UTF-8 \x1b[31m\u202E";
  const std::vector<Transition> many(1000, big);
  const Delivery out =
      run_message("id", "hook", seventh_run(), partner, many, "", FakeClock().now());
  const Json json = Json::parse(out.payload);
  CHECK(out.payload.size() < 1'000'000);
  CHECK(json["transitions"].size() == 200);
  CHECK(json["omitted"] == 800);
  CHECK(json["transitions"][0]["explanation"] == std::string(1999, 'x'));
  CHECK(json["transitions"][0]["diff_cut"] == true);
  CHECK(json["transitions"][0]["diff"].get<std::string>().ends_with("+line of the diff"));
  CHECK(json["transitions"][199]["diff"] == "");
  CHECK(json["url"].is_null());
  CHECK(out.payload.find('\x1b') == std::string::npos);
  CHECK(out.payload.find("\u202E") == std::string::npos);
  CHECK(out.subject == "not \uFFFD UTF-8 ‹U+001B›[31m‹U+202E›: 1000 verdicts changed");
}

// What the application declares, and what the partner's public profile shows: pages as directories
// make them, and pages that would fool a reader in a hurry.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "support/evidence_builder.h"
#include "support/item_question.h"
#include "support/places.h"
#include "support/whole_file.h"

using namespace verify;
using namespace verify::test;

namespace {

namespace fs = std::filesystem;

constexpr const char* kProfile = "https://partners.amazonaws.com/partners/0042/harbour";

fs::path profiles() {
  return source_folder() / "tests/probes/profiles";
}

std::string application(const std::string& tier, const std::string& profile = kProfile) {
  nlohmann::json partner = {{"name", "Harbour Analytics"},
                            {"aliases", {"Harbour Analytics Ltd"}},
                            {"home_page", "https://www.harbour.example/"},
                            {"profile_page", profile}};
  if (!tier.empty()) partner["tier"] = tier;
  return nlohmann::json({{"partner", partner}}).dump();
}

Finding judged(const std::string& tier, const std::string& file) {
  return ask_item("P1.2", EvidenceBuilder(application(tier))
                              .html(kProfile, read_whole_file(profiles() / (file + ".html")))
                              .build());
}

std::string answer(const Finding& finding) {
  return std::string(to_string(finding.verdict)) + " " + finding.reasons.front().code;
}

}  // namespace

TEST_CASE("the two upper tiers qualify, and only as declared", "[probes]") {
  struct Row {
    std::string tier, verdict, code;
  };
  const std::vector<Row> rows = {
      {"", "missing", "tier-not-given"},
      {R"(, "tier": "none")", "not_met", "tier-too-low"},
      {R"(, "tier": "select")", "not_met", "tier-too-low"},
      {R"(, "tier": "Advanced")", "attested", "tier-declared"},
      {R"(, "tier": "premier")", "attested", "tier-declared"},
  };
  for (const Row& row : rows) {
    const std::string json =
        R"({"partner": {"name": "P", "home_page": "https://p.example/")" + row.tier + "}}";
    const Finding finding = ask_item("P1.2", EvidenceBuilder(json).build());
    CAPTURE(row.tier);
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(finding.reasons.front().code == row.code);
  }
}

TEST_CASE("a profile shows the tier, or not plainly", "[probes]") {
  struct Row {
    std::string file, declared, answer;
  };
  const std::vector<Row> rows = {
      {"table_rows", "advanced", "met tier-shown"},
      {"definition_list", "premier", "met tier-shown"},
      {"badge_image", "premier", "met tier-shown"},
      {"json_ld", "advanced", "met tier-shown"},
      {"german", "advanced", "met tier-shown"},
      {"japanese", "premier", "met tier-shown"},
      {"label_line", "advanced", "met tier-shown"},
      {"stacked_label", "premier", "met tier-shown"},
      {"hero_box", "advanced", "met tier-shown"},
      {"hero_line", "advanced", "met tier-shown"},
      {"titled_only", "advanced", "met tier-shown"},
      // What is declared against what is shown.
      {"table_rows", "", "met tier-shown"},
      {"table_rows", "premier", "needs_review tier-differs"},
      {"table_rows", "select", "needs_review tier-differs"},
      {"lower_tier", "premier", "not_met tier-shown-too-low"},
      {"lower_tier", "select", "not_met tier-shown-too-low"},
      {"lower_tier", "", "not_met tier-shown-too-low"},
      // Somebody else's.
      {"other_partner", "premier", "needs_review profile-of-another"},
      {"name_inside", "premier", "needs_review profile-name-unclear"},
      {"related_card", "premier", "needs_review tier-unclear"},
      {"related_card_link_title", "premier", "needs_review tier-unclear"},
      {"card_image_first", "premier", "needs_review tier-unclear"},
      {"card_plain_title", "premier", "needs_review tier-unclear"},
      {"card_plain_title_labelled", "premier", "needs_review tier-unclear"},
      {"card_deep_title", "premier", "needs_review tier-unclear"},
      {"card_stacked", "premier", "needs_review tier-unclear"},
      {"card_image_plain_title", "premier", "needs_review tier-unclear"},
      {"partner_table", "premier", "needs_review tier-unclear"},
      {"name_tier_rows", "premier", "needs_review tier-unclear"},
      // Words that are no tier of today.
      {"menu_of_tiers", "premier", "needs_review tier-unclear"},
      {"filter_checkboxes", "premier", "needs_review tier-unclear"},
      {"list_of_tiers", "premier", "needs_review tier-unclear"},
      {"tabs", "premier", "needs_review tier-unclear"},
      {"award_of_a_year", "premier", "needs_review tier-unclear"},
      {"wanted_tier", "premier", "needs_review tier-unclear"},
      {"formerly", "premier", "needs_review tier-unclear"},
      {"until", "premier", "needs_review tier-unclear"},
      {"struck_out", "premier", "needs_review tier-unclear"},
      {"own_words", "premier", "needs_review tier-unclear"},
      {"aspiring", "premier", "needs_review tier-unclear"},
      {"other_words", "premier", "needs_review tier-not-shown"},
      {"two_say_differently", "premier", "needs_review tier-unclear"},
      {"select_prompt", "premier", "needs_review tier-unclear"},
      {"company_named_premier", "premier", "needs_review tier-unclear"},
      // Nothing to see.
      {"script_shell", "premier", "blocked page-script-only"},
      {"soft_not_found", "premier", "needs_review page-soft-not-found"},
      {"script_shell", "", "blocked page-script-only"},
      {"script_shell", "select", "not_met tier-too-low"},
  };
  std::set<std::string> named, there;
  for (const Row& row : rows) named.insert(row.file + ".html");
  for (const auto& entry : fs::directory_iterator(profiles()))
    there.insert(entry.path().filename().string());
  CHECK(named == there);
  for (const Row& row : rows) {
    CAPTURE(row.file, row.declared);
    const Finding finding = judged(row.declared, row.file);
    CHECK(answer(finding) == row.answer);
    if (finding.verdict == Verdict::met) CHECK(finding.reasons.front().citations.front().page);
  }
}

TEST_CASE("a contradiction between application and profile is told with both", "[probes]") {
  const Finding finding = judged("premier", "lower_tier");
  const Reason& reason = finding.reasons.front();
  CHECK(reason.text.find("\"select\", while the application names \"premier\"") !=
        std::string::npos);
  CHECK(std::ranges::any_of(reason.citations,
                            [](const Citation& each) { return each.pointer == "/partner/tier"; }));
  CHECK(has_code(finding, "tier-declared"));
}

TEST_CASE("what could not be seen is neither met nor not met", "[probes]") {
  struct Row {
    FetchStatus status;
    std::string verdict;
  };
  for (const Row& row : std::vector<Row>{{FetchStatus::timed_out, "blocked"},
                                         {FetchStatus::refused_by_robots, "blocked"},
                                         {FetchStatus::bot_wall, "blocked"},
                                         {FetchStatus::tls_error, "blocked"},
                                         {FetchStatus::refused_by_policy, "blocked"}}) {
    const Finding finding = ask_item(
        "P1.2", EvidenceBuilder(application("premier")).failure(kProfile, row.status).build());
    CHECK(to_string(finding.verdict) == row.verdict);
    CHECK(has_code(finding, "tier-declared"));
  }
  CHECK(ask_item("P1.2", EvidenceBuilder(application("premier")).answer(kProfile, 404).build())
            .verdict == Verdict::needs_review);
  CHECK(ask_item("P1.2", EvidenceBuilder(application("premier")).build()).verdict ==
        Verdict::blocked);
}

TEST_CASE("only the partner network's own directory counts", "[probes]") {
  const std::string page = read_whole_file(profiles() / "table_rows.html");
  for (const std::string url :
       {"https://www.harbour.example/aws", "https://partners.amazonaws.com.harbour.example/",
        "https://xpartners.amazonaws.com/"}) {
    CAPTURE(url);
    const Finding finding =
        ask_item("P1.2", EvidenceBuilder(application("advanced", url)).html(url, page).build());
    CHECK(answer(finding) == "needs_review profile-elsewhere");
  }
  // A redirect away from it does as well.
  CHECK(answer(ask_item("P1.2", EvidenceBuilder(application("advanced"))
                                    .redirected({kProfile, "https://www.harbour.example/aws"}, page)
                                    .build())) == "needs_review profile-elsewhere");
}

TEST_CASE("the profile is wished for where a pack reads profiles", "[probes]") {
  const Evidence evidence = EvidenceBuilder(application("advanced")).build();
  const std::map<std::string, ParamValue> none,
      some = {{"profile_hosts", std::vector<std::string>{"partners.amazonaws.com"}}};
  ReportDay day(parse_date("2026-03-01").value());
  PageReader reader(bundled_lexicons());
  const Probe& probe = *find_probe("partner-tier");
  CHECK(probe.wants(evidence, {day, reader, none}).empty());
  const auto wishes = probe.wants(evidence, {day, reader, some});
  REQUIRE(wishes.size() == 1);
  CHECK(wishes.front().url.href() == kProfile);
  CHECK(probe.evaluate(evidence, {day, reader, none}).verdict == Verdict::attested);
}

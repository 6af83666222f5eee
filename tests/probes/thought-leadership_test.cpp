#include <set>

#include "support/evidence_builder.h"
#include "support/places.h"
#include "support/probe_question.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr std::string_view kApplication =
    R"({"partner": {"name": "Harbour ML", "home_page": "https://p.example/"},
  "thought_leadership": [{"url": "https://p.example/blog/post"}]})";

std::string post(std::string_view date, std::string_view topic = "machine learning") {
  const std::string on =
      date.empty()
          ? ""
          : "<meta property='article:published_time' content='" + std::string(date) +
                "'><script "
                "type='application/ld+json'>{\"@type\":\"BlogPosting\",\"datePublished\":\"" +
                std::string(date) + "\"}</script>";
  const std::string about(topic);
  return "<html lang=en><head><title>Lessons from " + about + " in production</title>" + on +
         "</head><body><article><h1>Lessons from " + about + " in production</h1><time datetime='" +
         std::string(date) + "'>" + std::string(date) +
         "</time><p>Our team at Harbour ML has brought " + about +
         " to production for manufacturers and hospitals. This is what we learned about " + about +
         ", about training data and about models that drift.</p>"
         "<p>In retail, for example, a machine learning model forecasts the demand of each store. "
         "We run a two-day workshop for customers in which their engineers train such a model "
         "themselves.</p></article></body>";
}

Finding judge_post(const std::string& html, std::string_view as_of) {
  return ask("thought-leadership",
             EvidenceBuilder(kApplication)
                 .html("https://p.example/", "<h1>Harbour ML</h1><p>Home</p>")
                 .html("https://p.example/blog/post", html)
                 .build(),
             as_of);
}

}  // namespace

TEST_CASE("the window is twelve months back from the report's day, its edges are for a person",
          "[probes]") {
  struct Row {
    std::string published, as_of, code;
  };
  const std::vector<Row> rows = {
      {"2026-02-01", "2026-03-01", "material-recent"},
      {"2025-03-03", "2026-03-01", "material-recent"},
      {"2025-03-02", "2026-03-01", "material-at-edge"},
      {"2025-03-01", "2026-03-01", "material-at-edge"},
      {"2025-02-28", "2026-03-01", "material-at-edge"},
      {"2025-02-27", "2026-03-01", "material-too-old"},
      {"2026-03-01", "2026-03-01", "material-recent"},
      {"2026-03-02", "2026-03-01", "material-at-edge"},
      {"2026-03-03", "2026-03-01", "material-later"},
      {"2023-03-01", "2024-02-29", "material-at-edge"},
  };
  for (const Row& row : rows) {
    INFO(row.published << " as of " << row.as_of);
    CHECK(has_code(judge_post(post(row.published), row.as_of), row.code));
  }
}

TEST_CASE("recent material on machine learning with workshop and use case is met until it lapses",
          "[probes]") {
  const Finding finding = judge_post(post("2025-10-15"), "2026-03-01");
  CHECK(finding.verdict == Verdict::met);
  REQUIRE(finding.valid_until.has_value());
  CHECK(to_string(*finding.valid_until) == "2026-10-13");
  CHECK(judge_post(post("2025-10-15"), to_string(*finding.valid_until)).verdict == Verdict::met);
  CHECK(judge_post(post("2025-10-15"), "2026-10-14").verdict != Verdict::met);
}

TEST_CASE("without a date a person must look, another topic does not count", "[probes]") {
  CHECK(has_code(judge_post(post(""), "2026-03-01"), "material-undated"));
  CHECK(judge_post(post(""), "2026-03-01").verdict == Verdict::needs_review);
}

TEST_CASE("no material at all is missing", "[probes]") {
  CHECK(ask("thought-leadership", EvidenceBuilder(plain_application()).build()).verdict ==
        Verdict::missing);
}

TEST_CASE("each page is wished for once, in the order of the application", "[probes]") {
  const auto address = [](std::size_t i) { return "https://p.example/blog/" + std::to_string(i); };
  std::string materials, references;
  for (std::size_t i = 0; i < kMaxMaterials; ++i) {
    materials += (i > 0 ? "," : "") + (R"({"url": ")" + address(i) + "\"}");
    references += (i > 0 ? "," : "") + (R"({"public_url": ")" + address(2 * i) + "#x\"}");
  }
  const Evidence evidence =
      EvidenceBuilder(R"({"partner": {"name": "P", "home_page": "https://p.example/"},
                          "thought_leadership": [)" +
                      materials + R"(], "references": [)" + references + "]}")
          .build();
  const Checklist checklist =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0").value();
  std::vector<std::string> seen;
  for (const Wish& wish :
       wishes(evidence, checklist, bundled_lexicons(), parse_date("2026-03-01").value()))
    if (wish.url.href().starts_with("https://p.example/blog/"))
      seen.emplace_back(page_key(wish.url));
  CHECK(seen.size() == 1'500);
  CHECK(std::set(seen.begin(), seen.end()).size() == seen.size());
  // References come first in the pack.
  CHECK(seen.front() == page_key(*Url::parse(address(0))));
  CHECK(seen.at(1) == page_key(*Url::parse(address(2))));
  CHECK(seen.back() == page_key(*Url::parse(address(999))));
}

#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

constexpr std::string_view kApplication =
    R"({"partner": {"name": "P", "home_page": "https://p.example/"}, "references": [
  {"customer": {"name": "A"}, "public_url": "https://p.example/a"}, {"customer": {"name": "B"}, "public_url": "https://p.example/b"}]})";

std::string page(std::initializer_list<std::string_view> links) {
  std::string html =
      "<title>Page</title><p>Enough words to be a page of its own, about what the company does and "
      "for whom it does it, year after year, in many places.</p>";
  for (const std::string_view link : links)
    html += "<a href='" + std::string(link) + "'>to " + std::string(link) + "</a>";
  return html;
}

EvidenceBuilder site(std::initializer_list<std::string_view> home_links) {
  return EvidenceBuilder(kApplication)
      .html("https://p.example/", page(home_links))
      .html("https://p.example/a", page({}))
      .html("https://p.example/b", page({}));
}

Finding judge_site(const EvidenceBuilder& builder) {
  return ask("case-studies-discoverable", builder.build());
}

}  // namespace

TEST_CASE("two case studies a click away are met, with the path", "[probes]") {
  const Finding finding = judge_site(site({"/a", "/b"}));
  CHECK(finding.verdict == Verdict::met);
  REQUIRE(finding.reasons.size() == 2);
  CHECK(finding.reasons[0].path.size() == 1);
  CHECK(finding.reasons[0].citations.front().quote == "to /a");
}

TEST_CASE("a complete search that finds no link is not_met", "[probes]") {
  CHECK(has_code(judge_site(site({"/a"})), "case-study-not-linked"));
  CHECK(judge_site(site({"/a"})).verdict == Verdict::not_met);
}

TEST_CASE("what was asked for and is not linked is not among the pages that can be reached",
          "[probes]") {
  const auto says = [](const Finding& finding, std::string_view text) {
    return std::ranges::any_of(finding.reasons,
                               [&](const Reason& each) { return each.text.contains(text); });
  };
  CHECK(says(judge_site(site({"/a"})), "all 2 pages that can be reached were looked at"));
  CHECK(says(judge_site(site({})), "the home page leads to no other page of the site"));
}

TEST_CASE("a page only the sitemap lists is not_met and said so", "[probes]") {
  auto builder = site({"/a"});
  builder.sitemap("https://p.example/sitemap.xml",
                  "<urlset><url><loc>https://p.example/b</loc></url></urlset>");
  const Finding finding = judge_site(builder);
  CHECK(finding.verdict == Verdict::not_met);
  CHECK(has_code(finding, "case-study-sitemap-only"));
}

TEST_CASE("a search that ended early never says not_met", "[probes]") {
  for (const char* ended : {"max_pages", "max_seconds", "max_bytes", "depth", "interrupted"}) {
    INFO(ended);
    CHECK(judge_site(site({"/a"}).ended(ended)).verdict == Verdict::needs_review);
  }
}

TEST_CASE("a page on the way that could not be read blocks, it does not fail", "[probes]") {
  for (const FetchStatus status : {FetchStatus::refused_by_robots, FetchStatus::timed_out,
                                   FetchStatus::bot_wall, FetchStatus::tls_error}) {
    auto builder = site({"/a", "/customers"});
    builder.failure("https://p.example/customers", status);
    CHECK(judge_site(builder).verdict == Verdict::blocked);
  }
  auto gone = site({"/a", "/customers"});
  gone.answer("https://p.example/customers", 404);
  CHECK(judge_site(gone).verdict == Verdict::not_met);
}

TEST_CASE("farther than allowed needs review", "[probes]") {
  auto builder = EvidenceBuilder(kApplication);
  builder.html("https://p.example/", page({"/1", "/a"}))
      .html("https://p.example/a", page({}))
      .html("https://p.example/b", page({}));
  for (int i = 1; i <= 4; ++i) {
    const std::string next = i == 4 ? "/b" : "/" + std::to_string(i + 1);
    builder.html("https://p.example/" + std::to_string(i), page({next}));
  }
  const Finding finding = judge_site(builder);
  CHECK(finding.verdict == Verdict::needs_review);
  CHECK(has_code(finding, "case-study-too-far"));
}

TEST_CASE("a home page that could not be read blocks", "[probes]") {
  const auto builder =
      EvidenceBuilder(kApplication).failure("https://p.example/", FetchStatus::unreachable);
  CHECK(judge_site(builder).verdict == Verdict::blocked);
}

#include "support/evidence_builder.h"
#include "support/probe_question.h"

using namespace verify;
using namespace verify::test;

namespace {

std::string application(std::string_view first, std::string_view second) {
  return R"({"partner": {"name": "Harbour ML", "home_page": "https://p.example/"}, "references": [{"customer": {"name": "Acme Freight"}, "public_url": ")" +
         std::string(first) + R"("}, {"customer": {"name": "Bellweather Foods"}, "public_url": ")" +
         std::string(second) + R"("}]})";
}

std::string study(std::string_view customer, std::string_view topic) {
  const std::string name(customer), what(topic);
  return "<html lang=en><title>" + name + " case study</title><main><h1>How " + name +
         " improved " + what + "</h1><h2>Challenge</h2><p>" + name + " struggled with " + what +
         " and lost hours every day because planners worked with spreadsheets and had no view of "
         "what was coming.</p><h2>Solution</h2><p>Harbour ML built a platform for " +
         what + " that predicts what is needed three days ahead.</p><h2>Results</h2><p>" + name +
         " reduced cost by 18% within six months.</p></main>";
}

const std::string kFirst = study("Acme Freight", "the planning of trucks across forty depots");
const std::string kSecond =
    study("Bellweather Foods", "quality checks of vegetables on twelve packing lines");

Finding judge_pages(const EvidenceBuilder& builder) {
  return ask("case-studies-public", builder.build());
}

}  // namespace

TEST_CASE("two readable stories of two customers are met", "[probes]") {
  const Finding finding =
      judge_pages(EvidenceBuilder(application("https://p.example/a", "https://p.example/b"))
                      .html("https://p.example/a", kFirst)
                      .html("https://p.example/b", kSecond));
  CHECK(finding.verdict == Verdict::met);
}

TEST_CASE("one page or one story counts once", "[probes]") {
  const auto by_redirect =
      EvidenceBuilder(application("https://p.example/a", "https://p.example/b"))
          .html("https://p.example/a", kFirst)
          .redirected({"https://p.example/b", "https://p.example/a"}, kFirst);
  const auto by_text = EvidenceBuilder(application("https://p.example/a", "https://p.example/b"))
                           .html("https://p.example/a", kFirst)
                           .html("https://p.example/b", kFirst);
  for (const auto& builder : {by_redirect, by_text}) {
    CHECK(judge_pages(builder).verdict == Verdict::not_met);
    CHECK(has_code(judge_pages(builder), "case-study-repeated"));
  }
}

TEST_CASE("what could not be read is blocked, what is gone is not_met", "[probes]") {
  const std::string both = application("https://p.example/a", "https://p.example/b");
  CHECK(judge_pages(EvidenceBuilder(both)
                        .html("https://p.example/a", kFirst)
                        .answer("https://p.example/b", 404))
            .verdict == Verdict::not_met);
  CHECK(judge_pages(EvidenceBuilder(both)
                        .html("https://p.example/a", kFirst)
                        .answer("https://p.example/b", 403))
            .verdict == Verdict::blocked);
  CHECK(judge_pages(EvidenceBuilder(both)
                        .html("https://p.example/a", kFirst)
                        .failure("https://p.example/b", FetchStatus::timed_out))
            .verdict == Verdict::blocked);
  CHECK(judge_pages(EvidenceBuilder(both).html("https://p.example/a", kFirst)).verdict ==
        Verdict::blocked);
}

TEST_CASE("fewer URLs than needed are missing", "[probes]") {
  const auto none = EvidenceBuilder(plain_application());
  CHECK(judge_pages(none).verdict == Verdict::missing);
}

TEST_CASE("a story that does not name the customer is not tied to the reference", "[probes]") {
  const Finding finding =
      judge_pages(EvidenceBuilder(application("https://p.example/a", "https://p.example/b"))
                      .html("https://p.example/a", kFirst)
                      .html("https://p.example/b",
                            study("A large grocer", "vegetable checks on twelve lines")));
  CHECK(finding.verdict == Verdict::needs_review);
  CHECK(has_code(finding, "case-study-customer-not-named"));
}

TEST_CASE("a story and its translation count once, a doubt is left to a person", "[probes]") {
  const std::string english =
      study("Acme Freight", "340 trucks, 12,500 orders and 96.5 % of slots; 25 minutes each");
  const std::string german =
      "<html lang=de><title>Acme Freight Fallstudie</title><main><h1>Wie Acme Freight seine Touren "
      "plant</h1><h2>Herausforderung</h2><p>Acme Freight plante 340 Lastwagen und 12.500 Aufträge "
      "von Hand, und 96,5 Prozent der Fenster waren belegt; jede Planung dauerte 25 Minuten.</p>"
      "<h2>Lösung</h2><p>Harbour ML hat eine Plattform aufgebaut, die den Bedarf drei Tage im "
      "Voraus kennt.</p><h2>Ergebnis</h2><p>Acme Freight hat die Kosten in sechs Monaten um 18 "
      "Prozent gesenkt.</p></main></html>";
  const std::string retold =
      "<html lang=en><title>Acme Freight story</title><main><h1>Acme Freight plans ahead</h1>"
      "<h2>Challenge</h2><p>With 12,500 orders for 340 lorries, dispatchers at Acme Freight were "
      "at their limit, and 96.5 % of slots were taken.</p><h2>Solution</h2><p>Harbour ML wrote a "
      "planner that looks ahead and takes 25 minutes.</p><h2>Results</h2><p>Cost went down by 18% "
      "and nobody misses the old sheets.</p></main></html>";
  const auto judge_with = [&](const std::string& second) {
    return judge_pages(EvidenceBuilder(application("https://p.example/a", "https://p.example/b"))
                           .html("https://p.example/a", english)
                           .html("https://p.example/b", second));
  };
  CHECK(judge_with(german).verdict == Verdict::not_met);
  CHECK(has_code(judge_with(german), "case-study-repeated"));
  CHECK(judge_with(retold).verdict == Verdict::needs_review);
  CHECK(has_code(judge_with(retold), "case-study-maybe-repeated"));
}

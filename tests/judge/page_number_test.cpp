// Where in a file a citation stands.
#include "judge/page_number.h"

#include "support/evidence_builder.h"
#include "support/fake_file_reader.h"
#include "support/places.h"
#include "support/probe_question.h"
#include "verify/report.h"

using namespace verify;
using namespace verify::test;

TEST_CASE("a citation of a file says on which page it stands", "[judge]") {
  const Document document =
      read_document(file_text({{"The first page.", "It has two lines."}, {}, {"The third page"}}),
                    {.url = *Url::parse("https://partner.example/x.pdf")});
  struct Row {
    std::string_view quote, place, expected;
  };
  const Row rows[] = {
      {"The first page.", "body", "page 1, body"},
      {"page. It has two", "", "page 1"},
      {"\xE2\x80\xA6"
       "two lines.\xE2\x80\xA6",
       "body", "page 1, body"},
      {"The third", "heading: X", "page 3, heading: X"},
      {"Nowhere on a page", "title", "title"},
      {"", "title", "title"},
  };
  for (const Row& row : rows) {
    INFO(row.quote);
    CHECK(place_in_file(document, {.quote = std::string(row.quote),
                                   .place = std::string(row.place)}) == row.expected);
  }
}

namespace {

constexpr std::string_view kApplication = R"({
  "partner": {"name": "Example Partner", "home_page": "https://partner.example/"},
  "references": [{"customer": {"name": "Acme Freight"}, "public_url": "https://partner.example/acme.pdf"},
                 {"customer": {"name": "Acme Freight"}, "public_url": "https://partner.example/acme.pdf"}]})";

FileText story() {
  FileText text = file_text({{}, {}});
  const auto add = [&](int page, std::string words, double size) {
    text.pages[static_cast<std::size_t>(page)].push_back({std::move(words), size, false, true});
  };
  add(0, "How Acme Freight plans its trucks with machine learning", 24);
  add(0, "The challenge", 16);
  add(0,
      "Acme Freight moves goods through eleven countries. Its planners struggled with empty runs: "
      "every fourth truck drove back without a load, which cost EUR 5 million a year.",
      11);
  add(0, "The solution", 16);
  add(0,
      "Example Partner proposed a forecast of demand for each depot and built it together with the "
      "planners of Acme Freight in four months.",
      11);
  add(1, "How AWS was used", 16);
  add(1,
      "The models are trained with Amazon SageMaker on data in Amazon S3, and AWS Lambda serves "
      "the "
      "forecasts to the planning system every hour.",
      11);
  add(1, "Results", 16);
  add(1,
      "Empty runs fell by 18 % within six months, and Acme Freight saved EUR 1.2 million in the "
      "first year.",
      11);
  return text;
}

Report judged(const EvidenceBuilder& builder) {
  const Checklist checklist =
      load_checklist(source_folder() / "config/checklists/aws-ml-consulting-3.0-public").value();
  return judge(builder.build(), checklist, bundled_lexicons(), std::nullopt);
}

}  // namespace

TEST_CASE("a case study in a PDF is judged as one on a page, and its pages are cited", "[judge]") {
  const Evidence evidence = EvidenceBuilder(kApplication)
                                .html("https://partner.example/", "<p>Home</p>")
                                .file_page("https://partner.example/acme.pdf", story())
                                .build();
  const Finding finding = ask("case-study-content", evidence, "2026-03-01", {{"public_min", 1}});
  for (const Reason& reason : finding.reasons) UNSCOPED_INFO(reason.code << ": " << reason.text);
  CHECK(finding.verdict == Verdict::met);
  const Document& document =
      *evidence.document(*evidence.find(*Url::parse("https://partner.example/acme.pdf")));
  for (const Reason& reason : finding.reasons)
    if (reason.code == "case-study-outcomes")
      CHECK(place_in_file(document, reason.citations.front()).starts_with("page 2"));
}

TEST_CASE("a PDF that was not read is for a person, and never absent", "[judge]") {
  for (int i = static_cast<int>(FetchFault::file_encrypted);
       i <= static_cast<int>(FetchFault::file_reader_failed); ++i) {
    const auto fault = static_cast<FetchFault>(i);
    const Evidence evidence = EvidenceBuilder(kApplication)
                                  .html("https://partner.example/", "<p>Home</p>")
                                  .failure("https://partner.example/acme.pdf", fault, "why")
                                  .build();
    INFO(to_string(fault));
    CHECK(ask("case-study-content", evidence, "2026-03-01", {{"public_min", 1}}).verdict ==
          Verdict::needs_review);
  }
}

TEST_CASE("a report on evidence with a PDF names the page and is the same again", "[judge]") {
  EvidenceBuilder builder(kApplication);
  builder.html("https://partner.example/", "<a href='/acme.pdf'>Acme</a>")
      .file_page("https://partner.example/acme.pdf", story());
  const Report report = judged(builder);
  CHECK(std::ranges::any_of(report.evidence, [](const EvidenceItem& item) {
    return item.url.ends_with("/acme.pdf") && item.place.starts_with("page 2");
  }));
  CHECK(render_json(report) == render_json(judged(builder)));
}

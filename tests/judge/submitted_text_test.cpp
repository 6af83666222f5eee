// What stands in submitted files: found, cited with its page, slide or cell, and weighed.
#include "verify/submitted_text.h"

#include <set>

#include "support/evidence_builder.h"
#include "support/fake_file_reader.h"
#include "support/item_question.h"

using namespace verify;
using namespace verify::test;

namespace {

const std::vector<std::pair<std::string, std::string>> kStages = {
    {"## Data ingestion", "data = pd.read_parquet('s3://bucket/input')"},
    {"## Exploration and cleaning", "data = data.dropna()"},
    {"## Feature engineering", "data['lag'] = data['x'].shift(7)"},
    {"## Model selection", "candidates = ['linear', 'xgboost']"},
    {"## Model training", "estimator.fit(train)"},
    {"## Hyperparameter tuning", "tuner.fit(train)"},
    {"## A/B testing", "variants = ['a', 'b']"},
    {"## Deployment", "predictor = estimator.deploy()"}};

// A cell of words and one of code for each stage.
FileText notebook(std::size_t without = 99, bool code = true) {
  FileText text{.kind = FileKind::notebook, .state = FileState::read};
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    if (i == without) continue;
    text.pages.push_back({{.text = kStages[i].first, .bold = true, .starts = true}});
    if (code) text.pages.push_back({{.text = kStages[i].second, .starts = true, .code = true}});
  }
  return text;
}

Evidence with(const std::string& more, const std::string& name, FileText text) {
  return EvidenceBuilder(R"({"partner": {"name": "P", "home_page": "https://p.example/"}, )" +
                         more + "}")
      .file(name, "the file")
      .file_text(name, std::move(text))
      .build();
}

std::string attested(const std::string& item, const std::string& statement,
                     const std::string& file) {
  return R"("attestations": {")" + item + R"(": {"by": "N", "on": "2026-01-02", "statement": ")" +
         statement + R"(", "evidence": [")" + file + R"("]}})";
}

}  // namespace

TEST_CASE("a notebook leads through all stages, or it is said which are not found", "[probes]") {
  const auto ask_notebook = [](FileText text, const std::string& more = "") {
    return ask_item("P2.2", with(R"("notebook": "a.ipynb")" + more, "a.ipynb", std::move(text)));
  };
  const Finding all = ask_notebook(notebook());
  INFO(all.reasons.front().text);
  CHECK(all.verdict == Verdict::attested);
  REQUIRE(all.reasons.front().code == "notebook-stages");
  REQUIRE(all.reasons.front().citations.size() == 8);
  std::set<std::string> places;
  for (const Citation& citation : all.reasons.front().citations) {
    CHECK(citation.pointer == "/notebook");
    places.insert(citation.place);
  }
  for (int cell = 1; cell <= 15; cell += 2)
    CHECK(places.contains("cell " + std::to_string(cell) + " of a.ipynb"));
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    FileText text = notebook(i);
    std::erase_if(text.pages, [](const FileText::Page& page) { return page.front().code; });
    text.pages.push_back({{.text = "x = 1", .code = true}});
    const Finding finding = ask_notebook(std::move(text));
    INFO(kStages[i].first);
    CHECK(finding.verdict == Verdict::needs_review);
    CHECK(finding.reasons.front().code == "notebook-stages-not-found");
    CHECK(finding.reasons.front().details.at("missing").find(',') == std::string::npos);
  }
  CHECK(ask_notebook(notebook(99, false)).reasons.front().code == "notebook-thin");
  FileText list{.kind = FileKind::notebook, .state = FileState::read};
  for (const auto& [heading, code] : kStages)
    list.pages.resize(1), list.pages[0].push_back({.text = heading, .starts = true});
  list.pages.push_back({{.text = "x = 1", .code = true}});
  CHECK(ask_notebook(list).reasons.front().code == "notebook-thin");
  const std::string word =
      R"(, "attestations": {"P2.2": {"by": "N", "on": "2026-01-02", "statement": "All stages."}})";
  CHECK(ask_notebook(notebook(), word).verdict == Verdict::attested);
  CHECK(ask_notebook(notebook(6), word).verdict == Verdict::needs_review);
  const Finding broken =
      ask_notebook({.kind = FileKind::notebook, .state = FileState::damaged}, word);
  CHECK(broken.verdict == Verdict::needs_review);
  CHECK(broken.reasons.front().code == "file-unreadable");
}

TEST_CASE("a file without text is told in the words of its kind", "[probes]") {
  const auto ask_empty = [](std::string_view item, const std::string& declared,
                            const std::string& name, FileKind kind) {
    const Finding finding =
        ask_item(item, with(declared, name, {.kind = kind, .state = FileState::no_text}));
    CHECK(finding.verdict == Verdict::needs_review);
    CHECK(finding.reasons.front().code == "file-unreadable");
    return finding.reasons.front().text;
  };
  CHECK(ask_empty("P2.2", R"("notebook": "a.ipynb")", "a.ipynb", FileKind::notebook) ==
        "a.ipynb could not be read: none of its cells has text.");
  CHECK(ask_empty("C1.1", attested("C1.1", "See the slides.", "a.pptx"), "a.pptx",
                  FileKind::slides) ==
        "a.pptx could not be read: it has no text: it is scanned, drawn as pictures, or empty.");
}

TEST_CASE("a presentation speaks of all that is asked for, each on a slide", "[probes]") {
  const std::vector<std::vector<std::string>> slides = {
      {"Company overview"},
      {"Company history", "Founded in 2011"},
      {"Office locations", "Aarhus"},
      {"Number of employees", "64"},
      {"Customer profile", "38, mostly in retail"},
      {"Our machine learning practice", "22 people"}};
  const auto ask_slides = [&](FileText text) {
    return ask_item("C1.1",
                    with(attested("C1.1", "See the slides.", "a.pptx"), "a.pptx", std::move(text)));
  };
  FileText text = file_text(slides);
  text.kind = FileKind::slides;
  const Finding all = ask_slides(text);
  CHECK(all.verdict == Verdict::attested);
  CHECK(has_code(all, "document-topics"));
  const std::vector<Citation>& found = all.reasons.back().citations;
  CHECK(found.size() == 5);
  CHECK(std::ranges::find(found, "slide 2 of a.pptx", &Citation::place) != found.end());
  for (const std::size_t without : {1u, 2u, 4u, 5u}) {
    FileText less = text;
    less.pages[without].clear();
    INFO(slides[without].front());
    CHECK(ask_slides(less).verdict == Verdict::needs_review);
    CHECK(ask_slides(less).reasons.front().code == "document-topics-not-found");
  }
  CHECK(
      ask_slides({.kind = FileKind::slides, .state = FileState::encrypted}).reasons.front().code ==
      "file-unreadable");
}

TEST_CASE("the day of a test may stand in the document", "[probes]") {
  struct Row {
    std::vector<std::vector<std::string>> pages;
    std::string_view verdict, code, place;
  };
  const Row rows[] = {
      {{{"Recovery plan"}, {"The recovery was tested on 2025-11-03."}},
       "attested",
       "date-recent",
       "page 2 of plan.pdf"},
      {{{"The recovery was tested on 2024-11-03."}},
       "not_met",
       "date-too-old",
       "page 1 of plan.pdf"},
      {{{"The recovery was tested on 3 November 2025."}},
       "attested",
       "date-recent",
       "page 1 of plan.pdf"},
      {{{"The plan was written on 2025-11-03."}}, "missing", "date-missing", "application"},
  };
  for (const Row& row : rows) {
    const Finding finding = ask_item("C2.5", with(attested("C2.5", "See the plan.", "plan.pdf"),
                                                  "plan.pdf", file_text(row.pages)));
    INFO(row.pages.back().back());
    CHECK(to_string(finding.verdict) == row.verdict);
    REQUIRE(has_code(finding, row.code));
    for (const Reason& reason : finding.reasons)
      if (reason.code == row.code) CHECK(reason.citations.front().place == row.place);
  }
  CHECK(ask_item("C2.5", with(attested("C2.5", "See the plan.", "plan.pdf"), "plan.pdf",
                              {.state = FileState::no_text}))
            .verdict == Verdict::needs_review);
}

TEST_CASE("training records name the people", "[probes]") {
  const std::string course =
      R"("course": "Machine Learning on AWS - Technical", "completed": "2025-05-31")";
  std::string people;
  for (const char* name : {"Ada King", "Bo Li", "Cem Uz", "Dana Fox", "Eve Long"})
    people += (people.empty() ? "" : ", ") + std::string(R"({"name": ")") + name + R"(", )" +
              course + "}";
  const std::string more =
      R"("trained_staff": [)" + people + "], " + attested("P3.3", "See the records.", "r.pdf");
  const auto judged = [&](FileText text) {
    return ask_item("P3.3", with(more, "r.pdf", std::move(text)));
  };
  const Finding all =
      judged(file_text({{"Ada King", "Bo Li", "Cem Uz"}, {"Dana Fox", "Eve Long"}}));
  CHECK(all.verdict == Verdict::attested);
  REQUIRE(has_code(all, "trained-staff-in-records"));
  CHECK(all.reasons.back().citations.back().place == "page 2 of r.pdf");
  const Finding less = judged(file_text({{"Ada King", "Bo Li", "Cem Uz", "Eve Long"}}));
  CHECK(less.verdict == Verdict::needs_review);
  CHECK(less.reasons.front().details.at("missing") == "Dana Fox");
  CHECK(judged({.state = FileState::damaged}).verdict == Verdict::needs_review);
}

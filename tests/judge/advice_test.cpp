#include "judge/advice.h"

using namespace verify;

namespace {

std::string advice(const std::map<std::string, std::string>& own,
                   const std::map<std::string, std::string>& pack, Reason reason,
                   Verdict verdict = Verdict::missing) {
  Requirement item{.id = "X1", .printed = "1.1", .title = "Item"};
  item.evidence_forms = {"statement_of_work", "verbal"};
  item.advice = own;
  Checklist checklist;
  checklist.advice = pack;
  return advice_for(checklist, item, {verdict, {std::move(reason)}, std::nullopt});
}

Reason reason(std::string code, std::map<std::string, std::string> details = {}) {
  return {std::move(code), "Because.", {}, {}, std::move(details)};
}

}  // namespace

TEST_CASE("advice is filled with what was found, and falls back where it cannot be", "[judge]") {
  CHECK(advice({{"a", "Do {missing}."}}, {}, reason("a", {{"missing", "x, y"}})) == "Do x, y.");
  CHECK(advice({{"a", "Do {missing}."}, {"", "Do it."}}, {}, reason("a")) == "Do it.");
  CHECK(advice({}, {{"", "{item}: {evidence}"}}, reason("b")) ==
        "1.1 (Item): statement of work, verbal");
  CHECK(advice({{"", "Own."}}, {{"a", "Pack's for a."}, {"", "Pack's."}}, reason("a")) ==
        "Pack's for a.");
  CHECK(advice({{"", "Own."}}, {{"", "Pack's."}}, reason("b")) == "Own.");
  CHECK(advice({}, {}, reason("a")).empty());
  CHECK(advice({{"", "Own."}}, {}, reason("a"), Verdict::attested).empty());
}

TEST_CASE("of each page that could not be read it is told what helps, once", "[judge]") {
  const Requirement item{.id = "X1", .advice = {{"", "Own."}, {"page-bot-wall", "Own of walls."}}};
  const auto told = [&](const std::vector<std::string>& codes) {
    Finding finding{Verdict::blocked, {}, std::nullopt};
    for (const std::string& code : codes) finding.reasons.push_back(reason(code));
    return advice_for(Checklist{}, item, finding);
  };
  const std::string renew = "Renew the website's certificate.";
  CHECK(told({"page-certificate-expired"}) == renew);
  CHECK(told({"page-certificate-expired", "page-certificate-expired"}) == renew);
  CHECK(told({"page-bot-wall", "other", "page-certificate-expired"}) == "Own of walls. " + renew);
  CHECK(told({"other", "page-certificate-expired"}) == "Own. " + renew);
  CHECK(told({"other"}) == "Own.");
}

TEST_CASE("what is filled in brings nothing of its own", "[judge]") {
  CHECK(advice({{"a", "<{missing}>"}}, {}, reason("a", {{"missing", "{item} }{"}})) ==
        "<{item} }{>");
  const std::string filled =
      advice({{"a", "{missing}"}}, {}, reason("a", {{"missing", std::string(5000, 'x')}}));
  CHECK(filled.size() <= 310);
}

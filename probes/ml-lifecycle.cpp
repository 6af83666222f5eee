// P2.4: the applicant describes how it develops machine learning from the opportunity to the
// refresh of the model. What the references and case studies say of each point is a hint to the
// person who judges and never decides.
#include <verify/declaration.h>
#include <verify/references.h>

#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"points", ParamSpec::Kind::topics, "the points, and words they are spoken of with"},
};

std::vector<Wish> wants(const Evidence& evidence, const Params&) {
  return public_reference_wishes(evidence);
}

// A text that may speak of a point, and how it is cited.
struct Source {
  std::string text;
  std::string name;
  const Page* page = nullptr;
  Citation at{};  // where it is no page

  Citation cite(std::string quote) const {
    return page != nullptr ? verify::cite(*page, std::move(quote), "text")
                           : quoting(at, std::move(quote));
  }
};

std::vector<Source> sources_of(const Evidence& evidence, const Declaration& declaration) {
  std::vector<Source> out;
  if (std::string text = declaration.text(); !text.empty())
    out.push_back({text, "the declaration", nullptr, declaration.cite("")});
  const auto& references = evidence.application().references;
  for (std::size_t i = 0; i < references.size(); ++i) {
    std::string text;
    for (const auto* field : {&references[i].problem, &references[i].proposal,
                              &references[i].aws_usage, &references[i].outcome})
      if (*field) text += **field + "\n";
    out.push_back({std::move(text), "the reference \"" + references[i].customer.official + "\"",
                   nullptr, cite_application("/references/" + std::to_string(i), "")});
  }
  for (const Application::Reference* each : public_references(evidence)) {
    const Page* page = evidence.find(*each->public_url);
    if (const Document* document = readable(evidence, page))
      out.push_back({document->text, case_study_title(*each), page});
  }
  return out;
}

std::vector<Reason> hints(const Evidence& evidence, const Declaration& declaration,
                          const Params& params) {
  const std::vector<Source> sources = sources_of(evidence, declaration);
  std::vector<TopicSearch> searches;
  searches.reserve(sources.size());
  for (const Source& source : sources) searches.emplace_back(source.text);
  std::vector<Reason> out;
  std::string missing;
  for (const Topic& point : params.topics("points")) {
    Reason hint{"lifecycle-point", "", {}, {}, {}};
    std::string names;
    for (std::size_t i = 0; i < sources.size() && hint.citations.size() < 2; ++i)
      if (const auto quote = searches[i].find(point)) {
        names += (names.empty() ? "" : " and ") + sources[i].name;
        hint.citations.push_back(sources[i].cite(*quote));
      }
    if (hint.citations.empty()) {
      missing += (missing.empty() ? "" : ", ") + point.name;
      continue;
    }
    hint.text = "Spoken of in " + names + ": " + point.name + ".";
    out.push_back(std::move(hint));
  }
  if (!missing.empty())
    out.push_back({"lifecycle-points-not-found",
                   "Not found in the words that could be read: " + missing + ".",
                   {},
                   {},
                   {{"missing", missing}}});
  return out;
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const Declaration declaration = declaration_of(evidence, *params.item);
  Finding finding = judge_declaration(declaration, *params.item, params.day);
  std::vector<Reason> more = hints(evidence, declaration, params);
  if (!more.empty() && !more.back().details.empty())
    finding.reasons.front().details.insert(more.back().details.begin(), more.back().details.end());
  for (Reason& reason : more) finding.reasons.push_back(std::move(reason));
  return finding;
}

}  // namespace

extern const Probe kMlLifecycle;
const Probe kMlLifecycle = {
    "ml-lifecycle", "Does the applicant describe the whole development of machine learning?",
    kParams, &wants, &evaluate};

}  // namespace verify

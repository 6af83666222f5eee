// P2.4: the applicant describes how it develops machine learning from the opportunity to the
// refresh of the model. What the references and case studies say of each point is a hint to the
// person who judges and never decides.
#include <verify/declaration.h>
#include <verify/references.h>

#include <array>
#include <deque>
#include <set>

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
  const TopicSearch* search;
  std::string name;
  const Page* page = nullptr;
  Citation at{};  // where it is no page

  Citation cite(std::string quote) const {
    return page != nullptr ? verify::cite(*page, std::move(quote), "text")
                           : quoting(at, std::move(quote));
  }
};

// What the application says, and its pages; each page once, however many references name it.
class Sources {
 public:
  Sources(const Evidence& evidence, const Declaration& declaration, PageReader& reader) {
    if (std::string text = declaration.text(); !text.empty())
      add(std::move(text), "the declaration", declaration.cite(""));
    const auto& references = evidence.application().references;
    for (std::size_t i = 0; i < references.size(); ++i) {
      std::string text;
      for (const auto* field : {&references[i].problem, &references[i].proposal,
                                &references[i].aws_usage, &references[i].outcome})
        if (*field) text += **field + "\n";
      add(std::move(text), "the reference \"" + references[i].customer.official + "\"",
          cite_application("/references/" + std::to_string(i), ""));
    }
    std::set<const Page*> taken;
    for (const Application::Reference* each : public_references(evidence)) {
      const Page* page = evidence.find(*each->public_url);
      const Document* document = readable(evidence, page);
      if (document != nullptr && taken.insert(page).second)
        all_.push_back({&reader.topics(*document), case_study_title(*each), page});
    }
  }
  const std::vector<Source>& all() const { return all_; }

 private:
  void add(std::string text, std::string name, Citation at) {
    const TopicSearch& search = searches_.emplace_back(texts_.emplace_back(std::move(text)));
    all_.push_back({&search, std::move(name), nullptr, std::move(at)});
  }

  std::deque<std::string> texts_;  // the searches look into them
  std::deque<TopicSearch> searches_;
  std::vector<Source> all_;
};

std::vector<Reason> hints(const Evidence& evidence, const Declaration& declaration,
                          const Params& params) {
  const Sources sources(evidence, declaration, params.reader);
  std::vector<Reason> out;
  std::string missing;
  for (const Topic& point : params.topics("points")) {
    Reason hint{"lifecycle-point", "", {}, {}, {}};
    std::string names;
    for (auto source = sources.all().begin();
         source != sources.all().end() && hint.citations.size() < 2; ++source)
      if (const auto quote = source->search->find(point)) {
        names += (names.empty() ? "" : " and ") + source->name;
        hint.citations.push_back(source->cite(*quote));
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

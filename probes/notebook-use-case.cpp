// P2.2: a notebook with a use case from data to deployment was submitted.
#include <verify/declaration.h>
#include <verify/probe.h>
#include <verify/submitted_text.h>

#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"stages", ParamSpec::Kind::topics,
              "the stages it must lead through, and their words"},
};

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

Finding named(const DeclaredFile& file) {
  using State = DeclaredFile::State;
  const Citation seen = file.cite();
  if (file.state == State::absent || file.state == State::empty) {
    Finding finding = finding_of(
        Verdict::missing, file.state == State::absent ? "evidence-not-submitted" : "evidence-empty",
        "The notebook the application names was " +
            std::string(file.state == State::absent ? "not submitted." : "submitted empty."),
        {seen});
    finding.reasons.front().details["missing"] = file.name;
    return finding;
  }
  return finding_of(Verdict::needs_review, "notebook-unread",
                    "A notebook is named; its cells are not read here, so a person must see that "
                    "they lead from the data to the deployment.",
                    {seen});
}

// The stages in the cells. Words alone do not make an analysis: a list of all stages in one cell,
// or a notebook without code, is for a person to look at.
Finding read(const SubmittedText& notebook, const std::vector<Topic>& stages,
             const Citation& seen) {
  if (!notebook.unread().empty()) return {Verdict::needs_review, notebook.unread(), std::nullopt};
  std::vector<Citation> found;
  std::string missing;
  for (const Topic& stage : stages) {
    if (auto citation = notebook.find(stage)) {
      found.push_back(*std::move(citation));
    } else {
      missing += (missing.empty() ? "" : ", ") + stage.name;
    }
  }
  if (!missing.empty()) {
    Finding finding = finding_of(Verdict::needs_review, "notebook-stages-not-found",
                                 "No cell of the notebook speaks of: " + missing + ".",
                                 found.empty() ? std::vector{seen} : std::move(found));
    finding.reasons.front().details["missing"] = missing;
    return finding;
  }
  if (!notebook.has_code() || SubmittedText::places(found) * 2 < stages.size())
    return finding_of(Verdict::needs_review, "notebook-thin",
                      notebook.has_code()
                          ? "The notebook speaks of all stages, but in few of its cells."
                          : "The notebook speaks of all stages, but has no cells of code.",
                      std::move(found));
  return finding_of(
      Verdict::attested, "notebook-stages",
      "The notebook's cells lead through all stages, from the data to the deployment.",
      std::move(found));
}

// A notebook that was submitted is read; what it shows is for the reviewer to weigh, and what the
// applicant says of it must not contradict it. One that is only an address is the applicant's word.
Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& notebook = evidence.application().notebook;
  if (!notebook)
    return finding_of(Verdict::missing, "notebook-not-given",
                      "The application does not name a notebook.",
                      {cite_application("/notebook", "")});
  const DeclaredFile file = declared_file(evidence, *notebook, "/notebook");
  const std::vector<Topic>& stages = params.topics("stages");
  const SubmittedText text(evidence, {file});
  const bool readable = !stages.empty() && (text.any() || !text.unread().empty());
  Finding finding = readable ? read(text, stages, file.cite()) : named(file);
  if (finding.verdict == Verdict::missing || params.item == nullptr) return finding;
  const Declaration declaration = declaration_of(evidence, *params.item);
  Finding declared = judge_declaration(declaration, *params.item, params.day);
  if (declared.verdict == Verdict::missing) return finding;
  // Words about a notebook do not take the place of its cells.
  if (readable && declared.verdict == Verdict::attested) std::swap(finding, declared);
  for (Reason& reason : finding.reasons) declared.reasons.push_back(std::move(reason));
  return declared;
}

}  // namespace

extern const Probe kNotebookUseCase;
const Probe kNotebookUseCase = {
    "notebook-use-case", "Was a notebook submitted that shows a use case from data to deployment?",
    kParams, &wants, &evaluate};

}  // namespace verify

// P2.2: a notebook with a use case from data to deployment was submitted.
#include <verify/declaration.h>
#include <verify/probe.h>

namespace verify {
namespace {

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

Finding named(const DeclaredFile& file) {
  using State = DeclaredFile::State;
  const Citation seen = cite_application(file.pointer, file.name);
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

// What is in the notebook is the applicant's word until its cells are read; the declaration must
// speak of it, or a person must look.
Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& notebook = evidence.application().notebook;
  if (!notebook)
    return finding_of(Verdict::missing, "notebook-not-given",
                      "The application does not name a notebook.",
                      {cite_application("/notebook", "")});
  Finding finding = named(declared_file(evidence, *notebook, "/notebook"));
  if (finding.verdict != Verdict::needs_review || params.item == nullptr) return finding;
  const Declaration declaration = declaration_of(evidence, params.item->id);
  Finding declared = judge_declaration(declaration, *params.item, params.as_of);
  if (declared.verdict == Verdict::missing) return finding;
  for (Reason& reason : finding.reasons) declared.reasons.push_back(std::move(reason));
  return declared;
}

}  // namespace

extern const Probe kNotebookUseCase;
const Probe kNotebookUseCase = {
    "notebook-use-case",
    "Was a notebook submitted that shows a use case from data to deployment?",
    {},
    &wants,
    &evaluate};

}  // namespace verify

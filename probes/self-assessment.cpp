// P4.1: the self-assessment answers every item of the checklist and does not contradict itself.
#include <verify/declaration.h>
#include <verify/probe.h>
#include <verify/standing.h>

#include <algorithm>

namespace verify {
namespace {

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

// What is wrong with one answer. An item that is plainly set aside needs no reason of its own.
class Review {
 public:
  Review(const Evidence& evidence, const Params& params)
      : evidence_(evidence), params_(params), assessment_(evidence) {
    if (params.gate != nullptr) gate_ = *params.gate;
  }

  void item(const Requirement& item) {
    const auto answer = assessment_.answer(item);
    if (!answer || !answer->met) {
      blanks_.push_back({&item, answer ? answer->met_at : nowhere(item)});
      return;
    }
    ++answered_;
    const Standing standing = standing_of(item, evidence_, gate_, params_.day);
    if (answer->met == "waived" && standing.refused)
      for (const Reason& reason : standing.notes)
        if (reason.code.starts_with("waiver-")) return conflict(item, reason);
    const Declaration declaration = declaration_of(evidence_, item);
    const bool applies = !standing.settled || standing.settled->verdict != Verdict::not_applicable;
    if (answer->met == "na" && applies) {
      conflict(item, standing.settled
                         ? standing.settled->reasons.front()
                         : judge_declaration(declaration, item, params_.day).reasons.back());
    } else if (answer->met == "yes" && !answered_text(answer->response) &&
               answer->evidence.empty() && !declaration.attested()) {
      conflict(item, judge_declaration(declaration, item, params_.day).reasons.front());
    }
    for (const Reason& reason : contradictions(declaration, params_.day)) conflict(item, reason);
  }

  // An id nobody asks for is an answer that would be lost without a word.
  void unknown_ids() {
    const Application& application = evidence_.application();
    for (const SelfAssessment::Stray& each : assessment_.strays(*params_.checklist))
      stray(each.label, each.at);
    for (const auto& [id, attestation] : application.attestations)
      if (params_.checklist->find(id) == nullptr)
        stray(id, cite_application("/attestations/" + pointer_token(id), ""));
  }

  void unclear_cells() {
    for (Reason& each : assessment_.faults()) conflicts_.push_back(std::move(each));
  }

  Finding finding() && {
    const std::string section_counts = counts();
    Reason summary{"self-assessment-complete",
                   "Answered: " + section_counts + ".",
                   {cite_application("/self_assessment", "")},
                   {},
                   {}};
    std::vector<Reason> reasons;
    if (!blanks_.empty()) reasons.push_back(blank());
    for (Reason& each : conflicts_) reasons.push_back(std::move(each));
    const Verdict verdict = !blanks_.empty()      ? Verdict::missing
                            : !conflicts_.empty() ? Verdict::needs_review
                                                  : Verdict::attested;
    if (verdict != Verdict::attested) summary.code = "self-assessment-answered";
    reasons.push_back(std::move(summary));
    return {verdict, std::move(reasons), std::nullopt};
  }

 private:
  void conflict(const Requirement& item, Reason reason) {
    const bool cited = !reason.citations.empty() && in_cell(reason.citations.front());
    reason.text =
        item.id + (cited ? " (" + reason.citations.front().place + ")" : "") + ": " + reason.text;
    reason.details["found"] = item.id;
    conflicts_.push_back(std::move(reason));
  }

  void stray(const std::string& id, const Citation& at) {
    const std::string where = in_cell(at) ? at.place + ": " : "";
    conflicts_.push_back(
        {"unknown-item",
         where + "\"" + id + "\" is no item of the checklist, so nothing rests on it.",
         {quoting(at, id)},
         {},
         {{"found", id}}});
  }

  // Of a file the cell where the answer belongs; of the application what would be the answer.
  Citation nowhere(const Requirement& item) const {
    return assessment_.in_file()
               ? cite_application("/self_assessment", "")
               : cite_application("/self_assessment/items/" + pointer_token(item.id), "");
  }

  static bool in_cell(const Citation& at) { return at.place != cite_application("", "").place; }

  Reason blank() const {
    std::string ids, listed;
    std::vector<Citation> citations;
    for (const Blank& each : blanks_) {
      ids += (ids.empty() ? "" : ", ") + each.item->id;
      listed += (listed.empty() ? "" : ", ") + each.item->id +
                (in_cell(each.at) ? " (" + each.at.place + ")" : "");
      citations.push_back(each.at);
    }
    return {"self-assessment-blank",
            "Not answered: " + listed + ".",
            std::move(citations),
            {},
            {{"missing", ids}}};
  }

  std::string counts() const {
    std::string out;
    for (const ChecklistSection& section : params_.checklist->sections) {
      if (section.group != Group::checklist) continue;
      const auto& items = params_.checklist->requirements;
      const auto all = std::count_if(items.begin(), items.end(), [&](const Requirement& each) {
        return each.section == section.id;
      });
      const auto blank = std::count_if(blanks_.begin(), blanks_.end(), [&](const Blank& each) {
        return each.item->section == section.id;
      });
      out += (out.empty() ? "" : "; ") + section.title + " " + std::to_string(all - blank) +
             " of " + std::to_string(all);
    }
    return out;
  }

  const Evidence& evidence_;
  const Params& params_;
  SelfAssessment assessment_;
  WaiverGate gate_;
  std::size_t answered_ = 0;
  struct Blank {
    const Requirement* item;
    Citation at;
  };
  std::vector<Blank> blanks_;
  std::vector<Reason> conflicts_;
};

Finding evaluate(const Evidence& evidence, const Params& params) {
  const SelfAssessment assessment(evidence);
  if (!assessment.submitted())
    return finding_of(Verdict::missing, "self-assessment-not-given",
                      "The application holds no self-assessment.",
                      {cite_application("/self_assessment", "")});
  if (!assessment.unread().empty()) {
    const std::string& name = *evidence.application().self_assessment_path;
    const DeclaredFile file = declared_file(evidence, name, "/self_assessment");
    if (!file.usable())
      return finding_of(Verdict::missing, "evidence-not-submitted",
                        "The self-assessment the application names was not submitted.",
                        {file.cite()});
    return finding_of(Verdict::needs_review, "self-assessment-unread", assessment.unread(),
                      {file.cite()});
  }
  Review review(evidence, params);
  for (const Requirement& item : params.checklist->requirements)
    if (item.group == Group::checklist) review.item(item);
  review.unknown_ids();
  review.unclear_cells();
  return std::move(review).finding();
}

}  // namespace

extern const Probe kSelfAssessment;
const Probe kSelfAssessment = {"self-assessment",
                               "Does the self-assessment answer every item without contradiction?",
                               {},
                               &wants,
                               &evaluate};

}  // namespace verify

#include "judge/item.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "judge/ask.h"

namespace verify {
namespace {

// The weakest first.
constexpr std::array kByWeakness = {Verdict::not_met,      Verdict::missing,       Verdict::blocked,
                                    Verdict::needs_review, Verdict::attested,      Verdict::met,
                                    Verdict::waived,       Verdict::not_applicable};

std::ptrdiff_t rank(Verdict verdict) {
  return std::find(kByWeakness.begin(), kByWeakness.end(), verdict) - kByWeakness.begin();
}

bool is_fulfilled(Verdict verdict) {
  return rank(verdict) > rank(Verdict::needs_review);
}

void append(std::vector<Reason>& to, std::vector<Reason> more) {
  std::move(more.begin(), more.end(), std::back_inserter(to));
}

}  // namespace

Finding judge_item(const Evidence& evidence, const Params& params) {
  Standing standing = standing_of(*params.item, evidence, *params.gate, params.day);
  if (standing.settled) return std::move(*standing.settled);
  Finding finding = ask_probe(evidence, params);
  if (standing.refused) {
    // A claim that the rules contradict is weighed by a person, however well the rest stands.
    if (is_fulfilled(finding.verdict)) finding.verdict = Verdict::needs_review;
    append(standing.notes, std::move(finding.reasons));
    finding.reasons = std::move(standing.notes);
  } else if (!is_fulfilled(finding.verdict)) {
    append(finding.reasons, std::move(standing.notes));
  }
  return finding;
}

Finding roll_up(const Checklist& checklist, const Requirement& item,
                const std::vector<Finding>& findings) {
  Finding out{Verdict::not_applicable, {}, std::nullopt};
  std::string told, open;
  std::vector<Citation> citations;
  for (const Requirement* part : checklist.parts_of(item.id)) {
    const Finding& finding =
        findings[static_cast<std::size_t>(part - checklist.requirements.data())];
    const std::string verdict(to_string(finding.verdict));
    told += (told.empty() ? "" : ", ") + part->printed + " " + verdict;
    if (!is_fulfilled(finding.verdict)) open += (open.empty() ? "" : ", ") + part->printed;
    for (const Reason& reason : finding.reasons)
      if (!reason.citations.empty()) {
        citations.push_back(reason.citations.front());
        break;
      }
    if (rank(finding.verdict) < rank(out.verdict)) {
      out.verdict = finding.verdict;
      out.valid_until = finding.valid_until;
    } else if (finding.verdict == out.verdict && finding.valid_until &&
               (!out.valid_until || *finding.valid_until < *out.valid_until)) {
      out.valid_until = finding.valid_until;
    }
  }
  std::replace(told.begin(), told.end(), '_', ' ');
  Reason reason{open.empty() ? "parts-fulfilled" : "parts-open",
                "Answered by its parts, the weakest of which decides: " + told + ".",
                std::move(citations),
                {},
                {{"missing", open}}};
  out.reasons.push_back(std::move(reason));
  return out;
}

}  // namespace verify

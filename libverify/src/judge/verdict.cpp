#include <array>
#include <utility>

#include "verify/finding.h"
#include "verify/report.h"

namespace verify {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 8> kVerdicts{{
    {Verdict::met, "met"},
    {Verdict::not_met, "not_met"},
    {Verdict::needs_review, "needs_review"},
    {Verdict::blocked, "blocked"},
    {Verdict::attested, "attested"},
    {Verdict::missing, "missing"},
    {Verdict::waived, "waived"},
    {Verdict::not_applicable, "not_applicable"},
}};

}  // namespace

std::string_view to_string(Verdict verdict) {
  for (const auto& [value, word] : kVerdicts)
    if (value == verdict) return word;
  return "needs_review";
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (const auto& [value, word] : kVerdicts)
    if (word == text) return value;
  return std::nullopt;
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::ready:
      return "ready";
    case Outcome::not_ready:
      return "not_ready";
    case Outcome::needs_review:
      return "needs_review";
  }
  return "needs_review";
}

}  // namespace verify

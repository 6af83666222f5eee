#include "judge/advice.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "judge/page_advice.h"

namespace verify {
namespace {

constexpr std::size_t kMaxFilled = 300;  // bytes of one thing that was found

// Always known; the others come with the reason.
constexpr std::string_view kItem = "item", kEvidence = "evidence";
constexpr std::array kPlaceholders = {kItem,
                                      kEvidence,
                                      std::string_view("missing"),
                                      std::string_view("found"),
                                      std::string_view("needed"),
                                      std::string_view("date")};

std::string evidence_of(const Requirement& item) {
  std::string out;
  for (const std::string& form : item.evidence_forms) out += (out.empty() ? "" : ", ") + form;
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::optional<std::string> value_of(std::string_view name, const Requirement& item,
                                    const Reason& reason) {
  if (name == kItem) return item.printed + " (" + item.title + ")";
  std::string found;
  if (name == kEvidence) {
    found = evidence_of(item);
  } else if (const auto it = reason.details.find(std::string(name)); it != reason.details.end()) {
    found = shorten(it->second, kMaxFilled);
  }
  if (found.empty()) return std::nullopt;
  return found;
}

// What is filled in is not looked at again, so nothing found can bring a placeholder of its own.
std::optional<std::string> fill(std::string_view text, const Requirement& item,
                                const Reason& reason) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    out += text.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return std::nullopt;
    const auto value = value_of(text.substr(open + 1, close - open - 1), item, reason);
    if (!value) return std::nullopt;
    out += *value;
    at = close + 1;
  }
  return out;
}

bool asks_nothing(Verdict verdict) {
  return verdict == Verdict::met || verdict == Verdict::attested || verdict == Verdict::waived ||
         verdict == Verdict::not_applicable;
}

std::string about(const Checklist& checklist, const Requirement& item, const Reason& reason) {
  const auto own = [&](const std::string& code) -> std::string {
    for (const auto* advice : {&item.advice, &checklist.advice})
      if (const auto it = advice->find(code); it != advice->end())
        if (auto text = fill(it->second, item, reason)) return std::move(*text);
    return {};
  };
  if (std::string text = own(reason.code); !text.empty()) return text;
  if (const auto text = page_advice(reason.code); !text.empty()) return std::string(text);
  return own("");
}

}  // namespace

std::string advice_for(const Checklist& checklist, const Requirement& item,
                       const Finding& finding) {
  if (asks_nothing(finding.verdict)) return {};
  std::string out = about(checklist, item, finding.reasons.front());
  std::vector<std::string> told = {out};
  for (const Reason& reason : finding.reasons) {
    if (page_advice(reason.code).empty()) continue;
    std::string more = about(checklist, item, reason);
    if (more.empty() || std::ranges::find(told, more) != told.end()) continue;
    out += (out.empty() ? "" : " ") + more;
    told.push_back(std::move(more));
  }
  return out;
}

std::vector<std::string_view> advice_placeholders() {
  return {kPlaceholders.begin(), kPlaceholders.end()};
}

}  // namespace verify

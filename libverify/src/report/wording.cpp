#include "report/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "report/safe_text.h"

namespace verify {
namespace {

constexpr std::size_t kMaxPlace = 2000;  // bytes

using Words = std::pair<std::string_view, std::string_view>;

struct VerdictWords {
  std::string_view label, meaning, one, many;
};

VerdictWords words_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return {"Met", "shown in public, with a citation", "is met", "are met"};
    case Verdict::not_met:
      return {"Not met", "contradicted, or searched for completely and not found", "is not met",
              "are not met"};
    case Verdict::needs_review:
      return {"Needs review", "there is evidence, and a person must weigh it", "needs review",
              "need review"};
    case Verdict::blocked:
      return {"Blocked", "could not be observed, which says nothing about the partner",
              "could not be observed", "could not be observed"};
    case Verdict::attested:
      return {"Attested", "declared by the applicant, not publicly verifiable", "is attested",
              "are attested"};
    case Verdict::missing:
      return {"Missing", "the application lacks what is asked for",
              "is missing from the application", "are missing from the application"};
    case Verdict::waived:
      return {"Waived", "not asked for, by a rule of the checklist", "is waived", "are waived"};
    case Verdict::not_applicable:
      return {"Not applicable", "does not concern this partner", "does not apply", "do not apply"};
  }
  return {};
}

template <std::size_t N>
std::string look_up(const std::array<Words, N>& table, std::string_view word) {
  for (const auto& [key, words] : table)
    if (key == word) return std::string(words);
  return safe_text(word, 200);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  return out;
}

}  // namespace

std::string_view label(Verdict verdict) {
  return words_of(verdict).label;
}

std::string_view meaning(Verdict verdict) {
  return words_of(verdict).meaning;
}

std::string_view label(Outcome outcome) {
  switch (outcome) {
    case Outcome::ready:
      return "Ready";
    case Outcome::not_ready:
      return "Not ready";
    case Outcome::needs_review:
      return "Needs review";
  }
  return {};
}

std::string outcome_sentence(const Report& report) {
  const auto& decisive = report.groups.contains(Group::prerequisite)
                             ? counts_of(report, Group::prerequisite)
                             : report.summary;
  const bool apart = report.groups.contains(Group::checklist);
  const std::string_view one = apart ? " prerequisite" : " requirement";
  std::vector<std::string> parts;
  bool named = false;  // the noun stands with the first number only
  for (const Verdict verdict :
       {Verdict::not_met, Verdict::missing, Verdict::needs_review, Verdict::blocked}) {
    const int count = count_of(decisive, verdict);
    if (count == 0) continue;
    const VerdictWords words = words_of(verdict);
    std::string part = std::to_string(count);
    if (!named) part += std::string(one) + (count == 1 ? "" : "s");
    parts.push_back(part + " " + std::string(count == 1 ? words.one : words.many));
    named = true;
  }
  if (parts.empty())
    return "Nothing is open: every" + std::string(one) + " is met, attested or set aside.";
  return joined(parts) + ".";
}

std::string scope_sentence(const Report& report) {
  if (!report.groups.contains(Group::checklist) || !report.groups.contains(Group::prerequisite))
    return {};
  int all = 0, open = 0;
  for (const auto& [verdict, count] : counts_of(report, Group::checklist)) {
    all += count;
    if (is_open(verdict)) open += count;
  }
  return "The prerequisites decide. Of the " + std::to_string(all) + " checklist items " +
         (open == 0   ? "none is open"
          : open == 1 ? "1 is open"
                      : std::to_string(open) + " are open") +
         "; they are for the review that follows and do not change the outcome.";
}

int count_of(const std::map<Verdict, int>& summary, Verdict verdict) {
  const auto found = summary.find(verdict);
  return found == summary.end() ? 0 : found->second;
}

const std::map<Verdict, int>& counts_of(const Report& report, Group group) {
  static const std::map<Verdict, int> kNone;
  const auto found = report.groups.find(group);
  return found == report.groups.end() ? kNone : found->second;
}

bool is_open(Verdict verdict) {
  return verdict == Verdict::not_met || verdict == Verdict::missing ||
         verdict == Verdict::needs_review || verdict == Verdict::blocked;
}

std::string_view label(Group group) {
  return group == Group::prerequisite ? "Prerequisites" : "Checklist";
}

std::vector<SectionPart> section_parts(const Report& report) {
  std::vector<SectionPart> out;
  const auto section_of = [&](const RequirementResult& result) -> const ChecklistSection* {
    for (const ChecklistSection& each : report.sections)
      if (each.id == result.section) return &each;
    return nullptr;
  };
  for (const RequirementResult& result : report.requirements) {
    const ChecklistSection* section = section_of(result);
    if (out.empty() || out.back().section != section || out.back().group != result.group)
      out.push_back({section, result.group, {}});
    out.back().results.push_back(&result);
  }
  return out;
}

std::string verdict_counts(const std::map<Verdict, int>& counts) {
  std::string out;
  for (const Verdict verdict : kAllVerdicts) {
    const int count = count_of(counts, verdict);
    if (count == 0) continue;
    std::string word(label(verdict));
    word.front() = static_cast<char>(word.front() + 32);
    out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + word;
  }
  return out;
}

std::string verdict_counts(const SectionPart& part) {
  std::map<Verdict, int> counts;
  for (const RequirementResult* result : part.results) ++counts[result->verdict];
  return verdict_counts(counts);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string human_bytes(std::uint64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte", "bytes");
  constexpr std::array<const char*, 6> kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.5 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, value < 9.95 ? "%.1f %s" : "%.0f %s", value, kUnits[unit]);
  return buffer;
}

std::string human_seconds(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) seconds = 0;
  char buffer[48];
  if (seconds < 9.95) {
    std::snprintf(buffer, sizeof buffer, "%.1f s", seconds);
  } else {
    const auto whole = static_cast<long long>(std::lround(std::min(seconds, 1e9)));
    if (whole < 60)
      std::snprintf(buffer, sizeof buffer, "%lld s", whole);
    else
      std::snprintf(buffer, sizeof buffer, "%lld min %lld s", whole / 60, whole % 60);
  }
  return buffer;
}

std::string human_time(std::string_view rfc3339) {
  const auto instant = parse_instant(rfc3339);
  return instant ? human_time(*instant) : safe_text(rfc3339, 40);
}

std::string human_time(Instant instant) {
  const std::string full = to_string(instant);
  const std::size_t t = full.find('T');
  return full.substr(0, t) + " " + full.substr(t + 1, 5) + " UTC";
}

std::string crawl_end(std::string_view ended) {
  static constexpr std::array<Words, 8> kEnds{{
      {"satisfied", "everything the checks asked for had been seen"},
      {"exhausted", "there was no link left to follow"},
      {"depth", "every page within the allowed number of clicks had been seen"},
      {"max_pages", "the limit of pages was reached"},
      {"max_bytes", "the limit of bytes was reached"},
      {"max_seconds", "the time was up"},
      {"interrupted", "it was interrupted"},
      {"home_unreachable", "the home page could not be reached"},
  }};
  return look_up(kEnds, ended);
}

std::string status_words(std::string_view status) {
  static constexpr std::array<Words, 13> kStatuses{{
      {"submitted", "declared by the applicant"},
      {"ok", "read"},
      {"http_error", "answered with an error"},
      {"redirect_loop", "redirected without end"},
      {"unreachable", "not reachable"},
      {"timed_out", "timed out"},
      {"tls_error", "no secure connection"},
      {"too_large", "too large to read"},
      {"unsupported_type", "not a page that is read"},
      {"refused_by_robots", "refused by robots.txt"},
      {"refused_by_policy", "not requested by our policy"},
      {"bot_wall", "behind a bot wall"},
      {"unreadable_file", "a file that could not be read"},
  }};
  return look_up(kStatuses, status);
}

std::string region_words(std::string_view region) {
  static constexpr std::array<Words, 6> kRegions{{{"main", "page"},
                                                  {"header", "header"},
                                                  {"nav", "menu"},
                                                  {"footer", "footer"},
                                                  {"aside", "sidebar"},
                                                  {"dialog", "dialog"}}};
  return look_up(kRegions, region);
}

std::string citation_note(const EvidenceItem& item) {
  std::string out = safe_text(item.place, kMaxPlace);
  const auto add = [&out](const std::string& part) {
    if (!out.empty()) out += "; ";
    out += part;
  };
  if (item.status != "ok") add(status_words(item.status));
  if (!item.fetched_at.empty()) add(human_time(item.fetched_at));
  return out;
}

bool starts_at_home(const Report& report, const ReportClick& click) {
  const auto bare = [](std::string_view url) {
    return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
  };
  return bare(report.home_page) == bare(click.from);
}

EvidenceIndex::EvidenceIndex(const Report& report) {
  for (const EvidenceItem& item : report.evidence) by_id_.emplace(item.id, &item);
}

const EvidenceItem* EvidenceIndex::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace verify

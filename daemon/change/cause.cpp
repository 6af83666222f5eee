#include "daemon/change/cause.h"

#include <algorithm>

#include "daemon/change/cited_pages.h"

namespace verify::daemon {
namespace {

bool differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

const RequirementResult* find(const Report* report, const std::string& id) {
  if (report == nullptr) return nullptr;
  const auto at = std::find_if(report->requirements.begin(), report->requirements.end(),
                               [&](const RequirementResult& each) { return each.id == id; });
  return at == report->requirements.end() ? nullptr : &*at;
}

// One thing that changed, as a part of a sentence; empty where it did not.
struct Sign {
  Cause cause;
  std::string what;
};

std::string lapsed(const Standing& stood, const Now& now) {
  if (!stood.valid_until || *stood.valid_until >= now.report->as_of) return {};
  return "the last day of what stood was " + verify::to_string(*stood.valid_until);
}

std::string checklist_of(const Report& report) {
  return report.checklist + " (" + report.checklist_sha256.substr(0, 12) + ")";
}

std::string other_rules(const Before& before, const Now& now) {
  std::string out;
  if (before.report != nullptr &&
      (differ(before.report->checklist, now.report->checklist) ||
       differ(before.report->checklist_sha256, now.report->checklist_sha256)))
    out = "it is judged by checklist " + checklist_of(*now.report) + " instead of " +
          checklist_of(*before.report);
  if (differ(before.engine, now.engine))
    out += (out.empty() ? "it is judged by" : " and by") + (" version " + now.engine) +
           " of the program instead of " + before.engine;
  return out;
}

// What is cited of the application under one name and has other words or other bytes.
std::vector<std::string> other_answers(const std::vector<const EvidenceItem*>& was,
                                       const std::vector<const EvidenceItem*>& is) {
  std::vector<std::string> out;
  for (const EvidenceItem* old : was)
    for (const EvidenceItem* each : is)
      if (is_submitted(*old) && is_submitted(*each) && old->url == each->url &&
          (old->quote != each->quote || old->sha256 != each->sha256))
        out.push_back(each->url);
  return out;
}

std::set<std::string> urls_of(const std::vector<const EvidenceItem*>& items) {
  std::set<std::string> out;
  for (const EvidenceItem* item : items) out.insert(item->url);
  return out;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    out += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
  return out;
}

std::string other_application(const Before& before, const Now& now,
                              const std::vector<std::string>& answers) {
  const std::string where = answers.empty() ? "" : listed(answers, 3) + " says something else";
  if (!differ(before.application_sha256, now.application_sha256)) return where;
  return "another version of the application was submitted" +
         (where.empty() ? "" : ", and " + where);
}

std::string other_pages(const std::vector<PageChange>& pages) {
  std::vector<std::string> each;
  for (const PageChange& page : pages) each.push_back(page.url + " " + page.what);
  return listed(each, 3);
}

std::string other_path(const RequirementResult* was, const RequirementResult& is) {
  const auto clicks = [](const RequirementResult& result) {
    std::vector<std::string> out;
    for (const ReportReason& reason : result.reasons)
      for (const ReportClick& click : reason.path) out.push_back(click.from + " " + click.to);
    return out;
  };
  return was != nullptr && clicks(*was) != clicks(is) ? "the way there by clicks is another one"
                                                      : "";
}

// What is said of a change that no citation shows.
std::string by_elimination(const RequirementResult* was, const RequirementResult& is,
                           const Before& before) {
  if (before.report == nullptr)
    return "The run it is compared with is no longer kept, so what changed is not known.";
  if (was != nullptr && was->verdict == is.verdict)
    return "It was seen so in the run before already; what changed before that is not compared.";
  return "The application, the rules and the pages that are cited are the same: something else on "
         "the site, or how much of it was seen, changed.";
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z' && !text.starts_with("http"))
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

std::string reason_of(const RequirementResult& is) {
  return is.reasons.empty() ? "" : ": " + is.reasons.front().text;
}

// Rules that are known not to make the difference are no sign.
bool rules_are_innocent(const Before& before, const RequirementResult& is) {
  const RequirementResult* again = find(before.rejudged, is.id);
  const RequirementResult* was = find(before.report, is.id);
  return again != nullptr && was != nullptr && again->verdict == was->verdict;
}

struct Signs {
  std::vector<Sign> in_order;
  std::string diff;
};

Signs signs_of(const Before& before, const Now& now, const RequirementResult& is,
               const Standing& stood) {
  const RequirementResult* was = find(before.report, is.id);
  const auto cited_then = cited_items(before.report, was), cited_now = cited_items(now.report, &is);
  const auto answers = other_answers(cited_then, cited_now);
  const auto pages = changed_pages(before, was, now, &is);
  const Sign rules{Cause::rules_changed, other_rules(before, now)};
  const Sign application{Cause::application_changed, other_application(before, now, answers)};
  Sign site{Cause::site_changed, other_pages(pages)};
  if (site.what.empty()) site.what = other_path(was, is);

  Signs out;
  out.in_order = {{Cause::time_passed, lapsed(stood, now)}, rules, application, site};
  if (answers.empty() && !pages.empty() && urls_of(cited_then) == urls_of(cited_now))
    std::swap(out.in_order[2], out.in_order[3]);
  if (rules_are_innocent(before, is))
    std::rotate(out.in_order.begin() + 1, out.in_order.begin() + 2, out.in_order.end());
  std::erase_if(out.in_order, [](const Sign& sign) { return sign.what.empty(); });
  for (const PageChange& page : pages) out.diff += page.diff;
  return out;
}

std::string also(std::span<const Sign> signs) {
  std::string out;
  for (const Sign& sign : signs) out += (out.empty() ? " Also: " : "; ") + sign.what;
  return out.empty() ? out : out + ".";
}

}  // namespace

bool asked_anew(const Before& before, const Now& now) {
  return differ(before.application_sha256, now.application_sha256) ||
         !other_rules(before, now).empty();
}

Reasoned find_cause(const Before& before, const Now& now, const RequirementResult& is,
                    const Standing& stood, int observed_runs) {
  if (is.verdict == Verdict::blocked) {
    const std::string runs =
        observed_runs > 1 ? " in " + std::to_string(observed_runs) + " runs in a row" : "";
    return {Cause::not_observed, "It could not be observed" + runs + reason_of(is), ""};
  }
  Signs signs = signs_of(before, now, is, stood);
  if (stood.verdict == Verdict::blocked)
    return {Cause::not_observed, "It can be observed again" + reason_of(is) + also(signs.in_order),
            ""};
  const std::string agree =
      observed_runs > 1 ? " " + std::to_string(observed_runs) + " runs in a row agree." : "";
  if (signs.in_order.empty())
    return {Cause::site_changed, by_elimination(find(before.report, is.id), is, before) + agree,
            ""};
  const Sign& first = signs.in_order.front();
  return {first.cause, sentence(first.what) + also(std::span(signs.in_order).subspan(1)) + agree,
          std::move(signs.diff)};
}

}  // namespace verify::daemon

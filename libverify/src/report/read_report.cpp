#include <set>

#include "base/json_border.h"
#include "report/wording.h"
#include "verify/report.h"

namespace verify {
namespace {

constexpr std::size_t kMaxReportBytes = 16u << 20;
constexpr int kMaxCount = 1'000'000;

// A text as it is, blank ones too: JsonView::text() is for what a person has to fill in.
std::string text_of(const JsonView& object, std::string_view key) {
  const auto value = object.require(key, "a string");
  if (!value) return {};
  if (value->value().is_string()) return value->value().get<std::string>();
  value->fail("expected a string");
  return {};
}

// What render_json writes as null where it is empty.
std::string text_or_nothing(const JsonView& object, std::string_view key) {
  return object.get(key) ? text_of(object, key) : std::string();
}

std::vector<std::string> texts_of(const JsonView& object, std::string_view key) {
  std::vector<std::string> out;
  const auto list = object.require(key, "an array of strings");
  if (!list) return out;
  for (const JsonView& item : list->items()) {
    if (!item.value().is_string()) item.fail("expected a string");
    out.push_back(item.value().is_string() ? item.value().get<std::string>() : std::string());
  }
  return out;
}

template <typename T>
std::vector<T> list_of(const JsonView& object, std::string_view key, T (*read)(const JsonView&)) {
  std::vector<T> out;
  const auto list = object.require(key, "an array");
  if (!list) return out;
  for (const JsonView& item : list->items()) out.push_back(read(item));
  return out;
}

Date date_of(const JsonView& object, std::string_view key) {
  const auto date = parse_date(text_of(object, key));
  if (!date) object.fail("\"" + std::string(key) + "\": expected a date that exists");
  return date.value_or(Date{});
}

Verdict verdict_of(const JsonView& object) {
  const auto verdict = parse_verdict(text_of(object, "verdict"));
  if (!verdict) object.fail("\"verdict\": not a word for a verdict");
  return verdict.value_or(Verdict::needs_review);
}

Group group_of(const JsonView& object) {
  const auto word = object.require("group", "a group");
  const auto known = word ? word->word({"prerequisite", "checklist"}) : std::nullopt;
  return known == "checklist" ? Group::checklist : Group::prerequisite;
}

Outcome outcome_of(const JsonView& object) {
  const auto word = object.require("outcome", "an outcome");
  const auto known = word ? word->word({"ready", "not_ready", "needs_review"}) : std::nullopt;
  return known == "ready"       ? Outcome::ready
         : known == "not_ready" ? Outcome::not_ready
                                : Outcome::needs_review;
}

// A verdict nobody has is not in a Report's counts.
std::map<Verdict, int> counts_of(const JsonView& object, std::string_view key) {
  std::map<Verdict, int> out;
  const auto counts = object.require(key, "counts by verdict");
  if (!counts || !counts->is_object()) return out;
  for (const auto& [word, value] : counts->members()) {
    const auto verdict = parse_verdict(word);
    if (!verdict) value.fail("not a word for a verdict");
    const auto count = value.integer(0, kMaxCount);
    if (verdict && count.value_or(0) > 0) out[*verdict] = static_cast<int>(*count);
  }
  return out;
}

std::map<Group, std::map<Verdict, int>> groups_of(const JsonView& report) {
  std::map<Group, std::map<Verdict, int>> out;
  const auto groups = report.require("groups", "counts by group");
  if (!groups || !groups->is_object({"prerequisite", "checklist"})) return out;
  for (const Group group : {Group::prerequisite, Group::checklist})
    if (auto counts = counts_of(*groups, to_string(group)); !counts.empty())
      out.emplace(group, std::move(counts));
  return out;
}

ReportClick read_click(const JsonView& click) {
  if (!click.is_object({"from", "to", "text", "region"})) return {};
  return {text_of(click, "from"), text_of(click, "to"), text_of(click, "text"),
          text_of(click, "region")};
}

ReportReason read_reason(const JsonView& reason) {
  if (!reason.is_object({"code", "text", "citations", "path"})) return {};
  return {text_of(reason, "code"), text_of(reason, "text"), texts_of(reason, "citations"),
          list_of(reason, "path", read_click)};
}

ReportAnswer read_answer(const JsonView& answer) {
  if (!answer.is_object({"met", "response", "evidence"})) return {};
  return {text_or_nothing(answer, "met"), text_of(answer, "response"),
          texts_of(answer, "evidence")};
}

RequirementResult read_result(const JsonView& item) {
  if (!item.is_object({"id", "printed", "title", "section", "group", "verdict", "reasons", "advice",
                       "valid_until", "answer"}))
    return {};
  RequirementResult out{.id = text_of(item, "id"),
                        .printed = text_of(item, "printed"),
                        .title = text_of(item, "title"),
                        .section = text_of(item, "section"),
                        .group = group_of(item),
                        .verdict = verdict_of(item),
                        .reasons = list_of(item, "reasons", read_reason),
                        .advice = text_of(item, "advice"),
                        .valid_until = {}};
  if (item.get("valid_until")) out.valid_until = date_of(item, "valid_until");
  if (const auto answer = item.get("answer")) out.answer = read_answer(*answer);
  return out;
}

EvidenceItem read_evidence(const JsonView& item) {
  if (!item.is_object(
          {"id", "url", "final_url", "status", "fetched_at", "sha256", "quote", "place"}))
    return {};
  return {.id = text_of(item, "id"),
          .url = text_of(item, "url"),
          .final_url = text_of(item, "final_url"),
          .status = text_of(item, "status"),
          .fetched_at = text_or_nothing(item, "fetched_at"),
          .sha256 = text_or_nothing(item, "sha256"),
          .quote = text_of(item, "quote"),
          .place = text_of(item, "place")};
}

ChecklistSection read_section(const JsonView& section) {
  if (!section.is_object({"id", "title", "group"})) return {};
  return {text_of(section, "id"), text_of(section, "title"), group_of(section)};
}

std::uint64_t natural_of(const JsonView& object, std::string_view key) {
  const auto value = object.require(key, "a whole number");
  if (!value) return 0;
  if (value->value().is_number_unsigned()) return value->value().get<std::uint64_t>();
  value->fail("expected a whole number that is not negative");
  return 0;
}

CrawlSummary read_crawl(const JsonView& crawl) {
  if (!crawl.is_object({"pages", "bytes", "seconds", "ended", "started_at", "capped_patterns"}))
    return {};
  const auto seconds = crawl.require("seconds", "a number");
  const auto started = parse_instant(text_of(crawl, "started_at"));
  if (!started) crawl.fail("\"started_at\": expected a moment (RFC 3339, UTC)");
  return {.pages = static_cast<std::size_t>(natural_of(crawl, "pages")),
          .bytes = natural_of(crawl, "bytes"),
          .seconds = (seconds ? seconds->number(0, 1e9) : std::nullopt).value_or(0),
          .ended = text_of(crawl, "ended"),
          .capped_patterns = texts_of(crawl, "capped_patterns"),
          .started_at = started.value_or(Instant{})};
}

// A citation leads to what is cited.
void check_citations(const JsonView& root, const Report& report) {
  std::set<std::string_view> known;
  for (const EvidenceItem& item : report.evidence)
    if (!known.insert(item.id).second) root.fail("two pieces of evidence have one id");
  for (const RequirementResult& result : report.requirements)
    for (const ReportReason& reason : result.reasons)
      for (const std::string& id : reason.citations)
        if (!known.contains(id)) return root.fail("a reason cites evidence that is not there");
}

Report read_root(const JsonView& root) {
  Report report{.checklist = text_of(root, "checklist"),
                .checklist_title = text_of(root, "checklist_title"),
                .checklist_sha256 = text_or_nothing(root, "checklist_sha256"),
                .partner = text_of(root, "partner"),
                .home_page = text_of(root, "home_page"),
                .as_of = date_of(root, "as_of"),
                .outcome = outcome_of(root),
                .summary = counts_of(root, "summary"),
                .groups = groups_of(root),
                .notices = texts_of(root, "notices"),
                .sections = list_of(root, "sections", read_section),
                .requirements = list_of(root, "requirements", read_result),
                .evidence = list_of(root, "evidence", read_evidence),
                .crawl = {}};
  if (const auto crawl = root.require("crawl", "the crawl")) report.crawl = read_crawl(*crawl);
  check_citations(root, report);
  return report;
}

// Nothing else is looked at in a report of another version: its keys may be others.
bool has_our_schema(const JsonView& root, JsonBorder& border) {
  if (!root.is_object()) return false;
  const std::string schema = text_of(root, "schema");
  if (schema == Report::kSchema) return true;
  if (border.ok())
    border.fail("/schema", "this build reads " + std::string(Report::kSchema) + " only",
                Error::Code::unsupported);
  return false;
}

}  // namespace

Result<Report> read_report(std::string_view json) {
  JsonBorder border(json, "", kMaxReportBytes);
  if (border.root() == nullptr) return std::unexpected(border.errors().front());
  const JsonView root(border, *border.root(), "");
  Report report;
  if (has_our_schema(root, border) &&
      root.is_object({"schema", "checklist", "checklist_title", "checklist_sha256", "partner",
                      "home_page", "as_of", "outcome", "notices", "summary", "groups", "sections",
                      "requirements", "evidence", "crawl"}))
    report = read_root(root);
  if (!border.ok()) return std::unexpected(border.errors().front());
  return report;
}

}  // namespace verify

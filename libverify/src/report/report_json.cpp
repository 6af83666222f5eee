#include <algorithm>
#include <cmath>

#include "report/json_writer.h"
#include "report/wording.h"
#include "verify/report.h"

namespace verify {
namespace {

// At most three decimals: more would be noise, and JSON has no word for infinity.
double rounded_seconds(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return 0;
  return std::round(std::min(seconds, 1e9) * 1000) / 1000;
}

class JsonReport {
 public:
  explicit JsonReport(const Report& report) : report_(report) {}

  std::string render() && {
    out_.begin_object();
    heading();
    counts();
    list("sections", report_.sections);
    list("requirements", report_.requirements);
    list("evidence", report_.evidence);
    out_.key("crawl");
    add(report_.crawl);
    out_.end_object();
    return std::move(out_).take();
  }

 private:
  void heading() {
    text("schema", Report::kSchema);
    text("checklist", report_.checklist);
    text("checklist_title", report_.checklist_title);
    text_or_null("checklist_sha256", report_.checklist_sha256);
    text("partner", report_.partner);
    text("home_page", report_.home_page);
    text("as_of", to_string(report_.as_of));
    text("outcome", to_string(report_.outcome));
    list("notices", report_.notices);
  }

  void counts() {
    out_.key("summary");
    add(report_.summary);
    out_.key("groups");
    out_.begin_object();
    for (const Group group : {Group::prerequisite, Group::checklist}) {
      out_.key(to_string(group));
      add(counts_of(report_, group));
    }
    out_.end_object();
  }

  // Every verdict has its key, so that a reader never has to ask whether one is there.
  void add(const std::map<Verdict, int>& summary) {
    out_.begin_object();
    for (const Verdict verdict : kAllVerdicts)
      number(to_string(verdict), static_cast<std::uint64_t>(count_of(summary, verdict)));
    out_.end_object();
  }

  void add(const std::string& text) { out_.text(text); }

  void add(const ChecklistSection& section) {
    out_.begin_object();
    text("id", section.id);
    text("title", section.title);
    text("group", to_string(section.group));
    out_.end_object();
  }

  void add(const RequirementResult& result) {
    out_.begin_object();
    text("id", result.id);
    text("printed", result.printed);
    text("title", result.title);
    text("section", result.section);
    text("group", to_string(result.group));
    text("verdict", to_string(result.verdict));
    list("reasons", result.reasons);
    text("advice", result.advice);
    text_or_null("valid_until", result.valid_until ? to_string(*result.valid_until) : "");
    if (result.answer) {
      out_.key("answer");
      add(*result.answer);
    }
    out_.end_object();
  }

  void add(const ReportReason& reason) {
    out_.begin_object();
    text("code", reason.code);
    text("text", reason.text);
    list("citations", reason.citations);
    list("path", reason.path);
    out_.end_object();
  }

  void add(const ReportClick& click) {
    out_.begin_object();
    text("from", click.from);
    text("to", click.to);
    text("text", click.text);
    text("region", click.region);
    out_.end_object();
  }

  void add(const ReportAnswer& answer) {
    out_.begin_object();
    text_or_null("met", answer.met);
    text("response", answer.response);
    list("evidence", answer.evidence);
    out_.end_object();
  }

  void add(const EvidenceItem& item) {
    out_.begin_object();
    text("id", item.id);
    text("url", item.url);
    text("final_url", item.final_url);
    text("status", item.status);
    text_or_null("fetched_at", item.fetched_at);
    text_or_null("sha256", item.sha256);
    text("quote", item.quote);
    text("place", item.place);
    out_.end_object();
  }

  void add(const CrawlSummary& crawl) {
    out_.begin_object();
    number("pages", crawl.pages);
    number("bytes", crawl.bytes);
    out_.key("seconds");
    out_.number(rounded_seconds(crawl.seconds));
    text("ended", crawl.ended);
    text("started_at", to_string(crawl.started_at));
    list("capped_patterns", crawl.capped_patterns);
    out_.end_object();
  }

  void text(std::string_view key, std::string_view value) {
    out_.key(key);
    out_.text(value);
  }

  void text_or_null(std::string_view key, std::string_view value) {
    out_.key(key);
    value.empty() ? out_.null() : out_.text(value);
  }

  void number(std::string_view key, std::uint64_t value) {
    out_.key(key);
    out_.number(value);
  }

  template <typename T>
  void list(std::string_view key, const std::vector<T>& items) {
    out_.key(key);
    out_.begin_array();
    for (const T& item : items) add(item);
    out_.end_array();
  }

  const Report& report_;
  JsonWriter out_;
};

}  // namespace

std::string render_json(const Report& report) {
  return JsonReport(report).render();
}

}  // namespace verify

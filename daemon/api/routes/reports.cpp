#include "daemon/api/etag.h"
#include "daemon/api/routes/handlers.h"
#include "verify/report.h"

namespace verify::daemon::routes {
namespace {

/// A report is made of words of strangers: it is shown in a sandbox, where nothing runs and nothing
/// is loaded, though it is served from the dashboard's origin.
constexpr std::string_view kSandbox =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

std::string_view type_of(std::string_view format) {
  static const std::map<std::string_view, std::string_view> kTypes = {
      {"json", "application/json"},
      {"html", "text/html; charset=utf-8"},
      {"text", "text/plain; charset=utf-8"},
      {"markdown", "text/markdown; charset=utf-8"},
      {"csv", "text/csv; charset=utf-8"},
      {"junit", "application/xml"},
      {"sarif", "application/sarif+json"},
      {"oscal", "application/json"},
      {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
  };
  const auto found = kTypes.find(format);
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

const ReportFormat& format_of(const Call& call) {
  const std::string asked = call.text("format");
  std::string known;
  for (const ReportFormat& format : report_formats()) {
    if (format.name == (asked.empty() ? "json" : asked)) return format;
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  throw bad_parameter("format", "one of " + known + " is expected");
}

Run finished_run(const Call& call) {
  auto run = call.store().run(call.id());
  if (!run) throw not_found("there is no run with this id");
  if (run->state != RunState::finished)
    throw Problem{.status = 409,
                  .code = "not-finished",
                  .detail = "the run is " + std::string(to_string(run->state)) +
                            ": it has no report and no evidence"};
  return *run;
}

Problem gone(const std::string& what) {
  return {.status = 410, .code = "gone", .detail = what + " is not kept any more"};
}

void name_file(HttpResponse& response, const Run& run, std::string_view ending, bool download) {
  response.fields.emplace_back("Content-Disposition",
                               std::string(download ? "attachment" : "inline") + "; filename=\"" +
                                   run.partner + "-" + std::to_string(run.id) + "." +
                                   std::string(ending) + "\"");
}

}  // namespace

Answer report(const Call& call) {
  const ReportFormat& format = format_of(call);
  const Run run = finished_run(call);
  const auto json = run.report.empty() ? std::nullopt : call.api.needs.vault.read(run.report);
  if (!json) throw gone("the report");
  HttpResponse response = text_response(*json, type_of(format.name));
  if (format.name != "json") {
    const auto read = read_report(*json);
    if (!read)
      throw std::runtime_error("a stored report cannot be read: " + read.error().describe());
    response.body = format.render(*read);
  }
  name_file(response, run, format.extension, !format.is_text);
  if (format.name == "html")
    response.fields.emplace_back("Content-Security-Policy", std::string(kSandbox));
  return response;
}

Answer evidence(const Call& call) {
  const Run run = finished_run(call);
  if (run.evidence.empty() || !call.api.needs.vault.has(run.evidence)) throw gone("the evidence");
  HttpResponse response{.file = call.api.needs.vault.path_of(run.evidence)};
  response.fields = {{"Content-Type", "application/warc"}, {"ETag", '"' + run.evidence + '"'}};
  name_file(response, run, "warc.gz", true);
  return response;
}

}  // namespace verify::daemon::routes

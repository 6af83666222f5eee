#include "verify/report.h"

namespace verify {

std::span<const ReportFormat> report_formats() {
  static constexpr ReportFormat kFormats[] = {
      {"text", "txt", true, [](const Report& report) { return render_text(report); }},
      {"json", "json", true, &render_json},
      {"html", "html", true, &render_html},
      {"markdown", "md", true, &render_markdown},
      {"csv", "csv", true, &render_csv},
      {"junit", "junit.xml", true, &render_junit},
      {"sarif", "sarif", true, &render_sarif},
      {"oscal", "oscal.json", true, &render_oscal},
      {"xlsx", "xlsx", false, &render_xlsx},
  };
  return kFormats;
}

}  // namespace verify

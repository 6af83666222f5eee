#include "verify/report.h"

namespace verify {

std::span<const ReportFormat> report_formats() {
  static constexpr ReportFormat kFormats[] = {
      {"text", "txt", [](const Report& report) { return render_text(report); }},
      {"json", "json", &render_json},
      {"html", "html", &render_html},
      {"markdown", "md", &render_markdown},
      {"csv", "csv", &render_csv},
      {"junit", "junit.xml", &render_junit},
      {"sarif", "sarif", &render_sarif},
      {"oscal", "oscal.json", &render_oscal},
  };
  return kFormats;
}

}  // namespace verify

#include "verify/report.h"

namespace verify {

std::span<const ReportFormat> report_formats() {
  static constexpr ReportFormat kFormats[] = {
      {"text", [](const Report& report) { return render_text(report); }},
      {"json", &render_json},
      {"html", &render_html},
      {"markdown", &render_markdown},
      {"csv", &render_csv},
      {"junit", &render_junit},
      {"sarif", &render_sarif},
      {"oscal", &render_oscal},
  };
  return kFormats;
}

}  // namespace verify

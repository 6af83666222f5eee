#pragma once

#include <string_view>

namespace verify {

/// The text of report.css, put into the library by the build.
extern const std::string_view kReportCss;

}  // namespace verify

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "verify/report.h"

namespace verify::test {

/// A report as a screening gives it: every verdict, a click path, declared and fetched evidence.
Report sample_report();

/// The same with `payload` in every place that comes from the outside.
Report hostile_report(std::string_view payload);

/// Payloads that try to leave their place: markup, scripts, terminal escapes, bidi and zero-width
/// tricks, bytes that are not UTF-8.
std::span<const std::string_view> hostile_payloads();

}  // namespace verify::test

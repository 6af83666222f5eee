#pragma once

#include <string>
#include <string_view>

#include "verify/error.h"

namespace verify {

/// What every JSON text of ours is held to before it is read: applications, packs, configurations,
/// bodies of requests. Pure; safe from any thread.

/// Refuses what is not one JSON value (RFC 8259) and what two readers could understand differently:
/// a key given twice in one object, a NUL byte after the value, containers nested deeper than 64
/// levels, a number beyond any double. The error has `file` and, where the fault has one, the line.
/// As long as the text is: bounding it is up to the caller.
Result<void> check_json(std::string_view text, const std::string& file);

/// The 1-based line on which the value at `pointer` (RFC 6901) begins in text that check_json()
/// takes; where there is none, the line on which what it should be in ends.
int json_line_of(std::string_view text, std::string_view pointer);

}  // namespace verify

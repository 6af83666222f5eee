#pragma once

#include <string_view>

namespace verify::test {

/// Whether a text may be shown anywhere: valid UTF-8, and nothing in it but line ends acts on a
/// terminal or on the text around it (controls, bidi overrides and isolates, zero-width characters,
/// line separators, tags). Written apart from the renderer's own list.
bool is_quiet(std::string_view text);

}  // namespace verify::test

#pragma once

#include <cstdint>

#include "page/dom.h"

namespace verify {

/// What a page says it is, to search engines, social networks or its own style sheet.
enum class StatedKind : std::uint8_t { nothing, article, page };

StatedKind stated_kind(const Dom& dom);

}  // namespace verify

#pragma once

#include <string_view>

namespace verify {

/// What the words around a written date say it is.
enum class DateLabel { none, published, modified, copyright, other };

/// The label nearest before a date, or in languages that put it there right after it. `before` and
/// `after` are the text around the date; only their nearest 64 and 24 bytes are read.
DateLabel label_of_date(std::string_view before, std::string_view after);

}  // namespace verify

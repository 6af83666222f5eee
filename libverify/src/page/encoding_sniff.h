#pragma once

#include <string_view>

#include "page/encoding_table.h"

namespace verify {

/// The encoding named by the charset parameter of a Content-Type header (MIME Sniffing, parsing a
/// MIME type); null when there is none.
const Encoding* encoding_of_content_type(std::string_view content_type);

/// The encoding a page names in its first bytes (HTML, "prescan a byte stream to determine its
/// encoding"); null when it names none. Give at most the first 1024 bytes.
const Encoding* prescan_encoding(std::string_view head);

}  // namespace verify

#pragma once

#include <string>
#include <string_view>

#include "daemon/api/http.h"

namespace verify::daemon {

/// A strong entity tag: equal for equal bytes only.
std::string etag_of(std::string_view bytes);

/// Makes a 200 with an ETag a 304 where the client has that already (RFC 9110 section 13.1.2).
void not_modified(const HttpRequest& request, HttpResponse& response);

}  // namespace verify::daemon

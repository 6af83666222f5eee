#pragma once

#include <optional>
#include <string_view>

#include "daemon/api/router.h"

namespace verify::daemon {

/// Whose request it is. Throws Problem: 401 without a token that holds, 403 where its role is not
/// enough. The store knows tokens by their SHA-256 only, so that how long a look-up takes tells
/// nothing of a token: who guesses cannot choose the digests.
std::optional<Token> authenticate(const HttpRequest& head, Access access, Store& store,
                                  Instant now);

/// Whether it has neither expired nor been revoked.
bool holds(const Token& token, Instant now);

/// The token in "Bearer TOKEN" (RFC 6750 section 2.1); nothing where it is none.
std::optional<std::string_view> bearer_token(std::string_view authorization);

}  // namespace verify::daemon

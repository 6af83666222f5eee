#pragma once

#include <string>
#include <string_view>

#include "verify/document.h"
#include "verify/evidence.h"

namespace verify {

/// Why a page that is not ok() could not be read, as a programme manager says it: "the server
/// answered 403 (forbidden)". Follows "could not be read: ". What the network said is added where
/// it tells more than the words do: an address, a port, the part of a certificate.
std::string unread_words(const Page& page);

/// The same of a page that was answered, and shows something else than its content; empty for
/// SoftAnswer::none.
std::string_view unread_words(SoftAnswer answer);

}  // namespace verify

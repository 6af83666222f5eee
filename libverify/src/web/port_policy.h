#pragma once

#include <cstdint>

namespace verify {

/// Whether a web page may be asked for at this port: 80, 443 and what is not privileged, without
/// the ports of other protocols, so that no link makes us talk to a mail server or a database.
bool port_allowed(std::uint16_t port);

}  // namespace verify

#include "web/port_policy.h"

#include <algorithm>
#include <array>

namespace verify {
namespace {

// Above 1023: the "bad ports" of the Fetch standard (https://fetch.spec.whatwg.org/#port-blocking)
// and databases, caches and remote shells that read lines and could take a request for commands.
constexpr std::array<std::uint16_t, 33> kOtherProtocols = {
    1433, 1521, 1719, 1720, 1723, 2049, 2181, 3306, 3389,  3659,  4045,
    4190, 5060, 5061, 5432, 5672, 5900, 5985, 6000, 6379,  6566,  6665,
    6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 10080, 11211, 27017};
static_assert(std::ranges::is_sorted(kOtherProtocols));

}  // namespace

bool port_allowed(std::uint16_t port) {
  if (port < 1024) return port == 80 || port == 443;
  return !std::ranges::binary_search(kOtherProtocols, port);
}

}  // namespace verify

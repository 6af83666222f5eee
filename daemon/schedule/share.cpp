#include "daemon/schedule/share.h"

#include <cstdint>

namespace verify::daemon {
namespace {

// FNV-1a, and the finaliser of MurmurHash3: std::hash may differ between builds.
class Hash {
 public:
  void add(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3ull; }
  std::uint64_t mixed() const {
    std::uint64_t h = value_;
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdull;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53ull;
    return h ^ (h >> 33);
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ull;
};

}  // namespace

Duration share_of(std::string_view partner, Instant due, Duration span) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(span).count();
  if (seconds < 1) return Duration::zero();
  Hash hash;
  for (const char c : partner) hash.add(static_cast<unsigned char>(c));
  const auto moment = static_cast<std::uint64_t>(due.time_since_epoch().count());
  for (int shift = 0; shift < 64; shift += 8) hash.add((moment >> shift) & 0xff);
  return std::chrono::seconds(hash.mixed() % static_cast<std::uint64_t>(seconds));
}

}  // namespace verify::daemon

#include "daemon/notify/uuid.h"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

#include "daemon/base/hex.h"

namespace verify::daemon {

std::string random_uuid() {
  std::array<unsigned char, 16> bytes;
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the machine has no random numbers");
  // RFC 9562, section 5.4: version and variant.
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string out = hex(bytes);
  for (const std::size_t at : {8, 13, 18, 23}) out.insert(at, "-");
  return out;
}

}  // namespace verify::daemon

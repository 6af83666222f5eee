#include "base/uuid.h"

#include "base/digest.h"

namespace verify {
namespace {

// RFC 9562, section 6.6: the name space of URLs.
constexpr std::string_view kUrlSpace(
    "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);

// Steps 2 to 6 of section 5.5: the hash's first 16 bytes with version and variant set.
std::string hashed(std::string_view space, std::string_view name) {
  std::string bytes = sha1_raw(std::string(space).append(name)).substr(0, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x50);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  return bytes;
}

}  // namespace

std::string name_uuid(std::string_view space, std::string_view name) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : hashed(space, name)) {
    if (out.size() == 8 || out.size() == 13 || out.size() == 18 || out.size() == 23) out += '-';
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[c & 15];
  }
  return out;
}

std::string name_uuid(std::string_view name) {
  static const std::string kOwnSpace = hashed(kUrlSpace, "urn:libverify");
  return name_uuid(kOwnSpace, name);
}

}  // namespace verify

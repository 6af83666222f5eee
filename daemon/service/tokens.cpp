#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <iostream>

#include "daemon/base/json_reader.h"
#include "daemon/service/commands.h"
#include "daemon/service/with_store.h"
#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

std::string hex(std::span<const unsigned char> bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return hex({digest.data(), size});
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text == safe_text(text);
}

std::string when(const std::optional<Instant>& time) {
  return time ? verify::to_string(*time) : "-";
}

}  // namespace

int add_token(const Settings& settings, const std::string& name, const std::string& role,
              const std::string& expires) {
  const auto parsed_role = parse_role(role);
  if (!parsed_role) return refuse("--role " + role + ": expected viewer, operator or admin");
  if (!is_name(name)) return refuse("a token's name has 1 to 64 bytes without control characters");
  const auto life = expires.empty() ? std::optional<Duration>() : parse_duration(expires);
  if (!expires.empty() && !life)
    return refuse("--expires " + expires + ": expected a duration such as 90d");
  std::array<unsigned char, 32> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    return trouble("no random numbers to be had");
  const std::string text = "vfy_" + hex(random);
  return with_store(settings, [&](Store& store) {
    const Instant now = system_clock().now();
    const bool added =
        store.add_token({.name = name,
                         .role = *parsed_role,
                         .sha256 = sha256(text),
                         .created_at = now,
                         .expires_at = life ? std::optional(now + *life) : std::nullopt});
    if (!added) return refuse("there is or was a token with this name: take another one");
    std::cout << text << "\n";
    return 0;
  });
}

int list_tokens(const Settings& settings) {
  return with_store(settings, [](Store& store) {
    for (const Token& token : store.tokens())
      std::cout << safe_text(token.name) << "\t" << to_string(token.role) << "\tmade "
                << verify::to_string(token.created_at) << "\texpires " << when(token.expires_at)
                << "\trevoked " << when(token.revoked_at) << "\n";
    return 0;
  });
}

int revoke_token(const Settings& settings, const std::string& name) {
  return with_store(settings, [&](Store& store) {
    if (!store.revoke_token(name, system_clock().now()))
      return refuse("there is no token with this name that is not revoked");
    return 0;
  });
}

}  // namespace verify::daemon

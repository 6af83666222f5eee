#include "daemon/api/auth.h"

#include <openssl/crypto.h>

#include <algorithm>

#include "daemon/base/digest.h"

namespace verify::daemon {
namespace {

constexpr std::size_t kLongestToken = 512;

bool is_token_character(unsigned char c) {
  return std::isalnum(c) != 0 ||
         std::string_view("-._~+/=").find(static_cast<char>(c)) != std::string_view::npos;
}

Problem unauthorized(const std::string& detail, const std::string& error) {
  std::string challenge = "Bearer realm=\"verifyd\"";
  if (!error.empty()) challenge += ", error=\"" + error + "\"";
  return {.status = 401,
          .code = "unauthorized",
          .detail = detail,
          .fields = {{"WWW-Authenticate", challenge}}};
}

Role role_for(Access access) {
  if (access == Access::admin) return Role::admin;
  return access == Access::operator_ ? Role::operator_ : Role::viewer;
}

}  // namespace

bool holds(const Token& token, Instant now) {
  if (token.revoked_at && *token.revoked_at <= now) return false;
  return !token.expires_at || now < *token.expires_at;
}

std::optional<std::string_view> bearer_token(std::string_view authorization) {
  static constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size() ||
      !equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme))
    return std::nullopt;
  const std::size_t start = authorization.find_first_not_of(' ', kScheme.size());
  if (start == std::string_view::npos) return std::nullopt;
  authorization.remove_prefix(start);
  if (authorization.size() > kLongestToken ||
      !std::all_of(authorization.begin(), authorization.end(), is_token_character))
    return std::nullopt;
  return authorization;
}

std::optional<Token> authenticate(const HttpRequest& head, Access access, Store& store,
                                  Instant now) {
  if (access == Access::open) return std::nullopt;
  const std::string_view sent = head.field("Authorization");
  if (sent.empty()) throw unauthorized("a token is needed: Authorization: Bearer TOKEN", "");
  const auto secret = bearer_token(sent);
  if (!secret) throw unauthorized("Authorization is not 'Bearer TOKEN'", "invalid_request");
  const std::string digest = sha256_hex(*secret);
  auto token = store.token_by_sha256(digest);
  if (!token || token->sha256.size() != digest.size() ||
      CRYPTO_memcmp(token->sha256.data(), digest.data(), digest.size()) != 0 || !holds(*token, now))
    throw unauthorized("the token is unknown, has expired or was revoked", "invalid_token");
  if (token->role < role_for(access))
    throw Problem{
        .status = 403,
        .code = "forbidden",
        .detail = "this needs the role " + std::string(to_string(role_for(access))) +
                  "; the token has " + std::string(to_string(token->role)),
        .fields = {{"WWW-Authenticate", "Bearer realm=\"verifyd\", error=\"insufficient_scope\""}}};
  return token;
}

}  // namespace verify::daemon

#include "verify/fetch_fault.h"

#include <algorithm>
#include <array>

#include "verify/fetch.h"

namespace verify {
namespace {

struct Row {
  std::string_view name;
  FetchStatus status;
};

// In the order of the enumeration.
constexpr std::array<Row, 39> kRows{{
    {"", FetchStatus::ok},
    {"name_not_found", FetchStatus::unreachable},
    {"name_lookup_failed", FetchStatus::unreachable},
    {"connection_refused", FetchStatus::unreachable},
    {"no_route", FetchStatus::unreachable},
    {"connection_reset", FetchStatus::unreachable},
    {"connection_closed", FetchStatus::unreachable},
    {"not_http", FetchStatus::unreachable},
    {"cut_short", FetchStatus::unreachable},
    {"damaged", FetchStatus::unreachable},
    {"connect_time", FetchStatus::timed_out},
    {"first_byte_time", FetchStatus::timed_out},
    {"stalled", FetchStatus::timed_out},
    {"total_time", FetchStatus::timed_out},
    {"certificate_expired", FetchStatus::tls_error},
    {"certificate_not_yet_valid", FetchStatus::tls_error},
    {"certificate_wrong_host", FetchStatus::tls_error},
    {"certificate_self_signed", FetchStatus::tls_error},
    {"certificate_untrusted", FetchStatus::tls_error},
    {"certificate_chain_incomplete", FetchStatus::tls_error},
    {"certificate_revoked", FetchStatus::tls_error},
    {"certificate_invalid", FetchStatus::tls_error},
    {"tls_handshake", FetchStatus::tls_error},
    {"header_too_large", FetchStatus::too_large},
    {"body_too_large", FetchStatus::too_large},
    {"redirect_circle", FetchStatus::redirect_loop},
    {"too_many_redirects", FetchStatus::redirect_loop},
    {"redirect_nowhere", FetchStatus::redirect_loop},
    {"address_not_public", FetchStatus::refused_by_policy},
    {"port_not_for_web", FetchStatus::refused_by_policy},
    {"scheme_not_http", FetchStatus::refused_by_policy},
    {"credentials_in_url", FetchStatus::refused_by_policy},
    {"url_too_long", FetchStatus::refused_by_policy},
    {"retry_later", FetchStatus::http_error},
    {"file_encrypted", FetchStatus::unreadable_file},
    {"file_without_text", FetchStatus::unreadable_file},
    {"file_damaged", FetchStatus::unreadable_file},
    {"file_over_limits", FetchStatus::unreadable_file},
    {"file_reader_failed", FetchStatus::unreadable_file},
}};
static_assert(kRows.size() == static_cast<std::size_t>(FetchFault::file_reader_failed) + 1);

}  // namespace

FetchStatus status_of(FetchFault fault) {
  return kRows[static_cast<std::size_t>(fault)].status;
}

std::string_view to_string(FetchFault fault) {
  return kRows[static_cast<std::size_t>(fault)].name;
}

bool parse_fetch_fault(std::string_view text, FetchFault& fault) {
  const auto found = std::ranges::find(kRows, text, &Row::name);
  if (found == kRows.end()) return false;
  fault = static_cast<FetchFault>(found - kRows.begin());
  return true;
}

}  // namespace verify

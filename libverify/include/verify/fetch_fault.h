#pragma once

#include <string_view>

namespace verify {

enum class FetchStatus;

/// Which fault it was behind a FetchStatus that is not ok. Each belongs to one status and has a
/// reason code of its own (docs/reasons.md): "the certificate has expired" is put right by somebody
/// else than "no such name".
enum class FetchFault {
  none,  ///< the status says all there is to say
  // unreachable
  name_not_found,      ///< DNS: there is no such name, or it has no address
  name_lookup_failed,  ///< DNS: the name server failed, or did not answer in time
  connection_refused,
  no_route,
  connection_reset,   ///< before an answer was complete
  connection_closed,  ///< before an answer
  not_http,           ///< what came is no HTTP
  cut_short,          ///< the connection ended before the body did
  damaged,            ///< the body's chunks or its compression are broken
  // timed_out
  connect_time,     ///< no connection; the TLS handshake included
  first_byte_time,  ///< connected, and not a byte of an answer
  stalled,          ///< silence in the middle of an answer
  total_time,       ///< slow, and never done
  // tls_error
  certificate_expired,
  certificate_not_yet_valid,
  certificate_wrong_host,
  certificate_self_signed,
  certificate_untrusted,         ///< the chain ends at an authority that is not trusted
  certificate_chain_incomplete,  ///< the issuer is unknown: mostly a missing intermediate
  certificate_revoked,
  certificate_invalid,  ///< any other fault of a certificate
  tls_handshake,
  // too_large
  header_too_large,
  body_too_large,  ///< on the wire, announced or once unpacked
  // redirect_loop
  redirect_circle,
  too_many_redirects,
  redirect_nowhere,  ///< no Location, two different ones, or one that is no address
  // refused_by_policy
  address_not_public,
  port_not_for_web,
  scheme_not_http,
  credentials_in_url,
  url_too_long,
  // http_error
  retry_later,  ///< 429 or 503, and the server wants to be left alone for longer than is waited
  // unreadable_file
  file_encrypted,      ///< a password is needed to open it
  file_without_text,   ///< scanned: its pages are pictures
  file_damaged,        ///< broken, or not what it says it is
  file_over_limits,    ///< reading it takes more time or memory than is given to one file
  file_reader_failed,  ///< the program that reads such files could not be started
};

/// The status a fault belongs to; ok for `none`.
FetchStatus status_of(FetchFault fault);

std::string_view to_string(FetchFault fault);  ///< "certificate_expired"; empty for `none`
bool parse_fetch_fault(std::string_view text, FetchFault& fault);

}  // namespace verify

#include "judge/unread.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "evidence/unread_words.h"

namespace verify {
namespace {

struct FaultCode {
  FetchFault fault;
  std::string_view code;
  Verdict verdict = Verdict::blocked;
};

// One code for each fault: each is put right in another place.
constexpr FaultCode kFaults[] = {
    {FetchFault::name_not_found, "page-name-not-found"},
    {FetchFault::name_lookup_failed, "page-name-lookup-failed"},
    {FetchFault::connection_refused, "page-connection-refused"},
    {FetchFault::no_route, "page-no-connection"},
    {FetchFault::connection_reset, "page-connection-reset"},
    {FetchFault::connection_closed, "page-connection-closed"},
    {FetchFault::not_http, "page-not-http"},
    {FetchFault::cut_short, "page-cut-short"},
    {FetchFault::damaged, "page-damaged"},
    {FetchFault::connect_time, "page-connect-timed-out"},
    {FetchFault::first_byte_time, "page-no-answer-in-time"},
    {FetchFault::stalled, "page-stalled"},
    {FetchFault::total_time, "page-too-slow"},
    {FetchFault::certificate_expired, "page-certificate-expired"},
    {FetchFault::certificate_not_yet_valid, "page-certificate-not-yet-valid"},
    {FetchFault::certificate_wrong_host, "page-certificate-wrong-host"},
    {FetchFault::certificate_self_signed, "page-certificate-self-signed"},
    {FetchFault::certificate_untrusted, "page-certificate-untrusted"},
    {FetchFault::certificate_chain_incomplete, "page-certificate-chain-incomplete"},
    {FetchFault::certificate_revoked, "page-certificate-revoked"},
    {FetchFault::certificate_invalid, "page-certificate-invalid"},
    {FetchFault::tls_handshake, "page-tls-handshake"},
    {FetchFault::header_too_large, "page-header-too-large"},
    {FetchFault::redirect_circle, "page-redirect-loop"},
    {FetchFault::too_many_redirects, "page-too-many-redirects"},
    {FetchFault::redirect_nowhere, "page-redirect-nowhere"},
    {FetchFault::address_not_public, "page-address-not-public"},
    {FetchFault::port_not_for_web, "page-port-refused"},
    {FetchFault::scheme_not_http, "page-scheme-refused"},
    {FetchFault::credentials_in_url, "page-credentials-refused"},
    {FetchFault::url_too_long, "page-address-too-long"},
    {FetchFault::retry_later, "page-retry-later"},
    // What is there and was not read is for a person to open.
    {FetchFault::file_encrypted, "page-file-encrypted", Verdict::needs_review},
    {FetchFault::file_without_text, "page-file-without-text", Verdict::needs_review},
    {FetchFault::file_damaged, "page-file-damaged", Verdict::needs_review},
    {FetchFault::file_over_limits, "page-file-over-limits", Verdict::needs_review},
    {FetchFault::file_reader_failed, "page-file-not-read", Verdict::needs_review},
};

bool is_gone(int http_status) {
  return http_status == 404 || http_status == 410;
}

std::string_view code_of(int http_status) {
  if (is_gone(http_status)) return "page-not-found";
  if (http_status == 401 || http_status == 407) return "page-needs-login";
  if (http_status == 403) return "page-forbidden";
  if (http_status == 429) return "page-rate-limited";
  if (http_status == 451) return "page-legally-withheld";
  return http_status >= 500 ? "page-server-error" : "page-http-error";
}

FaultCode code_of(const Page& page) {
  const auto* const known = std::ranges::find(kFaults, page.fault, &FaultCode::fault);
  if (known != std::end(kFaults)) return *known;
  switch (page.status) {
    case FetchStatus::http_error:
      return {page.fault, code_of(page.http_status),
              is_gone(page.http_status) ? Verdict::not_met : Verdict::blocked};
    case FetchStatus::redirect_loop:
      return {page.fault, "page-redirect-loop"};
    case FetchStatus::unreachable:
      return {page.fault, "page-unreachable"};
    case FetchStatus::timed_out:
      return {page.fault, "page-timed-out"};
    case FetchStatus::tls_error:
      return {page.fault, "page-tls-error"};
    case FetchStatus::too_large:
      return {page.fault, "page-too-large"};
    case FetchStatus::unsupported_type:
      return {page.fault, "page-unsupported-type", Verdict::needs_review};
    case FetchStatus::refused_by_robots:
      return {page.fault, "page-refused-by-robots"};
    case FetchStatus::refused_by_policy:
      return {page.fault, "page-refused-by-policy"};
    case FetchStatus::bot_wall:
      return {page.fault, "page-bot-wall"};
    case FetchStatus::unreadable_file:
    case FetchStatus::ok:
      break;
  }
  return {page.fault, "page-unclear", Verdict::needs_review};
}

FaultCode code_of(SoftAnswer answer) {
  constexpr auto kNone = FetchFault::none;
  switch (answer) {
    case SoftAnswer::not_found:
      return {kNone, "page-soft-not-found", Verdict::not_met};
    case SoftAnswer::parked:
      return {kNone, "page-parked", Verdict::not_met};
    case SoftAnswer::login_wall:
      return {kNone, "page-needs-login"};
    case SoftAnswer::consent_wall:
      return {kNone, "page-consent-wall"};
    case SoftAnswer::bot_wall:
      return {kNone, "page-bot-wall"};
    case SoftAnswer::script_shell:
      return {kNone, "page-script-only"};
    case SoftAnswer::empty:
      return {kNone, "page-empty"};
    case SoftAnswer::too_complex:
      return {kNone, "page-too-complex", Verdict::needs_review};
    case SoftAnswer::catch_all:
      return {kNone, "page-same-for-any-address", Verdict::needs_review};
    case SoftAnswer::none:
      break;
  }
  return {kNone, "page-unclear", Verdict::needs_review};
}

}  // namespace

Unread unread_reason(const Evidence& evidence, const Page& page) {
  const Document* document = page.ok() ? evidence.document(page) : nullptr;
  if (document != nullptr) {
    const FaultCode code = code_of(document->soft_answer);
    const std::string_view words = unread_words(document->soft_answer);
    return {code.verdict, std::string(code.code),
            std::string(words.empty() ? "the page could not be judged" : words)};
  }
  if (page.ok())
    return {Verdict::needs_review, "page-unsupported-type",
            "it is not a web page (" + page.content_type + ")"};
  const FaultCode code = code_of(page);
  return {code.verdict, std::string(code.code), unread_words(page)};
}

}  // namespace verify

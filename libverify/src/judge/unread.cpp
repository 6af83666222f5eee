#include "judge/unread.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace verify {
namespace {

struct FaultWords {
  FetchFault fault;
  std::string_view code;
  std::string_view because;
  Verdict verdict = Verdict::blocked;
};

// One code for each fault: each is put right in another place.
constexpr FaultWords kFaults[] = {
    {FetchFault::name_not_found, "page-name-not-found",
     "there is no website under this name (the name is not in the DNS)"},
    {FetchFault::name_lookup_failed, "page-name-lookup-failed",
     "the name of the website could not be looked up (its name server did not answer)"},
    {FetchFault::connection_refused, "page-connection-refused",
     "the server refuses connections: nothing is listening there"},
    {FetchFault::no_route, "page-no-connection", "no connection to the server could be made"},
    {FetchFault::connection_reset, "page-connection-reset",
     "the server broke off the connection before it had answered"},
    {FetchFault::connection_closed, "page-connection-closed",
     "the server closed the connection without an answer"},
    {FetchFault::not_http, "page-not-http", "what the server sent is not an answer of a website"},
    {FetchFault::cut_short, "page-cut-short", "the connection ended in the middle of the page"},
    {FetchFault::damaged, "page-damaged",
     "the page arrived damaged: its compression or its framing is broken"},
    {FetchFault::connect_time, "page-connect-timed-out",
     "the server did not take a connection in time"},
    {FetchFault::first_byte_time, "page-no-answer-in-time",
     "the server took the request and did not begin to answer in time"},
    {FetchFault::stalled, "page-stalled", "the server fell silent in the middle of its answer"},
    {FetchFault::total_time, "page-too-slow", "the answer came too slowly to be read in time"},
    {FetchFault::certificate_expired, "page-certificate-expired",
     "the website's certificate has expired"},
    {FetchFault::certificate_not_yet_valid, "page-certificate-not-yet-valid",
     "the website's certificate is not valid yet"},
    {FetchFault::certificate_wrong_host, "page-certificate-wrong-host",
     "the certificate shown belongs to another website"},
    {FetchFault::certificate_self_signed, "page-certificate-self-signed",
     "the website signed its certificate itself, which nobody can trust"},
    {FetchFault::certificate_untrusted, "page-certificate-untrusted",
     "the certificate comes from an authority that browsers do not trust"},
    {FetchFault::certificate_chain_incomplete, "page-certificate-chain-incomplete",
     "the server does not send the certificates that connect its own to a trusted authority"},
    {FetchFault::certificate_revoked, "page-certificate-revoked",
     "the website's certificate has been revoked"},
    {FetchFault::certificate_invalid, "page-certificate-invalid",
     "the website's certificate is faulty"},
    {FetchFault::tls_handshake, "page-tls-handshake",
     "no secure connection could be agreed on with the server"},
    {FetchFault::header_too_large, "page-header-too-large",
     "the header of the answer is larger than what is read"},
    {FetchFault::redirect_circle, "page-redirect-loop", "its redirects go round in a circle"},
    {FetchFault::too_many_redirects, "page-too-many-redirects",
     "it redirects more often than is followed"},
    {FetchFault::redirect_nowhere, "page-redirect-nowhere",
     "it redirects without saying plainly where to"},
    {FetchFault::address_not_public, "page-address-not-public",
     "its name leads to an address that is not on the public internet"},
    {FetchFault::port_not_for_web, "page-port-refused", "it is on a port that websites do not use"},
    {FetchFault::scheme_not_http, "page-scheme-refused",
     "it leads to something that is not a web address"},
    {FetchFault::credentials_in_url, "page-credentials-refused",
     "the address carries a user name or password, which is never sent"},
    {FetchFault::url_too_long, "page-address-too-long",
     "it leads to an address that is longer than any that is asked for"},
    {FetchFault::retry_later, "page-retry-later",
     "the server is busy and asks to come back later than this search can wait"},
    // What is there and was not read is for a person to open.
    {FetchFault::file_encrypted, "page-file-encrypted", "it is a PDF that asks for a password",
     Verdict::needs_review},
    {FetchFault::file_without_text, "page-file-without-text",
     "it is a PDF without text: its pages are scanned or drawn as pictures", Verdict::needs_review},
    {FetchFault::file_damaged, "page-file-damaged",
     "it is a PDF that could not be opened: the file is damaged, or not what its name says",
     Verdict::needs_review},
    {FetchFault::file_over_limits, "page-file-over-limits",
     "it is a PDF that takes more time or memory to read than is given to one file",
     Verdict::needs_review},
    {FetchFault::file_reader_failed, "page-file-not-read",
     "it is a PDF, and the program that reads PDFs could not be started here",
     Verdict::needs_review},
};

Unread of_http_error(const Page& page) {
  const std::string answer = "the server answered " + std::to_string(page.http_status);
  if (page.http_status == 404 || page.http_status == 410)
    return {Verdict::not_met, "page-not-found", answer + " (not found)"};
  if (page.http_status == 401 || page.http_status == 407)
    return {Verdict::blocked, "page-needs-login", answer + " (log-in required)"};
  if (page.http_status == 403) return {Verdict::blocked, "page-forbidden", answer + " (forbidden)"};
  if (page.http_status == 429)
    return {Verdict::blocked, "page-rate-limited", answer + " (too many requests)"};
  if (page.http_status == 451)
    return {Verdict::blocked, "page-legally-withheld", answer + " (withheld for legal reasons)"};
  if (page.http_status >= 500)
    return {Verdict::blocked, "page-server-error", answer + " (an error of the server)"};
  return {Verdict::blocked, "page-http-error", answer};
}

Unread of_soft_answer(const Document& document) {
  switch (document.soft_answer) {
    case SoftAnswer::not_found:
      return {Verdict::not_met, "page-soft-not-found",
              "the page says that there is nothing under this address"};
    case SoftAnswer::parked:
      return {Verdict::not_met, "page-parked", "the domain is parked"};
    case SoftAnswer::login_wall:
      return {Verdict::blocked, "page-needs-login", "the page asks to log in"};
    case SoftAnswer::consent_wall:
      return {Verdict::blocked, "page-consent-wall", "the page asks for consent first"};
    case SoftAnswer::bot_wall:
      return {Verdict::blocked, "page-bot-wall", "the page is a challenge for robots"};
    case SoftAnswer::script_shell:
      return {Verdict::blocked, "page-script-only",
              "the page has no content until its scripts have run"};
    case SoftAnswer::empty:
      return {Verdict::blocked, "page-empty", "the page has no text"};
    case SoftAnswer::too_complex:
      return {Verdict::needs_review, "page-too-complex",
              "it has more elements, text, links or style rules than are read of a page"};
    case SoftAnswer::catch_all:
      return {Verdict::needs_review, "page-same-for-any-address",
              "the server shows the same page under addresses that do not exist"};
    case SoftAnswer::none:
      break;
  }
  return {Verdict::needs_review, "page-unclear", "the page could not be judged"};
}

Unread of_status(const Page& page) {
  switch (page.status) {
    case FetchStatus::http_error:
      return of_http_error(page);
    case FetchStatus::redirect_loop:
      return {Verdict::blocked, "page-redirect-loop", "its redirects lead nowhere"};
    case FetchStatus::unreachable:
      return {Verdict::blocked, "page-unreachable", "the server could not be reached"};
    case FetchStatus::timed_out:
      return {Verdict::blocked, "page-timed-out", "the server did not answer in time"};
    case FetchStatus::tls_error:
      return {Verdict::blocked, "page-tls-error", "the secure connection could not be trusted"};
    case FetchStatus::too_large:
      return {Verdict::blocked, "page-too-large", "the answer is larger than what is read"};
    case FetchStatus::unsupported_type:
      return {Verdict::needs_review, "page-unsupported-type",
              "it is not a web page (" + page.content_type + ")"};
    case FetchStatus::refused_by_robots:
      return {Verdict::blocked, "page-refused-by-robots",
              "the site's robots.txt does not allow it to be read"};
    case FetchStatus::refused_by_policy:
      return {Verdict::blocked, "page-refused-by-policy",
              "the address is not one that may be connected to"};
    case FetchStatus::bot_wall:
      return {Verdict::blocked, "page-bot-wall", "the server answered with a challenge for robots"};
    case FetchStatus::unreadable_file:
    case FetchStatus::ok:
      break;
  }
  return {Verdict::needs_review, "page-unclear", "the page could not be judged"};
}

}  // namespace

Unread unread_reason(const Evidence& evidence, const Page& page) {
  const auto* const words = std::ranges::find(kFaults, page.fault, &FaultWords::fault);
  if (words != std::end(kFaults))
    return {words->verdict, std::string(words->code), std::string(words->because)};
  if (!page.ok()) return of_status(page);
  const Document* document = evidence.document(page);
  if (document == nullptr)
    return {Verdict::needs_review, "page-unsupported-type",
            "it is not a web page (" + page.content_type + ")"};
  return of_soft_answer(*document);
}

}  // namespace verify

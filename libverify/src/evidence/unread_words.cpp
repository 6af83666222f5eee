#include "evidence/unread_words.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace verify {
namespace {

// What the network says of a fault beside them: the same in its own words, or more.
enum class Detail { same, more };

struct FaultWords {
  FetchFault fault;
  std::string_view words;
  Detail detail = Detail::same;
};

constexpr FaultWords kFaults[] = {
    {FetchFault::name_not_found,
     "there is no website under this name (the name is not in the DNS)"},
    {FetchFault::name_lookup_failed,
     "the name of the website could not be looked up (its name server did not answer)"},
    {FetchFault::connection_refused, "the server refuses connections: nothing is listening there"},
    {FetchFault::no_route, "no connection to the server could be made", Detail::more},
    {FetchFault::connection_reset, "the server broke off the connection before it had answered"},
    {FetchFault::connection_closed, "the server closed the connection without an answer"},
    {FetchFault::not_http, "what the server sent is not an answer of a website", Detail::more},
    {FetchFault::cut_short, "the connection ended in the middle of the page"},
    {FetchFault::damaged, "the page arrived damaged: its compression or its framing is broken",
     Detail::more},
    {FetchFault::connect_time, "the server did not take a connection in time"},
    {FetchFault::first_byte_time,
     "the server took the request and did not begin to answer in time"},
    {FetchFault::stalled, "the server fell silent in the middle of its answer"},
    {FetchFault::total_time, "the answer came too slowly to be read in time"},
    {FetchFault::certificate_expired, "the website's certificate has expired"},
    {FetchFault::certificate_not_yet_valid, "the website's certificate is not valid yet"},
    {FetchFault::certificate_wrong_host, "the certificate shown belongs to another website"},
    {FetchFault::certificate_self_signed,
     "the website signed its certificate itself, which nobody can trust"},
    {FetchFault::certificate_untrusted,
     "the certificate comes from an authority that browsers do not trust"},
    {FetchFault::certificate_chain_incomplete,
     "the server does not send the certificates that connect its own to a trusted authority"},
    {FetchFault::certificate_revoked, "the website's certificate has been revoked"},
    {FetchFault::certificate_invalid, "the website's certificate is faulty", Detail::more},
    {FetchFault::tls_handshake, "no secure connection could be agreed on with the server",
     Detail::more},
    {FetchFault::header_too_large, "the header of the answer is larger than what is read"},
    {FetchFault::redirect_circle, "its redirects go round in a circle", Detail::more},
    {FetchFault::too_many_redirects, "it redirects more often than is followed", Detail::more},
    {FetchFault::redirect_nowhere, "it redirects without saying plainly where to", Detail::more},
    {FetchFault::address_not_public,
     "its name leads to an address that is not on the public internet", Detail::more},
    {FetchFault::port_not_for_web, "it is on a port that websites do not use", Detail::more},
    {FetchFault::scheme_not_http, "it leads to something that is not a web address"},
    {FetchFault::credentials_in_url,
     "the address carries a user name or password, which is never sent"},
    {FetchFault::url_too_long, "it leads to an address that is longer than any that is asked for"},
    {FetchFault::retry_later,
     "the server is busy and asks to come back later than this search can wait"},
    {FetchFault::file_encrypted, "it is a PDF that asks for a password"},
    {FetchFault::file_without_text,
     "it is a PDF without text: its pages are scanned or drawn as pictures"},
    {FetchFault::file_damaged,
     "it is a PDF that could not be opened: the file is damaged, or not what its name says",
     Detail::more},
    {FetchFault::file_over_limits,
     "it is a PDF that takes more time or memory to read than is given to one file", Detail::more},
    {FetchFault::file_reader_failed,
     "it is a PDF, and the program that reads PDFs could not be started here", Detail::more},
    {FetchFault::body_too_large, "the answer is larger than what is read"},
};

std::string of_http_status(int status) {
  const std::string answer = "the server answered " + std::to_string(status);
  switch (status) {
    case 404:
    case 410:
      return answer + " (not found)";
    case 401:
    case 407:
      return answer + " (log-in required)";
    case 403:
      return answer + " (forbidden)";
    case 429:
      return answer + " (too many requests)";
    case 451:
      return answer + " (withheld for legal reasons)";
    default:
      return status >= 500 ? answer + " (an error of the server)" : answer;
  }
}

FaultWords of_status(FetchStatus status) {
  constexpr auto kNone = FetchFault::none;
  switch (status) {
    case FetchStatus::redirect_loop:
      return {kNone, "its redirects lead nowhere", Detail::more};
    case FetchStatus::unreachable:
      return {kNone, "the server could not be reached", Detail::more};
    case FetchStatus::timed_out:
      return {kNone, "the server did not answer in time", Detail::more};
    case FetchStatus::tls_error:
      return {kNone, "the secure connection could not be trusted", Detail::more};
    case FetchStatus::too_large:
      return {kNone, "the answer is larger than what is read"};
    case FetchStatus::refused_by_robots:
      return {kNone, "the site's robots.txt does not allow it to be read", Detail::more};
    case FetchStatus::refused_by_policy:
      return {kNone, "the address is not one that may be connected to", Detail::more};
    case FetchStatus::bot_wall:
      return {kNone, "the server answered with a challenge for robots"};
    case FetchStatus::http_error:
    case FetchStatus::unsupported_type:
    case FetchStatus::unreadable_file:
    case FetchStatus::ok:
      break;
  }
  return {kNone, "the page could not be judged", Detail::more};
}

// The page's own server was not asked for it: what it is about failed before, with its rules.
constexpr std::string_view kOfRobots = "robots.txt: ";

}  // namespace

std::string unread_words(const Page& page) {
  if (page.status == FetchStatus::unsupported_type)
    return "it is not a web page (" + page.content_type + ")";
  const auto* known = std::ranges::find(kFaults, page.fault, &FaultWords::fault);
  const bool has_fault = known != std::end(kFaults);
  if (!has_fault && page.status == FetchStatus::http_error) return of_http_status(page.http_status);
  const FaultWords words = has_fault ? *known : of_status(page.status);
  std::string_view detail = page.detail;
  const bool of_robots = detail.starts_with(kOfRobots);
  if (of_robots) detail.remove_prefix(kOfRobots.size());
  std::string text(words.words);
  if (of_robots) text += ", already when its robots.txt was asked for";
  if (words.detail == Detail::more && !detail.empty()) text += " – " + std::string(detail);
  return text;
}

std::string_view unread_words(SoftAnswer answer) {
  switch (answer) {
    case SoftAnswer::not_found:
      return "the page says that there is nothing under this address";
    case SoftAnswer::parked:
      return "the domain is parked";
    case SoftAnswer::login_wall:
      return "the page asks to log in";
    case SoftAnswer::consent_wall:
      return "the page asks for consent first";
    case SoftAnswer::bot_wall:
      return "the page is a challenge for robots";
    case SoftAnswer::script_shell:
      return "the page has no content until its scripts have run";
    case SoftAnswer::empty:
      return "the page has no text";
    case SoftAnswer::too_complex:
      return "it has more elements, text, links or style rules than are read of a page";
    case SoftAnswer::catch_all:
      return "the server shows the same page under addresses that do not exist";
    case SoftAnswer::none:
      break;
  }
  return {};
}

}  // namespace verify

#pragma once

#include <optional>
#include <string>

#include "verify/fetch.h"
#include "verify/page_scan.h"

namespace verify {

/// What a last hop says about a page, beyond what happened on the wire: a challenge instead of the
/// page, a media type that is not read.
struct PageAnswer {
  FetchStatus status = FetchStatus::ok;
  std::string detail;
  bool is_html = false;
};
PageAnswer judge_answer(const Exchange& exchange);

/// Where a redirect leads: nothing for an answer that is none.
struct Redirect {
  std::optional<Url> target;                        ///< nothing: a redirect to nowhere
  FetchStatus status = FetchStatus::redirect_loop;  ///< why, without a target
  std::string detail;
};
std::optional<Redirect> redirect_of(const Exchange& exchange);
/// A page that is nothing but a <meta refresh> to another one.
std::optional<Redirect> client_redirect(const PageScan& scan, const Url& page);

/// How long a server asks to be left alone (Retry-After, RFC 9110 section 10.2.3, in both forms).
std::optional<Duration> retry_after(const Exchange& exchange);

/// Whether the same request may well succeed a little later.
bool may_heal(const Exchange& exchange);

}  // namespace verify

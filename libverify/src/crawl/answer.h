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
  FetchFault fault = FetchFault::none;
  std::string detail;
  bool is_html = false;
  bool is_file = false;  ///< ok, and one to be read by a FileReader

  static PageAnswer of(FetchFault fault, std::string detail) {
    return {status_of(fault), fault, std::move(detail), false};
  }
};
PageAnswer judge_answer(const Exchange& exchange);

/// Where a redirect leads: nothing for an answer that is none.
struct Redirect {
  std::optional<Url> target;                        ///< nothing: a redirect to nowhere
  FetchFault fault = FetchFault::redirect_nowhere;  ///< why, without a target
  std::string detail;
};
std::optional<Redirect> redirect_of(const Exchange& exchange);
/// A page that is nothing but a <meta refresh> to another one.
std::optional<Redirect> client_redirect(const PageScan& scan, const Url& page);

}  // namespace verify

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/api/http.h"
#include "verify/error.h"

namespace verify::daemon {

/// What a request is refused with, as problem details (RFC 9457). Handlers throw it; the fence
/// around each request makes it an answer.
struct Problem {
  int status = 400;
  std::string code;  ///< "unknown-parameter": the type is urn:libverify:problem:CODE
  std::string detail;
  struct Item {
    std::string pointer;    ///< into the body, where it is about the body
    std::string parameter;  ///< of the query, where it is about the query
    std::string detail;
  };
  std::vector<Item> items;
  HttpFields fields;  ///< Allow, WWW-Authenticate, Retry-After …
};

HttpResponse problem_response(const Problem& problem);

Problem not_found(std::string detail);
Problem bad_parameter(const std::string& parameter, const std::string& detail);
/// All of them, in the body's order.
Problem bad_body(const std::vector<Error>& errors);
Problem bad_body(const std::string& pointer, const std::string& detail);

/// The words of RFC 9110 for a status.
std::string_view reason_phrase(int status);

}  // namespace verify::daemon

#pragma once

#include <string>
#include <string_view>

#include "verify/fetch.h"

namespace verify {

/// What is known when libcurl gives up on a transfer.
struct CurlFailure {
  int code = 0;                ///< CURLcode
  long os_error = 0;           ///< errno of a connect that failed; 0 when unknown
  long tls_verify_result = 0;  ///< X509_V_…; 0 when the chain was good, 1 when never looked at
  std::string_view message;    ///< libcurl's own words
  bool head_complete = false;  ///< the header of the answer had arrived
};

struct FailureReason {
  FetchFault fault;
  std::string detail;
};

/// Which of the world's faults it was.
FailureReason reason_of(const CurlFailure& failure);

}  // namespace verify

#include "verify/fetch_fault.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include "verify/fetch.h"
#include "web/curl_error.h"

using namespace verify;

TEST_CASE("every fault has a name that reads back, and a status it belongs to", "[web]") {
  for (int i = 0; i <= static_cast<int>(FetchFault::retry_later); ++i) {
    const auto fault = static_cast<FetchFault>(i);
    FetchFault back = FetchFault::stalled;
    REQUIRE(parse_fetch_fault(to_string(fault), back));
    CHECK(back == fault);
    CHECK((status_of(fault) == FetchStatus::ok) == (fault == FetchFault::none));
  }
  FetchFault untouched = FetchFault::stalled;
  CHECK_FALSE(parse_fetch_fault("bad luck", untouched));
  CHECK(untouched == FetchFault::stalled);
}

TEST_CASE("each fault of a certificate is told apart", "[web]") {
  struct Row {
    int code;
    long verified;
    std::string_view fault;
  };
  const Row rows[] = {
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED, "certificate_expired"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID, "certificate_not_yet_valid"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
       "certificate_self_signed"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
       "certificate_untrusted"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
       "certificate_chain_incomplete"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
       "certificate_chain_incomplete"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_REVOKED, "certificate_revoked"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_INVALID_PURPOSE, "certificate_invalid"},
      // The name is compared before libcurl takes over what the chain's verification said.
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNSPECIFIED, "certificate_wrong_host"},
      {CURLE_PEER_FAILED_VERIFICATION, X509_V_OK, "certificate_wrong_host"},
      {CURLE_SSL_CONNECT_ERROR, X509_V_ERR_UNSPECIFIED, "tls_handshake"},
      {CURLE_SSL_CONNECT_ERROR, X509_V_ERR_CERT_HAS_EXPIRED, "certificate_expired"},
  };
  for (const Row& row : rows) {
    INFO(row.code << " " << row.verified);
    const FailureReason reason = reason_of({.code = row.code, .tls_verify_result = row.verified});
    CHECK(to_string(reason.fault) == row.fault);
    CHECK(status_of(reason.fault) == FetchStatus::tls_error);
    CHECK_FALSE(reason.detail.empty());
  }
}

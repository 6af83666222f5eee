#include "web/curl_error.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <cerrno>

namespace verify {
namespace {

bool says(std::string_view message, std::string_view words) {
  return message.find(words) != std::string_view::npos;
}

FailureReason certificate_reason(const CurlFailure& failure) {
  switch (failure.tls_verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return {FetchFault::certificate_expired, "certificate has expired"};
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return {FetchFault::certificate_not_yet_valid, "certificate is not yet valid"};
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return {FetchFault::certificate_self_signed, "certificate is self-signed"};
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return {FetchFault::certificate_untrusted,
              "certificate chain ends at an authority that is not trusted"};
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return {FetchFault::certificate_chain_incomplete,
              "certificate issuer is unknown, or an intermediate certificate is missing"};
    case X509_V_ERR_CERT_REVOKED:
      return {FetchFault::certificate_revoked, "certificate has been revoked"};
    // The chain is good, and what libcurl looks at before it says so is the name.
    case X509_V_OK:
    case X509_V_ERR_UNSPECIFIED:
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return {FetchFault::certificate_wrong_host, "certificate is for another host"};
    default:
      break;
  }
  return {FetchFault::certificate_invalid,
          std::string("certificate: ") + X509_verify_cert_error_string(failure.tls_verify_result)};
}

FailureReason handshake_reason(const CurlFailure& failure) {
  // libcurl starts from "unspecified", before any certificate has been seen.
  if (failure.tls_verify_result > X509_V_ERR_UNSPECIFIED) return certificate_reason(failure);
  if (says(failure.message, "wrong version number") || says(failure.message, "packet length"))
    return {FetchFault::tls_handshake, "TLS handshake failed: the server does not speak TLS"};
  return {FetchFault::tls_handshake, "TLS handshake failed: " + std::string(failure.message)};
}

FailureReason receive_reason(const CurlFailure& failure) {
  if (says(failure.message, "Too large response headers"))
    return {FetchFault::header_too_large, "response header is too large"};
  if (says(failure.message, "chunk"))
    return {FetchFault::damaged, "the chunks of the body are malformed"};
  if (failure.head_complete)
    return {FetchFault::cut_short, "connection closed before the body was complete"};
  return {FetchFault::connection_reset, "connection reset before an answer"};
}

FailureReason connect_reason(const CurlFailure& failure) {
  switch (failure.os_error) {
    case ECONNREFUSED:
      return {FetchFault::connection_refused, "connection refused"};
    case ECONNRESET:
      return {FetchFault::connection_reset, "connection reset before an answer"};
    case ENETUNREACH:
    case EHOSTUNREACH:
      return {FetchFault::no_route, "no route to the host"};
    default:
      break;
  }
  return {FetchFault::no_route, "could not connect"};
}

}  // namespace

FailureReason reason_of(const CurlFailure& failure) {
  switch (static_cast<CURLcode>(failure.code)) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {FetchFault::name_not_found, "no such name"};
    case CURLE_COULDNT_CONNECT:
      return connect_reason(failure);
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificate_reason(failure);
    case CURLE_SSL_CONNECT_ERROR:
      return handshake_reason(failure);
    case CURLE_SSL_CACERT_BADFILE:
      return {FetchFault::tls_handshake, "the file of trusted certificates cannot be read"};
    case CURLE_FILESIZE_EXCEEDED:
      return {FetchFault::body_too_large, "the announced length is over the limit"};
    // libcurl's own limits on one header line, which it calls memory.
    case CURLE_OUT_OF_MEMORY:
      return {FetchFault::header_too_large, "response header is too large"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {FetchFault::not_http, "the answer is not HTTP"};
    case CURLE_GOT_NOTHING:
      return {FetchFault::connection_closed, "connection closed before an answer"};
    case CURLE_PARTIAL_FILE:
      return {FetchFault::cut_short, "connection closed before the body was complete"};
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return receive_reason(failure);
    case CURLE_URL_MALFORMAT:
      return {FetchFault::not_http, "the network library does not accept this URL"};
    default:
      break;
  }
  return {FetchFault::not_http, failure.message.empty()
                                    ? curl_easy_strerror(static_cast<CURLcode>(failure.code))
                                    : std::string(failure.message)};
}

}  // namespace verify

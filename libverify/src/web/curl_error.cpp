#include "web/curl_error.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <cerrno>

namespace verify {
namespace {

bool says(std::string_view message, std::string_view words) {
  return message.find(words) != std::string_view::npos;
}

std::string certificate_detail(const CurlFailure& failure) {
  switch (failure.tls_verify_result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "certificate has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "certificate is not yet valid";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "certificate is self-signed";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return "certificate chain ends at an authority that is not trusted";
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "certificate issuer is unknown, or an intermediate certificate is missing";
    case X509_V_ERR_CERT_REVOKED:
      return "certificate has been revoked";
    // The chain is good: what is left is the name.
    case X509_V_OK:
      return "certificate is for another host";
    default:
      break;
  }
  return std::string("certificate: ") + X509_verify_cert_error_string(failure.tls_verify_result);
}

FailureReason handshake_reason(const CurlFailure& failure) {
  // libcurl starts from "unspecified", before any certificate has been seen.
  if (failure.tls_verify_result > X509_V_ERR_UNSPECIFIED)
    return {FetchStatus::tls_error, certificate_detail(failure)};
  if (says(failure.message, "wrong version number") || says(failure.message, "packet length"))
    return {FetchStatus::tls_error, "TLS handshake failed: the server does not speak TLS"};
  return {FetchStatus::tls_error, "TLS handshake failed: " + std::string(failure.message)};
}

FailureReason receive_reason(const CurlFailure& failure) {
  if (says(failure.message, "Too large response headers"))
    return {FetchStatus::too_large, "response header is too large"};
  if (says(failure.message, "chunk"))
    return {FetchStatus::unreachable, "the chunks of the body are malformed"};
  if (failure.head_complete)
    return {FetchStatus::unreachable, "connection closed before the body was complete"};
  return {FetchStatus::unreachable, "connection reset before an answer"};
}

FailureReason connect_reason(const CurlFailure& failure) {
  switch (failure.os_error) {
    case ECONNREFUSED:
      return {FetchStatus::unreachable, "connection refused"};
    case ECONNRESET:
      return {FetchStatus::unreachable, "connection reset before an answer"};
    case ENETUNREACH:
    case EHOSTUNREACH:
      return {FetchStatus::unreachable, "no route to the host"};
    default:
      break;
  }
  return {FetchStatus::unreachable, "could not connect"};
}

}  // namespace

FailureReason reason_of(const CurlFailure& failure) {
  switch (static_cast<CURLcode>(failure.code)) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {FetchStatus::unreachable, "no such name"};
    case CURLE_COULDNT_CONNECT:
      return connect_reason(failure);
    case CURLE_PEER_FAILED_VERIFICATION:
      return {FetchStatus::tls_error, certificate_detail(failure)};
    case CURLE_SSL_CONNECT_ERROR:
      return handshake_reason(failure);
    case CURLE_SSL_CACERT_BADFILE:
      return {FetchStatus::tls_error, "the file of trusted certificates cannot be read"};
    case CURLE_FILESIZE_EXCEEDED:
      return {FetchStatus::too_large, "the announced length is over the limit"};
    // libcurl's own limits on one header line, which it calls memory.
    case CURLE_OUT_OF_MEMORY:
      return {FetchStatus::too_large, "response header is too large"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {FetchStatus::unreachable, "the answer is not HTTP"};
    case CURLE_GOT_NOTHING:
      return {FetchStatus::unreachable, "connection closed before an answer"};
    case CURLE_PARTIAL_FILE:
      return {FetchStatus::unreachable, "connection closed before the body was complete"};
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return receive_reason(failure);
    case CURLE_URL_MALFORMAT:
      return {FetchStatus::unreachable, "the network library does not accept this URL"};
    default:
      break;
  }
  return {FetchStatus::unreachable, failure.message.empty()
                                        ? curl_easy_strerror(static_cast<CURLcode>(failure.code))
                                        : std::string(failure.message)};
}

}  // namespace verify

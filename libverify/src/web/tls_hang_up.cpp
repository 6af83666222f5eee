#include "web/tls_hang_up.h"

#include <curl/curl.h>
#include <openssl/ssl.h>

namespace verify {

void hang_up_tls(void* easy) {
  curl_tlssessioninfo* session = nullptr;
  const CURLcode found = curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session);
  if (found != CURLE_OK || session == nullptr || session->internals == nullptr ||
      session->backend != CURLSSLBACKEND_OPENSSL)
    return;
  SSL_set_shutdown(static_cast<SSL*>(session->internals),
                   SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

}  // namespace verify

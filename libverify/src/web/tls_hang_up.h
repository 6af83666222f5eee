#pragma once

namespace verify {

/// Ends the TLS of the connection that a libcurl easy handle uses, as if the server had said
/// goodbye: OpenSSL reads no further record of it. May be called from any of the handle's
/// callbacks, also from within OpenSSL. Nothing where there is no TLS.
void hang_up_tls(void* easy);

}  // namespace verify

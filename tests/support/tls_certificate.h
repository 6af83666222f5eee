#pragma once

#include <string>

namespace verify::test {

/// A key and a certificate of its own making for one host, both PEM.
struct TlsCertificate {
  std::string certificate, private_key;
};
TlsCertificate make_tls_certificate(const std::string& host);

}  // namespace verify::test

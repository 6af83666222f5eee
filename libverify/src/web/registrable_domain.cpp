#include <libpsl.h>

#include "verify/address.h"
#include "verify/url.h"

namespace verify {

std::string registrable_domain(std::string_view host) {
  std::string name(host);
  // To the list "1.2.3.4" would be a name under the unknown suffix "4".
  if (host.starts_with('[') || IpAddress::parse(host)) return name;
  const psl_ctx_t* list = psl_builtin();
  if (list == nullptr) return name;
  const char* domain = psl_registrable_domain(list, name.c_str());
  return domain != nullptr ? domain : name;
}

bool same_site(const Url& a, const Url& b) {
  return a.hostname() == b.hostname() ||
         registrable_domain(a.hostname()) == registrable_domain(b.hostname());
}

}  // namespace verify

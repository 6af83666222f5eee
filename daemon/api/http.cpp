#include "daemon/api/http.h"

#include <algorithm>

namespace verify::daemon {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string_view find(const HttpFields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view HttpRequest::field(std::string_view name) const {
  return find(fields, name);
}

std::size_t HttpRequest::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [&](const auto& f) {
    return equal_ignoring_case(f.first, name);
  }));
}

std::string_view HttpResponse::field(std::string_view name) const {
  return find(fields, name);
}

std::optional<HttpFault> head_fault(const HttpRequest& head) {
  // RFC 9112 section 3.2: a server must refuse a 1.1 request without exactly one Host.
  if (head.count("Host") > 1 || (head.version == 11 && head.count("Host") == 0))
    return HttpFault{400, "exactly one Host field is needed"};
  const std::string_view coding = head.field("Transfer-Encoding");
  if (!coding.empty()) {
    // RFC 9112 section 6.1: what could be read in two ways is not read at all.
    if (head.version == 10 || head.count("Content-Length") > 0)
      return HttpFault{400, "Transfer-Encoding is not allowed here"};
    if (head.count("Transfer-Encoding") > 1 || !equal_ignoring_case(coding, "chunked"))
      return HttpFault{501, "no transfer coding but chunked is known"};
  }
  if (head.count("Authorization") > 1 || head.count("Content-Type") > 1)
    return HttpFault{400, "a field occurs twice that may occur once"};
  const std::string_view expect = head.field("Expect");
  if (!expect.empty() && !equal_ignoring_case(expect, "100-continue"))
    return HttpFault{417, "no expectation but 100-continue is known"};
  return std::nullopt;
}

}  // namespace verify::daemon

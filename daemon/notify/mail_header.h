#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/settings.h"
#include "daemon/store/records.h"

namespace verify::daemon {

/// An address with the name before it: "Verification <verify@example.com>", or without one.
struct Mailbox {
  std::string name;  ///< UTF-8; may be empty
  std::string address;

  /// Nothing where the address is none: one '@' with printable ASCII on both sides (RFC 5321).
  static std::optional<Mailbox> parse(std::string_view text);
  std::string domain() const { return address.substr(address.rfind('@') + 1); }
};

/// Any text as the value of an unstructured header: as it is where it is plain, else as encoded
/// words (RFC 2047) on folded lines. No line break or control character of it survives.
std::string header_text(std::string_view text);

/// RFC 5322 date in UTC: "Sun, 01 Mar 2026 12:00:00 +0000".
std::string mail_date(Instant instant);

/// The header of the mail that carries a delivery, a line an entry, without those that say how the
/// body is coded. Date and Message-ID are the delivery's: the same over all tries.
std::vector<std::string> mail_header(const Mailbox& from, const std::vector<Mailbox>& to,
                                     const Delivery& delivery);

}  // namespace verify::daemon

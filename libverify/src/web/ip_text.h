#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace verify {

using Ipv6Pieces = std::array<std::uint16_t, 8>;

/// The URL standard's IPv6 parser (section 3.5), which is RFC 4291 text without a zone.
std::optional<Ipv6Pieces> parse_ipv6(std::string_view text);
/// RFC 5952 without the dotted form: lower case, the longest run of zeros as "::".
std::string serialize_ipv6(const Ipv6Pieces& pieces);

/// "ends in a number checker": whether a domain is to be read as an IPv4 address.
bool ends_in_number(std::string_view host);
/// The URL standard's IPv4 parser: decimal, octal and hexadecimal, one to four parts.
std::optional<std::uint32_t> parse_ipv4_spelling(std::string_view host);
/// Four decimal octets without leading zeros, and nothing else.
std::optional<std::uint32_t> parse_dotted_quad(std::string_view text);
std::string serialize_ipv4(std::uint32_t address);

}  // namespace verify

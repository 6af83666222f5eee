#include <algorithm>
#include <charconv>

#include "web/ip_text.h"
#include "web/percent_encode.h"

namespace verify {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "IPv4 number parser". Values that cannot be an address saturate.
std::optional<std::uint64_t> parse_number(std::string_view part) {
  if (part.empty()) return std::nullopt;
  int radix = 10;
  if (part.size() >= 2 && part[0] == '0' && (part[1] == 'x' || part[1] == 'X')) {
    part.remove_prefix(2);
    radix = 16;
  } else if (part.size() >= 2 && part[0] == '0') {
    part.remove_prefix(1);
    radix = 8;
  }
  std::uint64_t value = 0;
  for (const char c : part) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value = std::min<std::uint64_t>(value * radix + digit, std::uint64_t{1} << 32);
  }
  return value;
}

std::string_view without_final_dot(std::string_view host) {
  if (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
  return host;
}

}  // namespace

bool ends_in_number(std::string_view host) {
  host = without_final_dot(host);
  const std::string_view last = host.substr(host.rfind('.') + 1);  // npos + 1 == 0
  return all_digits(last) || parse_number(last).has_value();
}

std::optional<std::uint32_t> parse_ipv4_spelling(std::string_view host) {
  host = without_final_dot(host);
  std::uint64_t address = 0;
  for (int index = 0; index < 4; ++index) {
    const std::size_t dot = host.find('.');
    const auto number = parse_number(host.substr(0, dot));
    if (!number) return std::nullopt;
    if (dot == std::string_view::npos) {
      // The last part fills what is left of the 32 bits.
      const int bits = 32 - 8 * index;
      if (*number >= std::uint64_t{1} << bits) return std::nullopt;
      return static_cast<std::uint32_t>(address << bits | *number);
    }
    if (*number > 255) return std::nullopt;
    address = address << 8 | *number;
    host.remove_prefix(dot + 1);
  }
  return std::nullopt;  // more than four parts
}

std::optional<std::uint32_t> parse_dotted_quad(std::string_view text) {
  std::uint32_t address = 0;
  for (int index = 0; index < 4; ++index) {
    const std::string_view part = text.substr(0, index < 3 ? text.find('.') : text.size());
    if (!all_digits(part) || part.size() > 3 || (part.size() > 1 && part[0] == '0'))
      return std::nullopt;
    std::uint32_t octet = 0;
    std::from_chars(part.data(), part.data() + part.size(), octet);
    if (octet > 255) return std::nullopt;
    address = address << 8 | octet;
    if (index < 3 && part.size() == text.size()) return std::nullopt;
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  return address;
}

std::string serialize_ipv4(std::uint32_t address) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string(address >> shift & 255);
    if (shift != 0) out += '.';
  }
  return out;
}

}  // namespace verify

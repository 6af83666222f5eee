#include "verify/address.h"

#include <algorithm>
#include <charconv>

#include "web/ip_text.h"

namespace verify {
namespace {

IpAddress from_ipv4(std::uint32_t value) {
  IpAddress address;
  for (int i = 0; i < 4; ++i) address.bytes[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
  return address;
}

IpAddress from_ipv6(const Ipv6Pieces& pieces) {
  IpAddress address{.v6 = true};
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>(pieces[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>(pieces[i]);
  }
  return address;
}

std::vector<Cidr> ranges(std::initializer_list<std::string_view> texts) {
  std::vector<Cidr> out;
  for (const std::string_view text : texts) out.push_back(Cidr::parse(text).value());
  return out;
}

// IANA IPv4 Special-Purpose Address Registry: what is not globally reachable, and what only
// answers for somebody else (AS112, AMT, 6to4 relays). Multicast and class E come from RFC 5771 and
// RFC 1112.
const std::vector<Cidr>& blocked_ipv4() {
  static const std::vector<Cidr> kRanges = ranges({
      "0.0.0.0/8",        "10.0.0.0/8",     "100.64.0.0/10",   "127.0.0.0/8",     "169.254.0.0/16",
      "172.16.0.0/12",    "192.0.0.0/24",   "192.0.2.0/24",    "192.31.196.0/24", "192.52.193.0/24",
      "192.88.99.0/24",   "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",   "198.51.100.0/24",
      "203.0.113.0/24",   "224.0.0.0/4",    "240.0.0.0/4",
      "168.63.129.16/32",  // public by its number, but a cloud's host agent inside that cloud
  });
  return kRanges;
}

// IANA IPv6 Special-Purpose Address Registry, as far as it lies in the global unicast 2000::/3:
// protocol assignments with Teredo and ORCHID, documentation, 6to4, AS112.
const std::vector<Cidr>& blocked_ipv6() {
  static const std::vector<Cidr> kRanges =
      ranges({"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"});
  return kRanges;
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size();
}

bool any_contains(const std::vector<Cidr>& list, const IpAddress& address) {
  return std::ranges::any_of(list, [&](const Cidr& cidr) { return cidr.contains(address); });
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_ipv6(text).transform(from_ipv6);
  return parse_dotted_quad(text).transform(from_ipv4);
}

std::string IpAddress::to_string() const {
  const auto pair = [&](std::size_t i) { return bytes[i] << 8 | bytes[i + 1]; };
  if (!v6)
    return serialize_ipv4(static_cast<std::uint32_t>(pair(0)) << 16 |
                          static_cast<std::uint32_t>(pair(2)));
  Ipv6Pieces pieces{};
  for (std::size_t i = 0; i < pieces.size(); ++i)
    pieces[i] = static_cast<std::uint16_t>(pair(2 * i));
  return serialize_ipv6(pieces);
}

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto base = IpAddress::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  const int bits = base->v6 ? 128 : 32;
  if (slash == std::string_view::npos) return Cidr{*base, bits};
  const std::string_view number = text.substr(slash + 1);
  int prefix = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), prefix);
  const bool whole = error == std::errc() && end == number.data() + number.size();
  if (!whole || prefix < 0 || prefix > bits || number[0] == '-') return std::nullopt;
  return Cidr{*base, prefix};
}

std::optional<OpenRange> OpenRange::parse(std::string_view text) {
  // The colon before the ports is the last one; inside an IPv6 address brackets tell them apart.
  const bool brackets = text.starts_with('[');
  const std::size_t close = brackets ? text.find(']') : 0;
  if (close == std::string_view::npos) return std::nullopt;
  const std::size_t colon = text.find(':', close);
  const bool bare_v6 = !brackets && colon != std::string_view::npos &&
                       text.find(':', colon + 1) != std::string_view::npos;
  std::string range(bare_v6 ? text : text.substr(0, colon));
  std::erase_if(range, [](char c) { return c == '[' || c == ']'; });
  const auto cidr = Cidr::parse(range);
  if (!cidr || (brackets && !cidr->base.v6)) return std::nullopt;
  OpenRange out(*cidr);
  if (bare_v6 || colon == std::string_view::npos) return out;
  const std::string_view ports = text.substr(colon + 1);
  const std::size_t dash = ports.find('-');
  if (!parse_port(ports.substr(0, dash), out.first_port)) return std::nullopt;
  out.last_port = out.first_port;
  if (dash != std::string_view::npos && !parse_port(ports.substr(dash + 1), out.last_port))
    return std::nullopt;
  return out.first_port <= out.last_port ? std::optional(out) : std::nullopt;
}

bool Cidr::contains(const IpAddress& address) const {
  if (address.v6 != base.v6) return false;
  const auto whole = static_cast<std::size_t>(prefix / 8);
  if (!std::equal(base.bytes.begin(), base.bytes.begin() + whole, address.bytes.begin()))
    return false;
  const int rest = prefix % 8;
  return rest == 0 || (base.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

bool is_public(const IpAddress& address) {
  if (!address.v6) return !any_contains(blocked_ipv4(), address);
  // Every form that carries an IPv4 address is refused whatever it carries: mapped, compatible and
  // NAT64 lie outside 2000::/3, 6to4 and Teredo are in the list. No public site needs them.
  static const Cidr kGlobalUnicast = Cidr::parse("2000::/3").value();
  return kGlobalUnicast.contains(address) && !any_contains(blocked_ipv6(), address);
}

bool is_public_name(std::string_view hostname) {
  if (hostname.ends_with('.')) hostname.remove_suffix(1);
  // A single label is resolved by the machine's own search list.
  const std::size_t dot = hostname.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  // RFC 6761 and its registry, RFC 8375, ICANN's .internal, and what clusters use inside.
  static constexpr std::array<std::string_view, 14> kInside = {
      "localhost", "localdomain", "local", "internal", "intranet", "private", "corp",
      "home",      "lan",         "svc",   "onion",    "test",     "invalid", "alt"};
  const std::string_view top = hostname.substr(dot + 1);
  return std::ranges::find(kInside, top) == kInside.end() && !hostname.ends_with(".home.arpa");
}

bool AddressGuard::permits(const IpAddress& address, std::uint16_t port) const {
  return is_public(address) || std::ranges::any_of(allowed_, [&](const OpenRange& each) {
           return each.contains(address, port);
         });
}

bool AddressGuard::permits_name(std::string_view hostname, std::uint16_t port) const {
  return is_public_name(hostname) || std::ranges::any_of(allowed_, [&](const OpenRange& each) {
           return port >= each.first_port && port <= each.last_port;
         });
}

}  // namespace verify

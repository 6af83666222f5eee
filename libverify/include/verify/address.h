#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// An IPv4 or IPv6 address as a value. IPv4-mapped IPv6 addresses are kept as IPv6.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};  ///< network order; IPv4 uses the first four
  bool v6 = false;

  /// Dotted quad or RFC 4291 text, no brackets, no zone.
  static std::optional<IpAddress> parse(std::string_view text);
  std::string to_string() const;
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// A range of addresses: "127.0.0.0/8", "::1/128", or a single address.
struct Cidr {
  IpAddress base;
  int prefix = 0;  ///< 0…32 or 0…128

  static std::optional<Cidr> parse(std::string_view text);
  bool contains(const IpAddress& address) const;
};

/// What is opened although it is not public, for tests and intranets: "127.0.0.0/8",
/// "10.1.0.0/16:8000-8099", "127.0.0.1:8080", "[::1]:8080".
struct OpenRange {
  Cidr addresses;
  std::uint16_t first_port = 0;
  std::uint16_t last_port = 65535;

  OpenRange(Cidr range) : addresses(range) {}  // every port of it
  static std::optional<OpenRange> parse(std::string_view text);
  bool contains(const IpAddress& address, std::uint16_t port) const {
    return port >= first_port && port <= last_port && addresses.contains(address);
  }
};

/// Whether an address is one anybody on the Internet may be asked at: not loopback, private, link
/// local, carrier NAT, documentation, benchmarking, multicast or reserved (IANA special-purpose
/// registries, RFC 6890), nor an IPv6 form that carries such an IPv4 address (mapped, compatible,
/// 6to4, Teredo, NAT64).
bool is_public(const IpAddress& address);

/// Whether a host name, lower case as in Url::hostname, can belong to the public DNS: not a single
/// label and not under a name kept for machines and private networks ("localhost", "x.local",
/// "metadata.google.internal").
bool is_public_name(std::string_view hostname);

/// The one door to the network: says which addresses may be connected to. Immutable once built;
/// safe to share between threads.
class AddressGuard {
 public:
  AddressGuard() = default;
  explicit AddressGuard(std::vector<OpenRange> allowed) : allowed_(std::move(allowed)) {}
  bool permits(const IpAddress& address, std::uint16_t port) const;
  /// Whether a name may be asked for at all: a public one, or any once a range has been opened on
  /// that port. What it resolves to still has to pass `permits`.
  bool permits_name(std::string_view hostname, std::uint16_t port) const;

 private:
  std::vector<OpenRange> allowed_;
};

}  // namespace verify

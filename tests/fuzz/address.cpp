#include "verify/address.h"

#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "verify/fetch.h"

namespace verify::fuzz {
namespace {

constexpr std::uint16_t kPort = 443;

void check_address(std::string_view text) {
  const auto address = IpAddress::parse(text);
  if (!address) return;
  const auto again = IpAddress::parse(address->to_string());
  require(again == address, "an address is read again from what it is written as");
  require(again->to_string() == address->to_string(), "an address is written one way");
  const Cidr self{*address, address->v6 ? 128 : 32};
  require(self.contains(*address), "a range holds its base");
  const AddressGuard guard, open({self});
  require(guard.permits(*address, kPort) == is_public(*address),
          "the guard lets in what is public");
  require(open.permits(*address, kPort), "the guard lets in what was opened");
}

void check_range(std::string_view text) {
  const auto range = Cidr::parse(text);
  if (!range) return;
  require(range->prefix >= 0 && range->prefix <= (range->base.v6 ? 128 : 32),
          "a prefix is as long as an address at most");
  require(range->contains(range->base), "a range holds its base");
}

void check_open_range(std::string_view text) {
  const auto range = OpenRange::parse(text);
  if (!range) return;
  require(range->first_port <= range->last_port, "ports go up");
  require(range->contains(range->addresses.base, range->last_port), "a range holds its base");
}

void check_connect_to(std::string_view text) {
  const auto rule = FetcherOptions::ConnectTo::parse(text);
  if (!rule) return;
  require(rule->host.size() + rule->to_host.size() <= text.size(), "a rule holds what was given");
}

}  // namespace

/// Addresses, ranges, names and --connect-to rules, one a line.
void address(std::string_view input) {
  for (Input lines(input); !lines.empty();) {
    const Exact line(lines.line());
    check_address(line);
    check_range(line);
    check_open_range(line);
    check_connect_to(line);
    is_public_name(line);
  }
}

}  // namespace verify::fuzz

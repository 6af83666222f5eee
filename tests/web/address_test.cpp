#include "verify/address.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/shared_data.h"
#include "verify/url.h"

namespace verify::test {
namespace {

// What a crawler does with a host as written in a link: the Url gives its one spelling, a literal
// goes to the guard as an address, a name as a name.
bool would_ask(const std::string& written, const AddressGuard& guard) {
  const bool ipv6 = written.find(':') != std::string::npos;
  const auto url = Url::parse(ipv6 ? "http://[" + written + "]/" : "http://" + written + "/");
  if (!url) return false;
  std::string_view host = url->hostname();
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto address = IpAddress::parse(host);
  return address ? guard.permits(*address, 443) : guard.permits_name(host, 443);
}

}  // namespace

TEST_CASE("the address guard agrees with every address and spelling", "[web]") {
  if (!shared_has("conformance/ip_cases.jsonl")) return;
  std::ifstream in(shared_folder() / "conformance/ip_cases.jsonl");
  const AddressGuard guard;
  int cases = 0;
  for (std::string line; std::getline(in, line); ++cases) {
    const auto row = nlohmann::json::parse(line);
    const auto literal = row["literal"].get<std::string>();
    const bool allow = row["expect"].get<std::string>() == "allow";
    INFO(line);
    CHECK(would_ask(literal, guard) == allow);
    if (row["form"].get<std::string>() != "literal") continue;
    const auto address = IpAddress::parse(literal);
    CHECK((address && guard.permits(*address, 443)) == allow);
  }
  CHECK(cases == 222);
}

TEST_CASE("addresses are read and written", "[web]") {
  struct Row {
    std::string_view text, written;  // "" when it is no address
  };
  const auto row = GENERATE(values<Row>({
      {"192.168.0.1", "192.168.0.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"1.2.3", ""},
      {"1.2.3.4.5", ""},
      {"1.2.3.04", ""},
      {"256.1.1.1", ""},
      {"1.2.3.", ""},
      {"", ""},
      {"::", "::"},
      {"1::", "1::"},
      {"2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
      {"::ffff:1.2.3.4", "::ffff:102:304"},
      {"1:2:3:4:5:6:7", ""},
      {"1:2:3:4:5:6:7:8:9", ""},
      {"1:2:3:4:5:6:7:1.2.3.4", ""},
      {"1::2::3", ""},
      {":1", ""},
      {"1:", ""},
      {"12345::", ""},
      {"::1%lo", ""},
      {"[::1]", ""},
  }));
  INFO(row.text);
  const auto address = IpAddress::parse(row.text);
  CHECK((address ? address->to_string() : "") == row.written);
}

TEST_CASE("a range holds the addresses under its prefix", "[web]") {
  const auto holds = [](std::string_view range, std::string_view address) {
    return Cidr::parse(range).value().contains(IpAddress::parse(address).value());
  };
  CHECK(holds("127.0.0.0/8", "127.255.1.2"));
  CHECK_FALSE(holds("127.0.0.0/8", "128.0.0.0"));
  CHECK(holds("10.1.2.128/25", "10.1.2.129"));
  CHECK_FALSE(holds("10.1.2.128/25", "10.1.2.127"));
  CHECK(holds("10.1.2.3", "10.1.2.3"));
  CHECK_FALSE(holds("10.1.2.3", "10.1.2.4"));
  CHECK(holds("0.0.0.0/0", "8.8.8.8"));
  CHECK_FALSE(holds("0.0.0.0/0", "::1"));
  CHECK(holds("::1/128", "::1"));
  CHECK(holds("fc00::/7", "fdff::1"));
  for (const std::string_view bad : {"", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1",
                                     "10.0.0.0/8x", "10.0.0/8", "localhost"})
    CHECK_FALSE(Cidr::parse(bad));
}

TEST_CASE("an opened range is permitted and nothing else", "[web]") {
  const AddressGuard guard({Cidr::parse("127.0.0.0/8").value()});
  CHECK(guard.permits(*IpAddress::parse("127.0.0.1"), 80));
  CHECK(guard.permits(*IpAddress::parse("8.8.8.8"), 80));
  CHECK_FALSE(guard.permits(*IpAddress::parse("10.0.0.1"), 80));
  CHECK_FALSE(guard.permits(*IpAddress::parse("::ffff:127.0.0.1"), 80));
  CHECK(guard.permits_name("localhost", 80));
  CHECK(AddressGuard().permits_name("www.example.com", 80));
  CHECK_FALSE(AddressGuard().permits_name("printer", 80));
}

TEST_CASE("a range may be opened for some ports only", "[web]") {
  struct Row {
    std::string_view range, address;
    std::uint16_t port;
    bool open;
  };
  const Row rows[] = {
      {"127.0.0.0/8", "127.1.2.3", 1, true},
      {"127.0.0.1:8080", "127.0.0.1", 8080, true},
      {"127.0.0.1:8080", "127.0.0.1", 8081, false},
      {"127.0.0.1:8080", "127.0.0.2", 8080, false},
      {"10.0.0.0/8:8000-8099", "10.9.8.7", 8099, true},
      {"10.0.0.0/8:8000-8099", "10.9.8.7", 8100, false},
      {"::1", "::1", 9, true},
      {"fc00::/7", "fd00::1", 9, true},
      {"[::1]:8080", "::1", 8080, true},
      {"[::1]:8080", "::1", 80, false},
      {"[fc00::]/7:8080", "fd00::1", 8080, true},
  };
  for (const Row& row : rows) {
    INFO(row.range << " " << row.address << " " << row.port);
    const AddressGuard guard({OpenRange::parse(row.range).value()});
    CHECK(guard.permits(*IpAddress::parse(row.address), row.port) == row.open);
    if (row.address == "127.0.0.1") CHECK(guard.permits_name("printer", row.port) == row.open);
  }
  for (const std::string_view bad :
       {"", ":", ":80", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:9-8", "[::1",
        "[127.0.0.1]:80", "127.0.0.1:80-", "localhost:80", "10.0.0.0/33:80"})
    CHECK_FALSE(OpenRange::parse(bad));
}

}  // namespace verify::test

#include "daemon/notify/name_lookup.h"

#include <netdb.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <system_error>
#include <thread>

namespace verify::daemon {
namespace {

using Answer = std::expected<std::vector<IpAddress>, std::string>;

constexpr int kMostThreads = 32;
constexpr std::size_t kMostAddresses = 16;
constexpr auto kTick = std::chrono::milliseconds(50);  // between two looks at `given_up`

// What asker and thread share; lives as long as either.
struct Lookup {
  std::mutex mutex;
  std::condition_variable answered;
  std::optional<Answer> answer;
};

std::atomic<int>& threads() {
  static std::atomic<int> count{0};
  return count;
}

// RFC 6761, 6.3: such a name is this machine and is never asked of a name server.
bool is_localhost(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  return host == "localhost" || host.ends_with(".localhost");
}

Answer ask_system(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list); code != 0)
    return std::unexpected(std::string("name lookup failed: ") + gai_strerror(code));
  std::vector<IpAddress> addresses;
  for (const addrinfo* at = list; at != nullptr && addresses.size() < kMostAddresses;
       at = at->ai_next) {
    const auto address = ip_of(*at->ai_addr, at->ai_addrlen);
    if (address && std::ranges::find(addresses, *address) == addresses.end())
      addresses.push_back(*address);
  }
  freeaddrinfo(list);
  if (addresses.empty()) return std::unexpected("no such name");
  return addresses;
}

void answer(const std::string& host, Lookup& lookup) {
  Answer answer = ask_system(host);
  const std::lock_guard lock(lookup.mutex);
  lookup.answer = std::move(answer);
  lookup.answered.notify_all();
}

std::shared_ptr<Lookup> begin(const std::string& host) {
  if (threads().fetch_add(1) >= kMostThreads) {
    --threads();
    return nullptr;
  }
  auto lookup = std::make_shared<Lookup>();
  try {
    std::thread([host, lookup] {
      answer(host, *lookup);
      --threads();
    }).detach();
  } catch (const std::system_error&) {  // no thread to be had
    --threads();
    return nullptr;
  }
  return lookup;
}

}  // namespace

std::optional<IpAddress> ip_of(const sockaddr& address, socklen_t size) {
  std::array<char, NI_MAXHOST> text;
  if (getnameinfo(&address, size, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
    return std::nullopt;
  const std::string_view host(text.data());
  return IpAddress::parse(host.substr(0, host.find('%')));  // without the zone
}

Answer look_up(const std::string& host, Duration at_most, const std::function<bool()>& given_up) {
  if (is_localhost(host)) return std::vector{*IpAddress::parse("127.0.0.1")};
  const std::shared_ptr<Lookup> lookup = begin(host);
  if (!lookup) return std::unexpected("too many names are being looked up");
  const auto until = std::chrono::steady_clock::now() + at_most;
  std::unique_lock lock(lookup->mutex);
  while (!lookup->answer && !given_up() && std::chrono::steady_clock::now() < until)
    lookup->answered.wait_for(lock, kTick);
  if (!lookup->answer) return std::unexpected("the name server did not answer");
  return std::move(*lookup->answer);
}

}  // namespace verify::daemon

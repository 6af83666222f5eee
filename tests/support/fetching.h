#pragma once

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "support/loopback_server.h"
#include "verify/fetch.h"

namespace verify::test {

using namespace std::chrono_literals;

/// For servers on loopback that need not be waited for long.
inline FetcherOptions loopback_options() {
  FetcherOptions options;
  options.allow_net = {Cidr::parse("127.0.0.0/8").value()};
  options.connect_timeout = 2s;
  options.stall_timeout = 1s;
  options.total_timeout = 3s;
  return options;
}

inline FetchRequest request_for(std::string_view url, std::uint64_t id = 7) {
  return {.id = id, .url = Url::parse(url).value()};
}

inline std::vector<Exchange> wait_for(Fetcher& fetcher, std::size_t count) {
  std::vector<Exchange> all;
  const auto until = std::chrono::steady_clock::now() + 30s;
  while (all.size() < count && std::chrono::steady_clock::now() < until)
    for (Exchange& exchange : fetcher.wait(1s)) all.push_back(std::move(exchange));
  REQUIRE(all.size() == count);
  return all;
}

inline Exchange fetch(FetchRequest request, const FetcherOptions& options = loopback_options()) {
  const auto fetcher = make_curl_fetcher(options, system_clock());
  fetcher->start(std::move(request));
  return std::move(wait_for(*fetcher, 1).front());
}

inline Exchange fetch(const LoopbackServer& server,
                      const FetcherOptions& options = loopback_options()) {
  return fetch(request_for(server.url()), options);
}

inline std::string with_length(std::string_view body, std::string_view headers = "") {
  return "HTTP/1.1 200 OK\r\n" + std::string(headers) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace verify::test

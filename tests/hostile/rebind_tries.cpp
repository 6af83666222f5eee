// Asks again and again for names whose address changes from one look-up to the next:
//   verify_rebind_tries PORT TRIES
// Each try is a fetcher of its own, so that nothing is remembered. Prints how they ended; whether
// an address was connected to that was not permitted is for the server to say.
#include <charconv>
#include <iostream>
#include <map>
#include <string>

#include "verify/fetch.h"

namespace {

int number(const char* text) {
  int value = 0;
  const std::string_view view(text);
  std::from_chars(view.data(), view.data() + view.size(), value);
  return value;
}

// Two requests on one fetcher: the second must go where the first was checked to go.
void attempt(const verify::FetcherOptions& options, const verify::Url& url,
             std::map<std::string, int>& ends) {
  const auto fetcher = verify::make_curl_fetcher(options, verify::system_clock());
  for (std::uint64_t id = 0; id < 2; ++id) {
    fetcher->start({.id = id, .url = url});
    std::vector<verify::Exchange> done;
    while (done.empty()) done = fetcher->wait(std::chrono::seconds(1));
    const verify::Exchange& exchange = done.front();
    ends[std::string(to_string(exchange.status)) + " " + std::string(to_string(exchange.fault))]++;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: verify_rebind_tries PORT TRIES\n";
    return 3;
  }
  const std::string port = argv[1];
  verify::FetcherOptions options;
  options.allow_net = {verify::OpenRange::parse("127.0.0.1:" + port).value()};
  std::map<std::string, int> ends;
  for (int i = 0; i < number(argv[2]); ++i) {
    const char* name = i % 2 == 0 ? "rebind" : "rebind-fast";
    attempt(options,
            verify::Url::parse("http://" + std::string(name) + ".h.test:" + port + "/h/ok").value(),
            ends);
  }
  for (const auto& [end, count] : ends) std::cout << count << " " << end << "\n";
  return 0;
}

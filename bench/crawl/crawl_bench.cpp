// Crawls whole sites by the path `verify screen` takes: Crawler, the curl fetcher, an evidence file
// that is sealed and opened again. Prints one line of JSON.
//   crawl_bench PORT CRAWLS MAX_PAGES DELAY_MS CONNECTIONS FOLDER
// Crawl k asks for http://siteK.example:PORT/, which is always the machine itself.
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include "verify/crawl.h"

namespace {

struct Plan {
  std::uint16_t port = 0;
  std::size_t crawls = 1;
  std::uint64_t max_pages = 1;
  std::int64_t delay_ms = 0;
  int connections = 1;
  std::filesystem::path folder;
};

struct Totals {
  std::size_t pages = 0;
  std::size_t failed = 0;
  std::map<std::string, std::size_t> ended;
};

verify::CrawlJob job_for(const Plan& plan, std::size_t number, Totals& totals) {
  const std::string name = "site" + std::to_string(number);
  const std::string text = R"({"partner": {"name": "Example", "home_page": "http://)" + name +
                           ".example:" + std::to_string(plan.port) + R"(/"}})";
  verify::CrawlJob job{.application = verify::parse_application(text, "application.json").value(),
                       .files = {},
                       .options = {},
                       .wants = {},
                       .evidence_file = plan.folder / (name + ".warc.gz"),
                       .on_progress = {},
                       .on_done = {}};
  job.options.delay_ms = plan.delay_ms;
  job.options.connections_per_host = plan.connections;
  job.options.max_pages = plan.max_pages;
  job.options.max_pages_per_pattern = 1'000'000;
  job.options.max_bytes = std::uint64_t{1} << 40;
  job.options.max_seconds = 86'400;
  job.options.whole_site = true;
  job.on_done = [&totals](verify::Result<verify::Evidence> evidence) {
    if (!evidence) {
      ++totals.failed;
      std::cerr << evidence.error().describe() << "\n";
      return;
    }
    totals.pages += evidence->crawl().pages;
    ++totals.ended[evidence->crawl().ended];
  };
  return job;
}

verify::FetcherOptions network(const Plan& plan) {
  verify::FetcherOptions options;
  options.allow_net.push_back(verify::Cidr::parse("127.0.0.0/8").value());
  options.connect_to.push_back({"", 0, "127.0.0.1", plan.port});
  options.max_connections = std::max<std::size_t>(32, plan.crawls);
  return options;
}

// A file and a connection a crawl: more than the usual 1,024 for 500 of them.
void allow_many_files() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

double status_mb(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::strtod(line.c_str() + name.size() + 1, nullptr) / 1024;
  return 0;
}

int run(const Plan& plan) {
  allow_many_files();
  Totals totals;
  const auto fetcher = verify::make_curl_fetcher(network(plan), verify::system_clock());
  verify::Crawler crawler(*fetcher, verify::system_clock());
  for (std::size_t i = 0; i < plan.crawls; ++i) crawler.add(job_for(plan, i, totals));
  const double before_mb = status_mb("VmRSS");
  crawler.run();
  std::cout << "{\"pages\": " << totals.pages << ", \"failed\": " << totals.failed
            << ", \"grown_mb\": " << status_mb("VmHWM") - before_mb << ", \"ended\": {";
  const char* separator = "";
  for (const auto& [reason, count] : totals.ended) {
    std::cout << separator << '"' << reason << "\": " << count;
    separator = ", ";
  }
  std::cout << "}}\n";
  return totals.failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) return 3;
  const auto number = [&](int at) { return std::strtoull(argv[at], nullptr, 10); };
  return run({.port = static_cast<std::uint16_t>(number(1)),
              .crawls = number(2),
              .max_pages = number(3),
              .delay_ms = static_cast<std::int64_t>(number(4)),
              .connections = static_cast<int>(number(5)),
              .folder = argv[6]});
}

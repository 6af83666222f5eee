#include <benchmark/benchmark.h>

#include <cstring>

#include "sample_page.h"
#include "verify/page_scan.h"

namespace verify::bench {
namespace {

void scan(benchmark::State& state) {
  const std::string page = sample_page();
  for (auto _ : state) benchmark::DoNotOptimize(scan_page(page));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}
BENCHMARK(scan);

// What one pass over the bytes costs at least.
void scan_floor_memchr(benchmark::State& state) {
  const std::string page = sample_page();
  for (auto _ : state) {
    std::size_t tags = 0;
    const char* at = page.data();
    const char* const end = at + page.size();
    while ((at = static_cast<const char*>(
                std::memchr(at, '<', static_cast<std::size_t>(end - at)))) != nullptr) {
      ++tags;
      ++at;
    }
    benchmark::DoNotOptimize(tags);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}
BENCHMARK(scan_floor_memchr);

}  // namespace
}  // namespace verify::bench

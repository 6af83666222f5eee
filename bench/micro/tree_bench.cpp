#include <benchmark/benchmark.h>

#include "page/dom.h"
#include "sample_page.h"
#include "verify/document.h"

namespace verify::bench {
namespace {

void tree(benchmark::State& state) {
  const std::string page = sample_page();
  for (auto _ : state) {
    const Dom dom = Dom::parse(page);
    benchmark::DoNotOptimize(dom.size());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}
BENCHMARK(tree)->Unit(benchmark::kMicrosecond);

void read_whole_page(benchmark::State& state) {
  const std::string page = sample_page();
  const ReadOptions options{.url = *Url::parse("https://example.com/work"),
                            .content_type = "text/html; charset=utf-8"};
  for (auto _ : state) benchmark::DoNotOptimize(read_document(page, options));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}
BENCHMARK(read_whole_page)->Unit(benchmark::kMicrosecond);

// Far past the depth the guard lets through: the tree builder alone takes seconds for it.
void read_deep_page(benchmark::State& state) {
  std::string page;
  for (int i = 0; i < 50'000; ++i) page += "<div>";
  const ReadOptions options{.url = *Url::parse("https://example.com/deep")};
  for (auto _ : state) benchmark::DoNotOptimize(read_document(page, options));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * page.size()));
}
BENCHMARK(read_deep_page)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace verify::bench

#include <benchmark/benchmark.h>

#include "verify/robots.h"

namespace verify::bench {
namespace {

std::string typical_robots(int rules) {
  std::string text = "User-agent: *\n";
  for (int i = 0; i < rules; ++i)
    text += "Disallow: /private-" + std::to_string(i) + (i % 3 == 0 ? "/*.php$\n" : "/\n");
  return text + "Sitemap: https://www.example.com/sitemap.xml\n";
}

void BM_RobotsParse(benchmark::State& state) {
  const std::string text = typical_robots(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(Robots::parse(text, "verify"));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
void BM_RobotsAllows(benchmark::State& state) {
  const Robots robots = Robots::parse(typical_robots(static_cast<int>(state.range(0))), "verify");
  for (auto _ : state)
    benchmark::DoNotOptimize(robots.allows("/case-studies/acme-logistics?ref=home"));
}

BENCHMARK(BM_RobotsParse)->Arg(20)->Arg(1000);
BENCHMARK(BM_RobotsAllows)->Arg(20)->Arg(1000);

}  // namespace
}  // namespace verify::bench

#include <benchmark/benchmark.h>

#include <array>
#include <span>

#include "verify/url.h"
#include "web/url_parser.h"

namespace verify::bench {
namespace {

// The forms links of a company's site take, about as often as they do.
constexpr std::array<std::string_view, 10> kCommon = {
    "/services/machine-learning",
    "/case-studies/acme-logistics-demand-forecasting",
    "https://www.example.com/blog/2024/05/how-we-built-it?utm_source=nav",
    "/about/#team",
    "#main-content",
    "https://twitter.com/example",
    "contact.html",
    "/wp-content/uploads/2023/11/whitepaper.pdf",
    "?page=2",
    "https://www.example.com/customers/a-very-long-slug-that-goes-on-and-on-for-a-while/",
};
constexpr std::array<std::string_view, 8> kRare = {"../customers/",
                                                   "https://www.example.com",
                                                   "HTTPS://WWW.EXAMPLE.COM/About Us",
                                                   "./a/../b",
                                                   "/caf\xC3\xA9",
                                                   "//cdn.example.com/x.js",
                                                   "https://b\xC3\xBC"
                                                   "cher.example/",
                                                   "mailto:info@example.com"};

void resolve_all(benchmark::State& state, std::span<const std::string_view> links) {
  const Url base = Url::parse("https://www.example.com/company/history/index.html").value();
  for (auto _ : state)
    for (const std::string_view link : links) benchmark::DoNotOptimize(Url::parse(link, base));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(links.size()));
}

void BM_ResolveCommon(benchmark::State& state) {
  resolve_all(state, kCommon);
}
void BM_ResolveRare(benchmark::State& state) {
  resolve_all(state, kRare);
}
void BM_ResolveCommonByFullParser(benchmark::State& state) {
  const Url base = Url::parse("https://www.example.com/company/history/index.html").value();
  for (auto _ : state)
    for (const std::string_view link : kCommon)
      benchmark::DoNotOptimize(UrlParser::parse_full(link, &base));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kCommon.size()));
}
void BM_PageKey(benchmark::State& state) {
  const Url url = Url::parse("https://www.example.com/a/b/index.html?id=1&utm_source=x").value();
  for (auto _ : state) benchmark::DoNotOptimize(page_key(url));
}
void BM_RegistrableDomain(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(registrable_domain("www.example.co.uk"));
}

BENCHMARK(BM_ResolveCommon);
BENCHMARK(BM_ResolveCommonByFullParser);
BENCHMARK(BM_ResolveRare);
BENCHMARK(BM_PageKey);
BENCHMARK(BM_RegistrableDomain);

}  // namespace
}  // namespace verify::bench

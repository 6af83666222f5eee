// What reading a page costs beside Gumbo's tree of it, over a set of pages, on one thread:
//   reading_bench LEXICONS-FOLDER ROUNDS [FOLDER-OF-PAGES]…
// For each page and part the fastest of ROUNDS counts, in CPU time; without a folder a page is
// made.
#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <vector>

#include "../micro/sample_page.h"
#include "page/dom.h"
#include "verify/content.h"
#include "verify/document.h"
#include "verify/reading.h"

namespace {

namespace fs = std::filesystem;
using namespace verify;

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

std::vector<std::string> read_pages(int argc, char** argv) {
  std::vector<fs::path> files;
  for (int i = 3; i < argc; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(argv[i]))
      if (entry.path().extension() == ".html") files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<std::string> pages;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (pages.empty()) pages.push_back(bench::sample_page());
  return pages;
}

// The pages here are shallow enough for Gumbo's own recursion.
void gumbo_alone(std::string_view utf8) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  gumbo_destroy_output(&options, output);
}

enum Part { gumbo, tree, document, case_study, landing_page, material, kParts };
constexpr std::array<const char*, kParts> kNames = {
    "Gumbo alone",         "tree: guard, Gumbo, Dom", "document: the tree and all of it",
    "then: as case study", "then: as landing page",   "then: as material"};
using Times = std::array<double, kParts>;

/// Runs one part and keeps the time when it is the best so far.
template <typename Run>
void take(double& best, Run run) {
  const double begin = cpu_microseconds();
  run();
  best = std::min(best, cpu_microseconds() - begin);
}

Times measure(const std::string& bytes, int rounds, const Lexicons& lexicons) {
  const ReadOptions options{.url = *Url::parse("https://www.example.com/work/a-page")};
  const Name customer{.official = "Example Customer Inc."};
  const Name partner{.official = "Example Partner GmbH"};
  const std::string utf8 = decode_html(bytes, {}).utf8;
  Times best;
  best.fill(std::numeric_limits<double>::max());
  for (int round = 0; round < rounds; ++round) {
    take(best[gumbo], [&] { gumbo_alone(utf8); });
    take(best[tree], [&] { (void)Dom::parse(utf8); });
    take(best[document], [&] { (void)read_document(bytes, options); });
    const Document page = read_document(bytes, options);
    take(best[case_study], [&] { (void)read_case_study(page, customer, partner, lexicons); });
    take(best[landing_page], [&] { (void)read_landing_page(page, lexicons); });
    take(best[material], [&] { (void)read_material(page, partner, lexicons); });
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 3;
  const auto lexicons = Lexicons::load(argv[1]);
  if (!lexicons) {
    std::fprintf(stderr, "%s\n", lexicons.error().describe().c_str());
    return 3;
  }
  const std::vector<std::string> pages = read_pages(argc, argv);
  std::size_t bytes = 0;
  Times sum{};
  for (const std::string& page : pages) {
    bytes += page.size();
    const Times one = measure(page, std::atoi(argv[2]), *lexicons);
    for (std::size_t part = 0; part < kParts; ++part) sum[part] += one[part];
  }
  const auto count = static_cast<double>(pages.size());
  std::printf("%zu pages of %.0f KB on average\n%-34s%12s%14s\n", pages.size(),
              static_cast<double>(bytes) / 1e3 / count, "", "us a page", "of Gumbo's");
  for (std::size_t part = 0; part < kParts; ++part)
    std::printf("%-34s%12.0f%14.2f\n", kNames[part], sum[part] / count, sum[part] / sum[gumbo]);
  return 0;
}

// How many applications one core judges from stored evidence:
//   judge_bench CONFIG-FOLDER CHECKLIST ROUNDS EVIDENCE.warc.gz…
// Every round opens each file, verifies it and judges it; the report is rendered as JSON.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "verify/report.h"

int main(int argc, char** argv) {
  using namespace verify;
  if (argc < 5) {
    std::cerr << "usage: judge_bench CONFIG-FOLDER CHECKLIST ROUNDS EVIDENCE...\n";
    return 3;
  }
  const std::filesystem::path config(argv[1]);
  const auto checklist = load_checklist(config / "checklists" / argv[2]);
  const auto lexicons = Lexicons::load(config / "lexicons");
  if (!checklist || !lexicons) {
    std::cerr << "judge_bench: the configuration cannot be read\n";
    return 3;
  }
  std::size_t judged = 0, bytes = 0;
  const std::clock_t start = std::clock();
  for (int round = 0; round < std::atoi(argv[3]); ++round)
    for (int i = 4; i < argc; ++i) {
      const auto evidence = Evidence::open(argv[i]);
      if (!evidence) {
        std::cerr << evidence.error().describe() << "\n";
        return 3;
      }
      bytes += render_json(judge(*evidence, *checklist, *lexicons)).size();
      ++judged;
    }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::cout << judged << " applications, " << bytes / judged << " bytes a report, " << seconds
            << " s CPU, " << static_cast<double>(judged) / seconds << " a second\n";
}

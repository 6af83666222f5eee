// Writes HTML reports with each payload in every place that comes from the outside, for
// report_in_browser.mjs: hostile_reports FOLDER [PAYLOADS.json]. The file is an array of strings;
// our own payloads always come first.
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "support/sample_report.h"
#include "support/whole_file.h"

int main(int argc, char** argv) try {
  using namespace verify::test;
  if (argc < 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  std::vector<std::string> payloads(hostile_payloads().begin(), hostile_payloads().end());
  if (argc > 2)
    for (const auto& payload : nlohmann::json::parse(read_whole_file(argv[2])))
      payloads.push_back(payload.get<std::string>());
  for (std::size_t i = 0; i < payloads.size(); ++i)
    write_whole_file(folder / (std::to_string(i) + ".html"),
                     verify::render_html(hostile_report(payloads[i])));
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

// Writes reports in every format for the checks beside this file:
//   hostile_reports FOLDER [PAYLOADS.json]
// sample.FORMAT is the sample report, word.FORMAT has a plain word in every place that comes from
// the outside, N.FORMAT one payload. The file is an array of strings; our own payloads come first.
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "support/sample_report.h"
#include "support/whole_file.h"

namespace {

void write_all(const std::filesystem::path& folder, const std::string& name,
               const verify::Report& report) {
  for (const verify::ReportFormat& format : verify::report_formats())
    verify::test::write_whole_file(folder / (name + "." + std::string(format.name)),
                                   format.render(report));
}

}  // namespace

int main(int argc, char** argv) try {
  using namespace verify::test;
  if (argc < 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  std::vector<std::string> payloads(hostile_payloads().begin(), hostile_payloads().end());
  if (argc > 2)
    for (const auto& payload : nlohmann::json::parse(read_whole_file(argv[2])))
      payloads.push_back(payload.get<std::string>());
  write_all(folder, "sample", sample_report());
  write_all(folder, "word", hostile_report("word"));
  for (std::size_t i = 0; i < payloads.size(); ++i)
    write_all(folder, std::to_string(i), hostile_report(payloads[i]));
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"

namespace verify::cli {
namespace {

constexpr std::uintmax_t kMaxSubmittedBytes = 64u << 20;

// The files an application names, from its own folder. One that is not there is for the report to
// tell.
std::vector<std::pair<std::string, std::string>> submitted_files(
    const Application& application, const std::filesystem::path& folder) {
  std::vector<std::pair<std::string, std::string>> files;
  std::error_code failed;
  const auto root = std::filesystem::weakly_canonical(folder, failed);
  for (const std::string& name : application.files()) {
    const auto path = std::filesystem::weakly_canonical(folder / name, failed);
    const auto inside = path.lexically_relative(root);
    if (failed || inside.empty() || *inside.begin() == ".." ||
        !std::filesystem::is_regular_file(path, failed)) {
      std::cerr << "verify: " << name
                << ": not a file in the application's folder; left out of the evidence\n";
    } else if (std::filesystem::file_size(path, failed) > kMaxSubmittedBytes) {
      std::cerr << "verify: " << name << ": larger than 64 MiB; left out of the evidence\n";
    } else if (auto bytes = read_file(path)) {
      files.emplace_back(name, std::move(*bytes));
    }
  }
  return files;
}

}  // namespace

int run_screen(const ScreenArgs& args) {
  auto application = load_application(args.application);
  if (!application) return refuse(application.error());
  const auto judge = load_judge(args.output);
  const auto network = judge ? load_network(args.network) : std::nullopt;
  if (!network) return kUsage;

  auto files =
      submitted_files(*application, std::filesystem::absolute(args.application).parent_path());
  const Date as_of = judge->as_of.value_or(date_of(system_clock().now()));
  CrawlJob job{.application = std::move(*application),
               .files = std::move(files),
               .options = network->crawl,
               .wants =
                   [&](const Evidence& evidence) {
                     return wishes(evidence, judge->checklist, judge->lexicons, as_of);
                   },
               .evidence_file = args.evidence};
  const auto evidence = crawl_once(std::move(job), *network, args.output.quiet);
  if (!evidence) return refuse({evidence.error()});
  return report_on(*evidence, *judge, args.output);
}

int run_init(const std::string& file) {
  const nlohmann::ordered_json reference = {
      {"customer", {{"name", "Example Customer"}}},
      {"public_url", "https://www.example.com/case-studies/example-customer"},
      {"problem", "What the customer needed"},
      {"proposal", "What you proposed"},
      {"aws_usage", "Which AWS services were used, and for what"},
      {"third_party", "none"},
      {"started", "2024-01-15"},
      {"ended", "2024-09-30"},
      {"outcome", "What was reached, with figures"},
      {"stage", "production"}};
  const nlohmann::ordered_json application = {
      {"partner",
       {{"name", "Example Partner"},
        {"aliases", nlohmann::json::array()},
        {"home_page", "https://www.example.com/"},
        {"tier", "advanced"},
        {"msp", false},
        {"dedicated_practice", false},
        {"delivery_models", {"project"}}}},
      {"practice_page", "https://www.example.com/machine-learning"},
      {"references", {reference, reference, reference, reference}},
      {"thought_leadership",
       {{{"url", "https://www.example.com/blog/machine-learning"}, {"kind", "blog"}}}}};
  const std::string text = application.dump(2) + "\n";
  if (file.empty() || file == "-") {
    std::cout << text;
    return kFine;
  }
  if (std::filesystem::exists(file)) return refuse(file + ": exists already and is left as it is");
  if (!write_whole(file, text)) return refuse(file + ": cannot be written");
  std::cerr << "verify: wrote " << file << "; fill it in and run: verify screen " << file << "\n";
  return kFine;
}

}  // namespace verify::cli

#include <verify/document.h>

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

nlohmann::ordered_json to_json(const std::string& file, const Document& document) {
  auto sections = nlohmann::ordered_json::array();
  for (const Section& s : document.sections)
    sections.push_back(
        {{"level", s.level}, {"heading", s.heading}, {"body", s.body}, {"kind", s.kind}});
  return {{"file", file},
          {"text", document.text},
          {"sections", std::move(sections)},
          {"confidence", document.confidence}};
}

void print_for_people(const std::string& file, const Document& document, bool name) {
  if (name) std::cout << "== " << safe_text(file) << "\n";
  for (const Section& s : document.sections) {
    if (!s.heading.empty())
      std::cout << std::string(static_cast<std::size_t>(s.level), '#') << ' '
                << safe_text(s.heading) << "  [" << s.kind << "]\n";
    if (!s.body.empty()) std::cout << safe_lines(s.body) << "\n";
    std::cout << "\n";
  }
  std::fprintf(stderr, "verify: %s: confidence %.2f\n", safe_text(file).c_str(),
               document.confidence);
}

}  // namespace

int run_text(const ListArgs& args) {
  const auto entries = read_list(args);
  if (!entries) return kUsage;
  int exit = kReady;
  for (const ListEntry& entry : *entries) {
    auto bytes = read_file(entry.file);
    if (!bytes) {
      exit = kUsage;
      continue;
    }
    ReadOptions options{.url = *Url::parse("https://page.invalid/")};
    if (const auto url = Url::parse(entry.url)) options.url = *url;
    const Document document = read_document(std::move(*bytes), options);
    if (args.json)
      print_json(to_json(entry.file, document), kOneLine);
    else
      print_for_people(entry.file, document, entries->size() > 1);
  }
  return exit;
}

}  // namespace verify::cli

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/content.h"
#include "verify/document.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

using nlohmann::ordered_json;

Url url_of(const ListEntry& entry) {
  auto url = Url::parse(entry.url.empty() ? kUnknownUrl : std::string_view(entry.url));
  return url ? *std::move(url) : *Url::parse(kUnknownUrl);
}

ordered_json json_date(const std::optional<Date>& date) {
  return date ? ordered_json(to_string(*date)) : ordered_json(nullptr);
}

ordered_json to_json(const std::string& file, const PublicationDate& published) {
  ordered_json candidates = ordered_json::array();
  for (const DateCandidate& candidate : published.candidates)
    candidates.push_back({{"date", to_string(candidate.date)},
                          {"source", candidate.source},
                          {"place", candidate.place},
                          {"modified", candidate.modified},
                          {"weight", rounded(candidate.weight)}});
  return {{"file", file},
          {"date", json_date(published.date)},
          {"source", published.source},
          {"confidence", rounded(published.confidence)},
          {"modified", json_date(published.modified)},
          {"candidates", std::move(candidates)}};
}

void print(const std::string& file, const PublicationDate& published) {
  std::cout << safe_text(file) << ": ";
  if (published.date) {
    std::cout << to_string(*published.date) << " (from " << published.source << ", confidence "
              << rounded(published.confidence) << ")\n";
  } else {
    std::cout << "no date\n";
  }
  if (published.modified) std::cout << "  modified " << to_string(*published.modified) << "\n";
  for (const DateCandidate& candidate : published.candidates)
    std::cout << "  " << to_string(candidate.date) << "  " << candidate.source
              << (candidate.modified ? " (modified)" : "") << "  " << rounded(candidate.weight)
              << "  " << safe_text(candidate.place) << "\n";
}

}  // namespace

int run_date(const ListArgs& args) {
  const auto entries = read_list(args);
  if (!entries) return kUsage;
  int exit_code = kReady;
  for (const ListEntry& entry : *entries) {
    auto bytes = read_file(entry.file);
    if (!bytes) {
      exit_code = kUsage;
      continue;
    }
    const Document document = read_document(
        *std::move(bytes), {.url = url_of(entry), .default_language = entry.language});
    if (args.json) {
      print_json(to_json(entry.file, document.published), kOneLine);
    } else {
      print(entry.file, document.published);
    }
  }
  return exit_code;
}

}  // namespace verify::cli

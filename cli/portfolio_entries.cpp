#include <algorithm>
#include <set>

#include "portfolio.h"

namespace verify::cli {
namespace {

namespace fs = std::filesystem;

// "brightloom/application.json" writes about itself in "brightloom.…".
std::string stem_of(std::string name) {
  for (const std::string_view ending : {"/application.json", ".json"})
    if (name.size() > ending.size() && name.ends_with(ending)) {
      name.erase(name.size() - ending.size());
      break;
    }
  for (char& c : name)
    if (c == '/' || static_cast<unsigned char>(c) < ' ') c = '_';
  if (name.starts_with('.')) name.front() = '_';
  return name;
}

std::optional<std::vector<std::string>> names_in_folder(const fs::path& folder) {
  const auto applications = applications_below(folder);
  if (!applications) {
    refuse({applications.error()});
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const fs::path& file : *applications)
    names.push_back(file.lexically_relative(folder).string());
  return names;
}

std::optional<std::vector<std::string>> names_in_list(const std::string& list) {
  const auto entries = read_list({.list = list});
  if (!entries) return std::nullopt;
  std::vector<std::string> names;
  for (const ListEntry& entry : *entries) names.push_back(entry.file);
  return names;
}

}  // namespace

bool is_portfolio(const std::string& target) {
  std::error_code ignored;
  return fs::is_directory(target, ignored) || target.ends_with(".jsonl");
}

std::optional<std::vector<PortfolioEntry>> portfolio_entries(const std::string& target) {
  const bool folder = fs::is_directory(target);
  const auto names = folder ? names_in_folder(target) : names_in_list(target);
  if (!names) return std::nullopt;
  const fs::path base = folder ? fs::path(target) : fs::path(target).parent_path();
  std::vector<PortfolioEntry> entries;
  std::map<std::string, std::string> by_stem;
  const auto clash = [&](const std::string& one, const std::string& other) {
    return target + ": " + one + " and " + other + " would write the same files";
  };
  for (const std::string& name : *names) {
    const auto [at, is_new] = by_stem.emplace(stem_of(name), name);
    if (is_new) {
      entries.push_back({name, base / name, at->first});
    } else if (at->second != name) {
      refuse(clash(at->second, name));
      return std::nullopt;
    }
  }
  if (!entries.empty()) return entries;
  refuse(target + (folder ? ": there is no application.json in it" : ": the list is empty"));
  return std::nullopt;
}

}  // namespace verify::cli

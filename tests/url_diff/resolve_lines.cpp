// Resolves links for tools/url-diff: reads one JSON array [base, link] a line and writes one JSON
// string a line, the serialised URL or null.

#include <iostream>
#include <nlohmann/json.hpp>

#include "verify/url.h"

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    const auto pair = nlohmann::json::parse(line);
    const auto base = verify::Url::parse(pair[0].get<std::string>());
    const auto link = pair[1].get<std::string>();
    const auto url = base ? verify::Url::parse(link, *base) : verify::Url::parse(link);
    std::cout << (url ? nlohmann::json(url->href()) : nlohmann::json()).dump() << '\n';
  }
}

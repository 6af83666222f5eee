#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/json_text.h"
#include "verify/screening.h"

namespace verify::cli {
namespace {

using nlohmann::json;

std::expected<CrawlOptions, std::vector<Error>> read_config(const std::string& text,
                                                            const std::string& file) {
  using Errors = std::vector<Error>;
  if (auto well_formed = check_json(text, file); !well_formed)
    return std::unexpected(Errors{std::move(well_formed.error())});
  const json root = json::parse(text);
  if (!root.is_object())
    return std::unexpected(Errors{{Error::Code::schema, "expected a JSON object", file, 1}});
  for (const auto& [key, value] : root.items()) {
    if (key == "crawl") continue;
    const std::string place = "/" + pointer_token(key);
    return std::unexpected(Errors{{Error::Code::schema, "unknown key; known is crawl", file,
                                   json_line_of(text, place), place}});
  }
  if (root.empty()) return CrawlOptions{};
  auto crawl = parse_crawl_settings(root.at("crawl").dump(), file, "/crawl");
  if (!crawl)
    for (Error& error : crawl.error()) error.line = json_line_of(text, error.pointer);
  return crawl;
}

}  // namespace

std::optional<Network> load_network(const NetworkArgs& args) {
  Network network;
  if (!args.config.empty()) {
    const auto text = read_file(args.config);
    if (!text) return std::nullopt;
    auto crawl = read_config(*text, args.config);
    if (!crawl) {
      refuse(crawl.error());
      return std::nullopt;
    }
    network.crawl = *std::move(crawl);
  }
  for (const std::string& range : args.allow_net) {
    const auto open = OpenRange::parse(range);
    if (!open) {
      refuse("--allow-net " + range +
             ": expected an address or a range such as 127.0.0.0/8, or with ports such as "
             "127.0.0.1:8080");
      return std::nullopt;
    }
    network.fetcher.allow_net.push_back(*open);
  }
  for (const std::string& mapping : args.connect_to) {
    auto parsed = FetcherOptions::ConnectTo::parse(mapping);
    if (!parsed) {
      refuse("--connect-to " + mapping + ": expected HOST:PORT:ADDR:PORT");
      return std::nullopt;
    }
    network.fetcher.connect_to.push_back(std::move(*parsed));
  }
  if (!args.ca_file.empty()) {
    if (const auto usable = check_ca_file(args.ca_file); !usable) {
      refuse("--ca-file " + usable.error().describe());
      return std::nullopt;
    }
    network.fetcher.ca_file = args.ca_file;
  }
  network.fetcher.user_agent = user_agent_header(network.crawl);
  return network;
}

}  // namespace verify::cli

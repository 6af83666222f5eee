#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

constexpr int kMaxClicks = 10;

void print_path_json(const Evidence& evidence, const PathAnswer& path) {
  nlohmann::ordered_json clicks = nlohmann::ordered_json::array();
  for (const Click& click : path.clicks)
    clicks.push_back({{"from", evidence.pages()[click.from].final_url.href()},
                      {"to", click.to.href()},
                      {"text", click.text},
                      {"region", to_string(click.region)}});
  const CrawlSummary& crawl = evidence.crawl();
  nlohmann::ordered_json out = {{"path", to_string(path.kind)},
                                {"why", path.why},
                                {"clicks", std::move(clicks)},
                                {"crawl",
                                 {{"pages", crawl.pages},
                                  {"bytes", crawl.bytes},
                                  {"seconds", crawl.seconds},
                                  {"ended", crawl.ended},
                                  {"capped_patterns", crawl.capped_patterns}}}};
  if (const Page* home = evidence.home())
    out["home"] = {{"status", to_string(home->status)},
                   {"fault", to_string(home->fault)},
                   {"http_status", home->http_status},
                   {"detail", home->detail}};
  print_json(out, kIndented);
}

void print_text(const Evidence& evidence, const PathAnswer& path) {
  std::cout << to_string(path.kind) << (path.why.empty() ? "" : ": " + safe_text(path.why)) << "\n";
  for (const Click& click : path.clicks)
    std::cout << "  " << evidence.pages()[click.from].final_url.href() << "\n    "
              << safe_text(click.text) << " (" << to_string(click.region) << ")\n";
  if (!path.clicks.empty()) std::cout << "  " << path.clicks.back().to.href() << "\n";
}

int exit_code(PathAnswer::Kind kind) {
  switch (kind) {
    case PathAnswer::Kind::found:
    case PathAnswer::Kind::is_home:
      return kReady;
    case PathAnswer::Kind::not_found:
    case PathAnswer::Kind::sitemap_only:
      return kNotReady;
    case PathAnswer::Kind::unknown:
    case PathAnswer::Kind::blocked:
      return kNeedsReview;
  }
  return kInternal;
}

}  // namespace

int run_path(const PathArgs& args) {
  const auto target = Url::parse(args.target);
  if (!target) return refuse(args.target + ": " + std::string(to_string(target.error())));
  auto application = application_for(args.home);
  const auto network = load_network(args.network);
  if (!application || !network) return kUsage;
  CrawlJob job{
      .application = std::move(*application),
      .options = network->crawl,
      .wants = [&](const Evidence&) { return std::vector{Wish{*target, true, kMaxClicks, ""}}; }};
  const auto evidence = crawl_once(std::move(job), *network, args.quiet);
  if (!evidence) return refuse({evidence.error()});
  const PathAnswer path = evidence->path_to(*target);
  args.json ? print_path_json(*evidence, path) : print_text(*evidence, path);
  return exit_code(path.kind);
}

}  // namespace verify::cli

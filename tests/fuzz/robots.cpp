#include "verify/robots.h"

#include <cmath>

#include "fuzz/input.h"
#include "fuzz/targets.h"

namespace verify::fuzz {
namespace {

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

void check_same(const Robots& a, const Robots& b, std::string_view path, std::string_view promise) {
  require(a.allows(path) == b.allows(path), promise);
  require(a.crawl_delay() == b.crawl_delay(), promise);
  require(a.sitemaps() == b.sitemaps(), promise);
}

}  // namespace

/// An agent's name on the first line, a path on the second, then the file.
void robots(std::string_view input) {
  Input in(input);
  const Exact agent(in.line());
  const Exact path(in.line());
  const Exact body(in.rest());
  const Robots rules = Robots::parse(body, agent);
  require(rules.allows("/robots.txt"), "robots.txt itself may always be asked for");
  if (const auto delay = rules.crawl_delay())
    require(std::isfinite(*delay) && *delay >= 0, "a delay is a number of seconds");
  for (const std::string& sitemap : rules.sitemaps())
    require(!sitemap.empty() && sitemap.find('\n') == std::string::npos, "a sitemap is one line");
  check_same(rules, Robots::parse(with_crlf(body), agent), path, "line ends do not count");
  check_same(rules, Robots::parse(body, upper(agent)), path, "an agent's case does not count");
  check_same(rules, Robots::parse(std::string(body) + "\n# end", agent), path,
             "comments do not count");
  require(Robots::allow_all().allows(path), "no rules allow all");
  is_valid_product_token(agent);
  robots_path(path);
}

}  // namespace verify::fuzz

#include "verify/url.h"

#include <iostream>

#include "commands.h"
#include "verify/robots.h"

namespace verify::cli {
namespace {

int not_a_url(const std::string& text, UrlError error) {
  tell(text + ": " + std::string(to_string(error)));
  return kNotReady;
}

}  // namespace

int run_url(const std::string& base, const std::string& href) {
  const auto parsed_base = base.empty() ? Url::parse(href) : Url::parse(base);
  if (!parsed_base) return not_a_url(base.empty() ? href : base, parsed_base.error());
  const auto url = base.empty() ? parsed_base : Url::parse(href, *parsed_base);
  if (!url) return not_a_url(href, url.error());
  std::cout << url->href() << "\n";
  return kReady;
}

int run_robots(const std::string& file, const std::string& agent, const std::string& url) {
  // A path is what the rules are written in; whatever else is no web address has no answer.
  if (!url.starts_with('/') && !Url::parse(url))
    return refuse(url + ": expected an http or https URL, or a path that begins with /");
  const auto body = read_file(file);
  if (!body) return kUsage;
  // "name/version" is how a crawler announces itself; the rules go by the name.
  const Robots robots = Robots::parse(*body, agent.substr(0, agent.find('/')));
  const bool allowed = robots.allows(robots_path(url));
  std::cout << (allowed ? "allowed\n" : "disallowed\n");
  return allowed ? kReady : kNotReady;
}

}  // namespace verify::cli

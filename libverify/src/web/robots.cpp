#include "verify/robots.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "web/robots_pattern.h"

namespace verify {
namespace {

bool is_token_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

// The name at the start of a user-agent line's value: "Foo" of "Foo/1.0 (bar)".
std::string_view product_token_of(std::string_view value) {
  return value.substr(0, std::ranges::find_if_not(value, is_token_char) - value.begin());
}

bool is_star(std::string_view value) {
  return value.starts_with('*') && (value.size() == 1 || is_ascii_space(value[1]));
}

// Takes a line off the front of `body`; CR, LF and CRLF end one (section 2.2).
std::string_view take_line(std::string_view& body) {
  const std::string_view line = body.substr(0, body.find_first_of("\r\n"));
  body.remove_prefix(line.size());
  if (body.starts_with("\r\n"))
    body.remove_prefix(2);
  else if (!body.empty())
    body.remove_prefix(1);
  return line;
}

struct Record {
  std::string_view key, value;
};

// "key: value # comment". White space in the place of a forgotten colon is taken for one where the
// line has two words: whoever wrote "disallow /" meant it.
Record read_record(std::string_view line) {
  line = trim(line.substr(0, line.find('#')));
  std::size_t separator = line.find(':');
  if (separator == std::string_view::npos) {
    separator = line.find_first_of(" \t");
    if (separator == std::string_view::npos) return {};
    if (trim(line.substr(separator)).find_first_of(" \t") != std::string_view::npos) return {};
  }
  return {trim(line.substr(0, separator)), trim(line.substr(separator + 1))};
}

std::string_view without_bom(std::string_view body) {
  // Also a mark of which only the beginning is there.
  for (const char byte : {'\xEF', '\xBB', '\xBF'})
    if (body.starts_with(byte))
      body.remove_prefix(1);
    else
      break;
  return body;
}

struct Group {
  struct Line {
    std::string_view pattern;
    bool allow;
  };
  std::vector<Line> lines;
  std::optional<double> crawl_delay;
  bool seen = false;
  bool open = false;  // the lines being read belong to it
};

// The two groups that can matter: those that name the crawler, merged, and those for everybody.
class Reader {
 public:
  explicit Reader(std::string_view token) : token_(token) {}

  void read(const Record& record, std::vector<std::string>& sitemaps) {
    if (ascii_iequals(record.key, "user-agent")) {
      start(record.value);
    } else if (ascii_iequals(record.key, "allow") || ascii_iequals(record.key, "disallow")) {
      naming_ = false;
      add({record.value, record.key.size() == std::string_view("allow").size()});
    } else if (ascii_iequals(record.key, "crawl-delay")) {
      delay(record.value);
    } else if (ascii_iequals(record.key, "sitemap") && !record.value.empty()) {
      sitemaps.emplace_back(record.value);
    }
  }

  /// The named groups, else those for "*" (section 2.2.1).
  const Group& result() const { return named_.seen ? named_ : everybody_; }

 private:
  // User-agent lines that follow each other, with nothing but other records between, name one
  // group.
  void start(std::string_view value) {
    if (!naming_) named_.open = everybody_.open = false;
    naming_ = true;
    const std::string_view token = product_token_of(value);
    if (is_star(value))
      everybody_.open = everybody_.seen = true;
    else if (!token.empty() && ascii_iequals(token, token_))
      named_.open = named_.seen = true;
  }

  void add(Group::Line line) {
    if (line.pattern.empty()) return;
    if (named_.open) named_.lines.push_back(line);
    if (everybody_.open) everybody_.lines.push_back(line);
  }

  void delay(std::string_view value) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc() || !std::isfinite(seconds) || seconds < 0) return;
    for (Group* group : {&named_, &everybody_})
      if (group->open) group->crawl_delay = std::max(group->crawl_delay.value_or(0), seconds);
  }

  std::string_view token_;
  Group named_, everybody_;
  bool naming_ = false;
};

}  // namespace

Robots Robots::parse(std::string_view body, std::string_view product_token) {
  Robots robots;
  Reader reader(product_token);
  body = without_bom(body.substr(0, kMaxBytes));
  while (!body.empty()) reader.read(read_record(take_line(body)), robots.sitemaps_);

  // The most octets first, allow before disallow: the first match decides (section 2.2.2).
  struct Measured {
    std::size_t octets;
    Rule rule;
  };
  std::vector<Measured> rules;
  for (const Group::Line& line : reader.result().lines) {
    std::string pattern = escape_robots_pattern(line.pattern);
    const std::size_t octets = pattern.size();
    if (!line.allow) pattern = decode_robots_pattern(line.pattern);
    rules.push_back({octets, {std::move(pattern), line.allow}});
  }
  std::ranges::stable_sort(rules, [](const Measured& a, const Measured& b) {
    return a.octets != b.octets ? a.octets > b.octets : a.rule.allow > b.rule.allow;
  });
  for (Measured& measured : rules) robots.rules_.push_back(std::move(measured.rule));
  robots.crawl_delay_ = reader.result().crawl_delay;
  return robots;
}

Robots Robots::allow_all() {
  return {};
}

Robots Robots::disallow_all() {
  Robots robots;
  robots.rules_.push_back({"/", false});
  return robots;
}

bool Robots::allows(std::string_view path_and_search) const {
  if (rules_.empty() || path_and_search == "/robots.txt") return true;
  const RobotsPath path(path_and_search);
  for (const Rule& rule : rules_)
    if (robots_pattern_matches(rule.pattern, rule.allow ? path.as_written : path.decoded))
      return rule.allow;
  return true;
}

bool is_valid_product_token(std::string_view token) {
  return !token.empty() && std::ranges::all_of(token, is_token_char);
}

std::string robots_path(std::string_view url) {
  // A scheme's "://" counts only before any path; a leading "//" starts an authority.
  std::string_view rest = url.substr(0, url.find('#'));
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
  } else if (const std::size_t scheme = rest.find("://"); scheme < rest.find_first_of("/?;")) {
    rest.remove_prefix(scheme + 3);
  }
  const std::size_t start = rest.find_first_of("/?;");
  if (start == std::string_view::npos) return "/";
  rest.remove_prefix(start);
  std::string path(rest.starts_with('/') ? "" : "/");
  return path += rest;
}

}  // namespace verify

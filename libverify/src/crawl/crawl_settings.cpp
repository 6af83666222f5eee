#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "verify/robots.h"
#include "verify/screening.h"

namespace verify {
namespace {

using nlohmann::json;

// One key. The schema in config/schemas/ says the same for editors.
struct Setting {
  const char* name;
  const char* expected;
  std::function<bool(const json&, CrawlOptions&)> apply;
};

template <class T>
Setting whole(const char* name, const char* expected, T CrawlOptions::* field, std::int64_t low,
              std::int64_t high) {
  return {name, expected, [=](const json& value, CrawlOptions& out) {
            if (!value.is_number_integer()) return false;
            if (value.is_number_unsigned() &&
                value.get<std::uint64_t>() > static_cast<std::uint64_t>(high))
              return false;
            const auto number = value.get<std::int64_t>();
            if (number < low || number > high) return false;
            out.*field = static_cast<T>(number);
            return true;
          }};
}

bool is_plain_line(const std::string& text) {
  return !text.empty() && text.size() <= 200 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> kSettings = {
      whole("delay_ms", "a whole number from 0 to 60000", &CrawlOptions::delay_ms, 0, 60'000),
      whole("connections_per_host", "a whole number from 1 to 16",
            &CrawlOptions::connections_per_host, 1, 16),
      whole("max_pages", "a whole number from 1 to 1000000", &CrawlOptions::max_pages, 1,
            1'000'000),
      whole("max_bytes", "a whole number from 1 to 1099511627776", &CrawlOptions::max_bytes, 1,
            1LL << 40),
      whole("max_seconds", "a whole number from 1 to 86400", &CrawlOptions::max_seconds, 1, 86'400),
      whole("max_page_bytes", "a whole number from 1024 to 104857600",
            &CrawlOptions::max_page_bytes, 1024, 100LL << 20),
      whole("max_redirects", "a whole number from 0 to 20", &CrawlOptions::max_redirects, 0, 20),
      whole("max_page_seconds", "a whole number from 1 to 600", &CrawlOptions::max_page_seconds, 1,
            600),
      whole("max_pages_per_pattern", "a whole number from 1 to 100000",
            &CrawlOptions::max_pages_per_pattern, 1, 100'000),
      whole("max_crawl_delay_ms", "a whole number from 0 to 600000",
            &CrawlOptions::max_crawl_delay_ms, 0, 600'000),
      {"respect_robots", "true or false",
       [](const json& value, CrawlOptions& out) {
         if (value.is_boolean()) out.respect_robots = value.get<bool>();
         return value.is_boolean();
       }},
      {"user_agent", "a product token: letters, '-' and '_', optionally with \"/version\"",
       [](const json& value, CrawlOptions& out) {
         if (!value.is_string() || !is_plain_line(value.get<std::string>())) return false;
         out.user_agent = value.get<std::string>();
         return is_valid_product_token(out.user_agent.substr(0, out.user_agent.find('/')));
       }},
      {"contact", "a URL or a mail address",
       [](const json& value, CrawlOptions& out) {
         if (!value.is_string() || !is_plain_line(value.get<std::string>())) return false;
         out.contact = value.get<std::string>();
         return out.contact.find_first_of(" ()<>\"") == std::string::npos;
       }},
  };
  return kSettings;
}

std::string known_names() {
  std::string out;
  for (const Setting& setting : settings())
    out += (out.empty() ? "" : ", ") + std::string(setting.name);
  return out;
}

}  // namespace

std::expected<CrawlOptions, std::vector<Error>> parse_crawl_settings(std::string_view text,
                                                                     const std::string& file,
                                                                     const std::string& pointer) {
  using Errors = std::vector<Error>;
  const json crawl = json::parse(text, nullptr, false);
  if (!crawl.is_object())
    return std::unexpected(Errors{{Error::Code::schema, "expected an object", file, 0, pointer}});
  CrawlOptions out;
  Errors errors;
  for (const auto& [key, value] : crawl.items()) {
    const auto it = std::find_if(settings().begin(), settings().end(),
                                 [&name = key](const Setting& each) { return each.name == name; });
    const std::string place = pointer + "/" + pointer_token(key);
    if (it == settings().end()) {
      errors.push_back(
          {Error::Code::schema, "unknown key; known are " + known_names(), file, 0, place});
    } else if (!it->apply(value, out)) {
      errors.push_back(
          {Error::Code::schema, std::string("expected ") + it->expected, file, 0, place});
    }
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return out;
}

}  // namespace verify

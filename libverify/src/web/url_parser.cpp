#include "web/url_parser.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "web/percent_encode.h"
#include "web/url_host.h"

// https://url.spec.whatwg.org/#concept-basic-url-parser, for special schemes that are http(s). The
// names in capitals are the standard's states. The input is cut at the same places at which the
// standard's machine changes state.

namespace verify {

// The standard's URL record.
struct UrlParser::Record {
  bool https = false;
  std::string username, password;  // percent-encoded
  std::string host;                // serialised
  std::optional<std::uint16_t> port;
  std::string path;  // serialised: each segment after a '/'; empty while it has none
  std::optional<std::string> query, fragment;

  bool parse_relative(std::string_view rest);
  bool parse_authority_and_rest(std::string_view rest);
  void parse_path_and_rest(std::string_view rest);
  void parse_query_and_fragment(std::string_view rest);
};

namespace {

bool is_slash(char c) {
  return c == '/' || c == '\\';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Basic URL parser, steps 1 to 3: no C0 controls or spaces at the ends, no tabs and newlines.
std::string clean_input(std::string_view input) {
  const auto is_c0_or_space = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!input.empty() && is_c0_or_space(input.front())) input.remove_prefix(1);
  while (!input.empty() && is_c0_or_space(input.back())) input.remove_suffix(1);
  std::string out = replace_invalid_utf8(input);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

// SCHEME START and SCHEME: the scheme in lower case, without the ':'. Nothing where none is
// written.
std::optional<std::string> scheme_of(std::string_view input) {
  const std::size_t colon = input.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(input[0])) return std::nullopt;
  const std::string_view scheme = input.substr(0, colon);
  const bool valid = std::ranges::all_of(scheme, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  if (!valid) return std::nullopt;
  return ascii_lower(scheme);
}

// SPECIAL AUTHORITY IGNORE SLASHES.
std::string_view after_slashes(std::string_view rest) {
  while (!rest.empty() && is_slash(rest[0])) rest.remove_prefix(1);
  return rest;
}

// Takes `count` bytes, or all where there are fewer, off the front of `rest`.
std::string_view take(std::string_view& rest, std::size_t count) {
  const std::string_view taken = rest.substr(0, count);
  rest.remove_prefix(taken.size());
  return taken;
}

// PORT. False on failure; a port that is the default one is none.
bool parse_port(std::string_view text, bool https, std::optional<std::uint16_t>& port) {
  port.reset();
  if (text.empty()) return true;
  if (!std::ranges::all_of(text, is_digit)) return false;
  // Leading zeros are allowed in any number.
  text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
  unsigned value = 0;
  if (text.size() > 5) return false;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (value > 0xFFFF) return false;
  if (value != (https ? 443U : 80U)) port = static_cast<std::uint16_t>(value);
  return true;
}

// HOST: the first ':' outside brackets ends the host.
std::size_t host_length(std::string_view text) {
  bool in_brackets = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') in_brackets = true;
    if (text[i] == ']') in_brackets = false;
    if (text[i] == ':' && !in_brackets) return i;
  }
  return text.size();
}

// "single-dot" and "double-dot URL path segment": how many dots the segment is, 0 when it is none.
int dot_segment(std::string_view segment) {
  int dots = 0;
  while (!segment.empty()) {
    if (segment[0] == '.')
      segment.remove_prefix(1);
    else if (segment.size() >= 3 && segment.starts_with("%2") && (segment[2] | 0x20) == 'e')
      segment.remove_prefix(3);
    else
      return 0;
    if (++dots > 2) return 0;
  }
  return dots;
}

// "shorten a url's path".
void shorten_path(std::string& path) {
  if (const std::size_t slash = path.rfind('/'); slash != std::string::npos) path.resize(slash);
}

// PATH: appends the segments of `text`, up to '?', '#' or the end, to `path`.
void parse_path(std::string_view text, std::string& path) {
  for (bool more = true; more;) {
    std::size_t end = 0;
    while (end < text.size() && !is_slash(text[end])) ++end;
    more = end < text.size();
    const std::string_view segment = take(text, end);
    const int dots = dot_segment(segment);
    if (dots == 2) shorten_path(path);
    if (dots == 0) {
      path += '/';
      append_percent_encoded(path, segment, kPathSet);
    } else if (!more) {
      path += '/';
    }
    if (more) text.remove_prefix(1);
  }
}

}  // namespace

// QUERY and FRAGMENT: `rest` is empty or starts with '?' or '#'.
void UrlParser::Record::parse_query_and_fragment(std::string_view rest) {
  if (rest.starts_with('?')) {
    query.emplace();
    append_percent_encoded(*query, take(rest, rest.find('#')).substr(1), kSpecialQuerySet);
  }
  fragment.reset();
  if (rest.starts_with('#')) {
    fragment.emplace();
    append_percent_encoded(*fragment, rest.substr(1), kFragmentSet);
  }
}

// PATH, then what follows it.
void UrlParser::Record::parse_path_and_rest(std::string_view rest) {
  query.reset();
  parse_path(take(rest, rest.find_first_of("?#")), path);
  parse_query_and_fragment(rest);
}

// AUTHORITY, HOST, PORT and PATH START. `rest` is what follows the slashes. False on failure.
bool UrlParser::Record::parse_authority_and_rest(std::string_view rest) {
  username.clear();
  password.clear();
  path.clear();
  std::string_view authority = take(rest, rest.find_first_of("/\\?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    const std::string_view credentials = take(authority, at);
    authority.remove_prefix(1);
    const std::size_t colon = std::min(credentials.find(':'), credentials.size());
    append_percent_encoded(username, credentials.substr(0, colon), kUserinfoSet);
    if (colon < credentials.size())
      append_percent_encoded(password, credentials.substr(colon + 1), kUserinfoSet);
  }
  const std::string_view written = take(authority, host_length(authority));
  auto parsed = written.empty() ? std::nullopt : parse_host(written);
  if (!parsed) return false;
  host = std::move(*parsed);
  if (!authority.empty() && !parse_port(authority.substr(1), https, port)) return false;
  if (authority.empty()) port.reset();
  if (!rest.empty() && is_slash(rest[0])) rest.remove_prefix(1);
  parse_path_and_rest(rest);
  return true;
}

// RELATIVE and RELATIVE SLASH: this record is a copy of the base.
bool UrlParser::Record::parse_relative(std::string_view rest) {
  if (rest.size() >= 2 && is_slash(rest[0]) && is_slash(rest[1]))
    return parse_authority_and_rest(after_slashes(rest));
  if (!rest.empty() && is_slash(rest[0])) {
    path.clear();
    parse_path_and_rest(rest.substr(1));
  } else if (rest.empty() || rest[0] == '?' || rest[0] == '#') {
    parse_query_and_fragment(rest);
  } else {
    shorten_path(path);
    parse_path_and_rest(rest);
  }
  return true;
}

UrlParser::Record UrlParser::copy_of(const Url& base) {
  Record record;
  record.https = base.is_https();
  record.username = base.username();
  record.password = base.password();
  record.host = base.hostname();
  if (base.has_port()) record.port = base.port();
  record.path = base.pathname();
  const std::string_view href = base.href();
  if (base.search_start_ < base.hash_start_)
    record.query = href.substr(base.search_start_ + 1, base.hash_start_ - base.search_start_ - 1);
  return record;
}

// "URL serializer".
Url::Parsed UrlParser::assemble(const Record& record) {
  Url url;
  std::string& out = url.href_;
  const auto here = [&] { return static_cast<std::uint16_t>(out.size()); };
  out = record.https ? "https" : "http";
  url.scheme_end_ = here();
  out += "://" + record.username;
  url.username_end_ = here();
  if (!record.password.empty()) out += ':' + record.password;
  if (!record.username.empty() || !record.password.empty()) out += '@';
  url.host_start_ = here();
  out += record.host;
  url.host_end_ = here();
  if (record.port) out += ':' + std::to_string(*record.port);
  url.path_start_ = here();
  out += record.path;
  url.search_start_ = here();
  if (record.query) out += '?' + *record.query;
  url.hash_start_ = here();
  if (record.fragment) out += '#' + *record.fragment;
  url.port_ = record.port.value_or(record.https ? 443 : 80);
  // The offsets hold only below this; nothing has read them yet.
  if (out.size() > Url::kMaxLength) return std::unexpected(UrlError::too_long);
  return url;
}

Url::Parsed UrlParser::parse_full(std::string_view input, const Url* base) {
  const std::string text = clean_input(input);
  std::string_view rest = text;
  const auto scheme = scheme_of(text);
  Record record;
  bool parsed = false;
  if (scheme) {
    if (*scheme != "http" && *scheme != "https") return std::unexpected(UrlError::not_http);
    record.https = *scheme == "https";
    rest.remove_prefix(scheme->size() + 1);
    // SPECIAL RELATIVE OR AUTHORITY: "https:path" is relative to a base of the same scheme.
    const bool relative =
        base != nullptr && base->is_https() == record.https && !rest.starts_with("//");
    if (relative) record = copy_of(*base);
    // SPECIAL AUTHORITY SLASHES and SPECIAL AUTHORITY IGNORE SLASHES otherwise.
    parsed = relative ? record.parse_relative(rest)
                      : record.parse_authority_and_rest(after_slashes(rest));
  } else if (base != nullptr) {
    // NO SCHEME: an http(s) base is neither opaque nor a file.
    record = copy_of(*base);
    parsed = record.parse_relative(rest);
  }
  if (!parsed) return std::unexpected(UrlError::invalid);
  return assemble(record);
}

}  // namespace verify

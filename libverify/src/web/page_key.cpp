#include <algorithm>
#include <set>

#include "base/text.h"
#include "verify/url.h"

namespace verify {
namespace {

// Parameters that say where a visitor came from, not what is shown.
bool is_tracking(std::string_view name) {
  static const std::set<std::string, std::less<>> kNames = {
      "fbclid",  "gclid",       "gclsrc",     "dclid",    "gbraid",        "wbraid",
      "msclkid", "yclid",       "twclid",     "ttclid",   "li_fat_id",     "igshid",
      "mc_cid",  "mc_eid",      "_ga",        "_gl",      "hsctatracking", "_hsenc",
      "_hsmi",   "__hssc",      "__hstc",     "__hsfp",   "mkt_tok",       "trk",
      "vero_id", "oly_anon_id", "oly_enc_id", "wickedid", "s_kwcid",       "ref_src"};
  const std::string lower = ascii_lower(name);
  return lower.starts_with("utm_") || kNames.contains(lower);
}

// The page a folder shows when none is named.
bool is_index(std::string_view file) {
  const std::size_t dot = file.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string stem = ascii_lower(file.substr(0, dot));
  const std::string kind = ascii_lower(file.substr(dot + 1));
  static const std::set<std::string, std::less<>> kKinds = {"html", "htm",  "xhtml", "shtml", "php",
                                                            "asp",  "aspx", "jsp",   "cfm"};
  return (stem == "index" || stem == "default") && kKinds.contains(kind);
}

std::string_view key_path(std::string_view path) {
  const std::size_t file = path.rfind('/') + 1;
  if (is_index(path.substr(file))) path = path.substr(0, file);
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

std::string key_query(std::string_view search) {
  std::string out;
  if (search.empty()) return out;
  search.remove_prefix(1);
  while (!search.empty()) {
    const std::string_view part = search.substr(0, search.find('&'));
    search.remove_prefix(std::min(search.size(), part.size() + 1));
    if (part.empty() || is_tracking(part.substr(0, part.find('=')))) continue;
    out += out.empty() ? '?' : '&';
    out += part;
  }
  return out;
}

}  // namespace

std::string page_key(const Url& url) {
  std::string_view host = url.hostname();
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string key(host);
  if (url.has_port()) key += ':' + std::to_string(url.port());
  key += key_path(url.pathname());
  key += key_query(url.search());
  return key;
}

}  // namespace verify

#include "verify/url.h"

#include "web/url_parser.h"

namespace verify {

std::string_view to_string(UrlError error) {
  switch (error) {
    case UrlError::invalid:
      return "not a valid URL";
    case UrlError::not_http:
      return "not an http or https URL";
    case UrlError::too_long:
      return "longer than a URL may be";
  }
  return "";
}

Url::Parsed Url::parse(std::string_view input) {
  if (auto url = UrlParser::parse_common(input, nullptr)) return *std::move(url);
  return UrlParser::parse_full(input, nullptr);
}

Url::Parsed Url::parse(std::string_view input, const Url& base) {
  if (auto url = UrlParser::parse_common(input, &base)) return *std::move(url);
  return UrlParser::parse_full(input, &base);
}

std::string_view Url::scheme() const {
  return href().substr(0, scheme_end_);
}

std::string_view Url::username() const {
  const std::size_t start = scheme_end_ + 3U;
  return href().substr(start, username_end_ - start);
}

std::string_view Url::password() const {
  // Between the ':' after the user name and the '@'; without a password the '@' comes at once.
  if (username_end_ + 1 >= host_start_) return {};
  return href().substr(username_end_ + 1U, host_start_ - username_end_ - 2U);
}

bool Url::has_credentials() const {
  return host_start_ > scheme_end_ + 3;
}

std::string_view Url::hostname() const {
  return href().substr(host_start_, host_end_ - host_start_);
}

std::uint16_t Url::port() const {
  return port_;
}

std::string_view Url::pathname() const {
  return href().substr(path_start_, search_start_ - path_start_);
}

std::string_view Url::search() const {
  const std::string_view search = href().substr(search_start_, hash_start_ - search_start_);
  return search.size() > 1 ? search : std::string_view();
}

std::string_view Url::hash() const {
  const std::string_view hash = href().substr(hash_start_);
  return hash.size() > 1 ? hash : std::string_view();
}

std::string_view Url::path_and_search() const {
  return href().substr(path_start_, hash_start_ - path_start_);
}

std::string Url::origin() const {
  std::string out(scheme());
  out += "://";
  out += href().substr(host_start_, path_start_ - host_start_);
  return out;
}

Url Url::without_fragment() const {
  Url url = *this;
  url.href_.resize(hash_start_);
  return url;
}

}  // namespace verify

#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

namespace verify {

/// Why a string is not a Url.
enum class UrlError {
  invalid,   ///< the WHATWG parser returns failure
  not_http,  ///< has another scheme: mailto:, javascript:, data: … Not ours to follow
  too_long,  ///< longer than Url::kMaxLength once serialised
};

std::string_view to_string(UrlError error);

/// An absolute http or https URL, parsed as the WHATWG URL standard says
/// (https://url.spec.whatwg.org, basic URL parser) and therefore always valid. Hosts are ASCII (UTS
/// 46), numbers in hosts are IPv4 addresses, default ports are dropped. An immutable value, cheap
/// to move; two are equal when they serialise equally. Only this form is ever handed to the
/// network.
class Url {
 public:
  /// Serialised URLs longer than this, in bytes, are refused: no server of interest needs them and
  /// unbounded ones are a way to swell a crawl.
  static constexpr std::size_t kMaxLength = 16 * 1024;

  using Parsed = std::expected<Url, UrlError>;

  /// Parses an absolute URL. Leading and trailing C0 controls and spaces are stripped, tabs and
  /// newlines removed, as browsers do.
  static Parsed parse(std::string_view input);

  /// Resolves `input` (a link as written) against `base`.
  static Parsed parse(std::string_view input, const Url& base);

  std::string_view href() const { return href_; }  ///< the serialisation
  std::string_view scheme() const;                 ///< "http" or "https"
  bool is_https() const { return scheme_end_ == 5; }
  std::string_view username() const;  ///< percent-encoded, may be empty
  std::string_view password() const;  ///< percent-encoded, may be empty
  bool has_credentials() const;
  std::string_view hostname() const;  ///< ASCII; IPv6 in brackets
  std::uint16_t port() const;         ///< the effective one: 80, 443 or written
  bool has_port() const { return host_end_ != path_start_; }  ///< written and not the default
  std::string_view pathname() const;                          ///< starts with '/'
  std::string_view search() const;           ///< with '?', empty when absent or "?"
  std::string_view hash() const;             ///< with '#', empty when absent or "#"
  std::string_view path_and_search() const;  ///< what a request line carries
  /// "https://host:port", without a default port.
  std::string origin() const;
  Url without_fragment() const;

  friend bool operator==(const Url& a, const Url& b) { return a.href_ == b.href_; }
  friend auto operator<=>(const Url& a, const Url& b) { return a.href_ <=> b.href_; }

 private:
  friend class UrlParser;
  Url() = default;

  // Offsets into href_:  https://user:pass@host:8080/path?query#fragment
  std::string href_;
  std::uint16_t scheme_end_ = 0;    // at ':'
  std::uint16_t username_end_ = 0;  // after the user name
  std::uint16_t host_start_ = 0;    // first byte of the host
  std::uint16_t host_end_ = 0;      // after the host
  std::uint16_t path_start_ = 0;    // at the first '/' of the path
  std::uint16_t search_start_ = 0;  // at '?', or at hash_start_
  std::uint16_t hash_start_ = 0;    // at '#', or href_.size()
  std::uint16_t port_ = 0;          // effective
};

/// The registrable domain (eTLD+1) of an ASCII host by the public suffix list, "example.co.uk" for
/// "www.example.co.uk". An IP address or a name without one is returned as it is.
std::string registrable_domain(std::string_view host);

/// Whether both hosts belong to one registrable domain.
bool same_site(const Url& a, const Url& b);

/// A key under which two spellings of one page agree: scheme, "www.", a trailing slash, index
/// pages, the fragment and well-known tracking parameters do not count. For recognising a page
/// that a link leads to; never used to request anything.
std::string page_key(const Url& url);

}  // namespace verify

template <>
struct std::hash<verify::Url> {
  std::size_t operator()(const verify::Url& url) const noexcept {
    return std::hash<std::string_view>{}(url.href());
  }
};

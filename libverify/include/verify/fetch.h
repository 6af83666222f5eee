#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/address.h"
#include "verify/error.h"
#include "verify/fetch_fault.h"
#include "verify/time.h"
#include "verify/url.h"

namespace verify {

/// How the world answered. These are different answers and are never folded into "failed": none of
/// them but `ok` says anything about what a page contains.
enum class FetchStatus {
  ok,                 ///< a 2xx answer, complete
  http_error,         ///< a 4xx or 5xx answer, or another number that carries no page (206, 304)
  redirect_loop,      ///< a URL came back, or more hops than allowed, or a redirect to nowhere
  unreachable,        ///< no such name, refused, reset, not HTTP
  timed_out,          ///< connect, first byte, stall or total time
  tls_error,          ///< handshake or certificate; a certificate is never ignored
  too_large,          ///< over a size limit, on the wire, in the header or decoded
  unsupported_type,   ///< a media type that is not read
  refused_by_robots,  ///< robots.txt forbids it; the page was not requested
  refused_by_policy,  ///< the address guard, a port, a scheme or credentials in the URL; not
                      ///< requested
  bot_wall,           ///< a challenge for robots instead of the page
  unreadable_file,    ///< a PDF that arrived and could not be opened or has no text
};

std::string_view to_string(FetchStatus status);
bool parse_fetch_status(std::string_view text, FetchStatus& status);

/// One GET of one URL. Redirects are not followed: each hop is a request of its own.
struct FetchRequest {
  std::uint64_t id = 0;  ///< the caller's; comes back in the Exchange
  Url url;
  /// Of the body as it comes over the wire; also of what it unpacks to, when it is a large one.
  std::uint64_t max_bytes = 10u << 20;
  /// A longer body is cut there and is an answer all the same: truncated, and not too_large.
  bool cut_at_max_bytes = false;
  /// Less than the fetcher's total time-out; zero: that.
  Duration max_time{};
  std::string if_none_match;      ///< ETag for a conditional request; empty: none
  std::string if_modified_since;  ///< as the server sent Last-Modified; empty: none
};

/// What happened on the wire for one FetchRequest.
struct Exchange {
  std::uint64_t id = 0;
  Url url;
  /// ok: an answer arrived in full, whatever its number (http_error is set for >= 400). Never one
  /// of redirect_loop, refused_by_robots, unsupported_type, bot_wall, unreadable_file: those are
  /// judged by the crawl.
  FetchStatus status = FetchStatus::unreachable;
  FetchFault fault = FetchFault::none;  ///< which of the status's faults, where it is known
  std::string detail;                   ///< the reason in a few words: "certificate has expired"
  int http_status = 0;                  ///< 0 when there was no answer
  std::string request_head;   ///< as sent, with the final blank line; empty when nothing was sent
  std::string response_head;  ///< as received, with the final blank line
  std::string body;           ///< as received, content coding not removed, transfer coding removed
  bool truncated = false;     ///< the body ended before the message did
  std::string address;        ///< the IP connected to; empty when none was
  Instant started_at{};
  Duration elapsed{};

  /// The value of a response header (case-insensitive name, last one wins), trimmed; empty if
  /// absent.
  std::string_view header(std::string_view name) const;
  /// All values of it, in order.
  std::vector<std::string_view> headers(std::string_view name) const;
};

/// The door to the network, in the three verbs of a work queue. Not thread-safe: one fetcher, one
/// thread. Every start() is answered by exactly one Exchange.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  /// How many more requests may be started now.
  virtual std::size_t capacity() const = 0;
  /// Begins a request. Requires capacity() > 0.
  virtual void start(FetchRequest request) = 0;
  /// Waits until something has finished, at most `at_most`, and returns it. Also how a crawl
  /// sleeps.
  virtual std::vector<Exchange> wait(Duration at_most) = 0;
};

/// Limits of the production fetcher. Every size and time has one.
struct FetcherOptions {
  /// A name to connect somewhere else for, as curl's --connect-to. The address still has to pass
  /// the guard. Empty host or port 0 match any.
  struct ConnectTo {
    std::string host;
    std::uint16_t port = 0;
    std::string to_host;
    std::uint16_t to_port = 0;

    /// "HOST:PORT:ADDR:PORT", IPv6 in brackets.
    static std::optional<ConnectTo> parse(std::string_view text);
  };

  /// Where a request connects: a name, or an address as text without brackets, and a port.
  struct Destination {
    std::string host;
    std::uint16_t port = 0;
    bool mapped = false;  ///< a rule of `connect_to` said so
  };

  /// By the first rule of `connect_to` that fits; otherwise where the request says. `host` without
  /// brackets.
  Destination destination(std::string_view host, std::uint16_t port) const;

  std::string user_agent = "libverify/0.1";
  std::vector<OpenRange> allow_net;  ///< ranges opened although they are not public
  std::vector<ConnectTo> connect_to;
  std::string ca_file;               ///< PEM bundle; empty: the system's
  std::size_t max_connections = 32;  ///< at once, all hosts
  std::size_t max_header_bytes = 256u << 10;
  Duration connect_timeout = std::chrono::seconds(10);
  Duration stall_timeout = std::chrono::seconds(20);  ///< without a byte
  Duration total_timeout = std::chrono::seconds(40);
};

/// Whether a file may be FetcherOptions::ca_file: it can be read and a certificate is in it. With
/// one that may not, every page over TLS is a `tls_error`.
Result<void> check_ca_file(const std::filesystem::path& file);

/// The fetcher on one libcurl multi handle. Every connection passes the AddressGuard when the name
/// is resolved, when the socket is opened and before the request is sent; proxies of the
/// environment are ignored. `clock` must outlive it.
std::unique_ptr<Fetcher> make_curl_fetcher(const FetcherOptions& options, const Clock& clock);

}  // namespace verify

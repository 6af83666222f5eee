#include "daemon/notify/guarded_curl.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <stdexcept>

#include "daemon/notify/name_lookup.h"

namespace verify::daemon {
namespace {

static_assert(CURL_ERROR_SIZE == 256);

constexpr std::size_t kMostLines = 200;
constexpr std::size_t kLongestLine = 300;
// What libcurl still waits for, by a time of its own, when all is said (the answer to QUIT).
constexpr auto kFarewell = std::chrono::seconds(1);

void* new_handle() {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* easy = initialised == CURLE_OK ? curl_easy_init() : nullptr;
  if (easy == nullptr) throw std::runtime_error("the network library does not start");
  return easy;
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

bool is_loopback(const IpAddress& address) {
  static const auto kV4 = *Cidr::parse("127.0.0.0/8");
  static const auto kV6 = *Cidr::parse("::1/128");
  return kV4.contains(address) || kV6.contains(address);
}

long milliseconds(Duration duration) {
  return static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(duration).count());
}

}  // namespace

void GuardedCurl::ListFree::operator()(void* list) const {
  curl_slist_free_all(static_cast<curl_slist*>(list));
}

/// The functions libcurl calls; `self` is always the GuardedCurl.
struct GuardedCurl::Callbacks {
  static std::size_t header(char* data, std::size_t, std::size_t size, void* self) {
    GuardedCurl& curl = *static_cast<GuardedCurl*>(self);
    curl.header_bytes_ += size;
    if (curl.header_bytes_ > curl.outbound_.limits.max_answer_bytes) return 0;
    std::string_view line(data, size);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) curl.head_complete_ = false;  // of another answer: after a 100
    if (line.empty()) curl.head_complete_ = true;
    if (curl.lines_.size() < kMostLines) curl.lines_.emplace_back(line.substr(0, kLongestLine));
    return size;
  }

  // What a receiver says beyond its status is of no interest, but it must end some time.
  static std::size_t body(char*, std::size_t, std::size_t size, void* self) {
    GuardedCurl& curl = *static_cast<GuardedCurl*>(self);
    curl.body_bytes_ += size;
    return curl.body_bytes_ > curl.outbound_.limits.max_answer_bytes ? 0 : size;
  }

  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    GuardedCurl& curl = *static_cast<GuardedCurl*>(self);
    curl.late_ = std::chrono::steady_clock::now() > curl.deadline_ + kFarewell;
    return curl.late_ || curl.outbound_.given_up() ? 1 : 0;
  }

  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
    GuardedCurl& curl = *static_cast<GuardedCurl*>(self);
    const bool permitted =
        purpose == CURLSOCKTYPE_IPCXN && curl.permits(ip_of(address->addr, address->addrlen));
    return permitted ? socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol)
                     : CURL_SOCKET_BAD;
  }

  // Messages of TLS itself one at a time: otherwise a receiver that does not stop with them keeps
  // OpenSSL from returning, and no deadline is looked at.
  static CURLcode tls_begins(CURL*, void* ssl_ctx, void*) {
    SSL_CTX_clear_mode(static_cast<SSL_CTX*>(ssl_ctx), SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_options(static_cast<SSL_CTX*>(ssl_ctx), SSL_OP_NO_RENEGOTIATION);
    return CURLE_OK;
  }

  static int before_request(void* self, char* peer, char*, int, int) {
    return static_cast<GuardedCurl*>(self)->permits(IpAddress::parse(peer)) ? CURL_PREREQFUNC_OK
                                                                            : CURL_PREREQFUNC_ABORT;
  }
};

GuardedCurl::GuardedCurl(const Outbound& outbound)
    : outbound_(outbound), guard_(outbound.fetcher.allow_net), easy_(new_handle()) {}

GuardedCurl::~GuardedCurl() {
  curl_easy_cleanup(easy_);
}

void GuardedCurl::append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(static_cast<curl_slist*>(list.get()), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

void GuardedCurl::add_header(const std::string& line) {
  append(headers_, line);
}

bool GuardedCurl::permits(const std::optional<IpAddress>& address) {
  if (address && guard_.permits(*address, port_)) return true;
  refused_ =
      (address ? address->to_string() : std::string("the address")) + " is not a public address";
  return false;
}

std::optional<std::string> GuardedCurl::aim(const std::string& host, std::uint16_t port) {
  auto [name, to_port, mapped] = outbound_.fetcher.destination(host, port);
  port_ = to_port;
  if (const auto literal = IpAddress::parse(name)) {
    addresses_ = {*literal};
  } else {
    if (!mapped && !guard_.permits_name(name, port_)) return name + " is not a public name";
    auto found = look_up(name, outbound_.limits.connect_timeout, outbound_.given_up);
    if (!found) return found.error();
    addresses_ = std::move(*found);
  }
  // One that is not permitted refuses them all: a name that answers with both is playing.
  for (const IpAddress& address : addresses_)
    if (!permits(address)) return refused_;
  pin(name, mapped);
  return std::nullopt;
}

bool GuardedCurl::only_loopback() const {
  return !addresses_.empty() && std::ranges::all_of(addresses_, is_loopback);
}

void GuardedCurl::pin(const std::string& host, bool mapped) {
  const std::string place = bracketed(host) + ":" + std::to_string(port_);
  if (!IpAddress::parse(host)) {
    std::string entry = "+" + place + ":";
    for (const IpAddress& address : addresses_) entry += bracketed(address.to_string()) + ",";
    entry.pop_back();
    append(pinned_, entry);
    curl_easy_setopt(easy_, CURLOPT_RESOLVE, pinned_.get());
  }
  if (!mapped) return;
  append(connect_to_, "::" + place);
  curl_easy_setopt(easy_, CURLOPT_CONNECT_TO, connect_to_.get());
}

void GuardedCurl::set_options(Duration at_most) {
  curl_easy_setopt(easy_, CURLOPT_PROXY, "");  // not even the environment's
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  // A connection that is kept would be taken leave of later, when nothing of ours is asked any
  // more.
  curl_easy_setopt(easy_, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy_, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // With a directory set, every connection reads the bundle again: 30 ms each.
  curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);
  if (!outbound_.fetcher.ca_file.empty())
    curl_easy_setopt(easy_, CURLOPT_CAINFO, outbound_.fetcher.ca_file.c_str());
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, milliseconds(at_most));
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                   milliseconds(outbound_.limits.connect_timeout));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy_, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy_, CURLOPT_XFERINFOFUNCTION, &Callbacks::progress);
  curl_easy_setopt(easy_, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open_socket);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy_, CURLOPT_SSL_CTX_FUNCTION, &Callbacks::tls_begins);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Callbacks::before_request);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Callbacks::header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Callbacks::body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_.get());
}

GuardedCurl::Result GuardedCurl::perform(Duration at_most) {
  deadline_ = std::chrono::steady_clock::now() + at_most;
  set_options(at_most);
  Result out;
  const CURLcode code = curl_easy_perform(easy_);
  out.code = code;
  out.interrupted = code == CURLE_ABORTED_BY_CALLBACK && refused_.empty() && !late_;
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  const bool http = !lines_.empty() && lines_.front().starts_with("HTTP/");
  if (!http || head_complete_) out.status = static_cast<int>(status);
  curl_off_t asked = 0;
  curl_easy_getinfo(easy_, CURLINFO_RETRY_AFTER, &asked);
  // What is beyond ten years is no time; the caller's limit is far below.
  if (asked > 0) out.retry_after = std::chrono::seconds(std::min<curl_off_t>(asked, 315'360'000));
  if (code != CURLE_OK)
    out.reason = !refused_.empty()        ? refused_
                 : error_.front() != '\0' ? std::string(error_.data())
                                          : std::string(curl_easy_strerror(code));
  out.lines = std::move(lines_);
  return out;
}

}  // namespace verify::daemon

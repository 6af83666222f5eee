#include "web/transfer.h"

#include <curl/curl.h>

#include <algorithm>

#include "verify/content.h"
#include "web/curl_error.h"
#include "web/socket_address.h"

namespace verify {
namespace {

// What chunk sizes and extensions may add to a body on the wire.
constexpr std::uint64_t kFramingBytes = 1u << 20;

curl_slist* append(curl_slist* list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list, line.c_str());
  if (longer == nullptr) curl_slist_free_all(list);
  return longer;
}

std::string bracketed(const IpAddress& address) {
  return address.v6 ? "[" + address.to_string() + "]" : address.to_string();
}

long milliseconds(Duration duration) {
  return static_cast<long>(
      std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::milliseconds>(duration).count()));
}

// A header value goes into a request as it is: nothing in it may end the line.
bool is_header_value(std::string_view value) {
  return std::ranges::none_of(
      value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

void Transfer::ListFree::operator()(void* list) const {
  curl_slist_free_all(static_cast<curl_slist*>(list));
}

/// The functions libcurl calls; `self` is always the Transfer.
struct Transfer::Callbacks {
  static std::size_t header(char* data, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    transfer.last_byte_ = transfer.clock_.monotonic();
    if (!transfer.head_.add({data, size})) {
      transfer.stop(FetchFault::header_too_large, "response header is too large");
      return CURL_WRITEFUNC_ERROR;
    }
    return size;
  }

  static std::size_t body(char* data, std::size_t, std::size_t size, void* self) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    transfer.last_byte_ = transfer.clock_.monotonic();
    std::string& out = transfer.exchange_.body;
    const std::size_t room = transfer.request_.max_bytes - out.size();
    out.append(data, std::min(size, room));
    if (size > room) {
      transfer.cut_ = transfer.request_.cut_at_max_bytes;
      if (!transfer.cut_) transfer.stop(FetchFault::body_too_large, "body is over the limit");
      return CURL_WRITEFUNC_ERROR;
    }
    if (out.size() >= transfer.next_look_ && transfer.unpacks_too_large())
      return CURL_WRITEFUNC_ERROR;
    return size;
  }

  // The only place where libcurl shows the request it sent and bytes it drops itself, such as chunk
  // extensions.
  static int debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    if (type == CURLINFO_HEADER_OUT) {
      // After a dead kept connection libcurl sends again: the last one counts.
      if (transfer.exchange_.request_head.ends_with("\r\n\r\n"))
        transfer.exchange_.request_head.clear();
      transfer.exchange_.request_head.append(data, size);
    } else if (type == CURLINFO_DATA_IN) {
      transfer.wire_bytes_ += size;
    }
    return 0;
  }

  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    if (transfer.wire_bytes_ > 2 * transfer.request_.max_bytes + kFramingBytes)
      return transfer.stop(FetchFault::body_too_large, "body is over the limit on the wire");
    return transfer.expired() ? transfer.stop(transfer.lateness(), transfer.late()) : 0;
  }

  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    const auto ip = ip_of(address->addr);
    if (purpose != CURLSOCKTYPE_IPCXN || !ip || !transfer.permits(*ip)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  // Before a new connection shakes hands.
  static CURLcode tls_begins(CURL*, void* ssl_ctx, void* self) {
    static_cast<Transfer*>(self)->tls_ = TlsMeter::put_on(ssl_ctx);
    return CURLE_OK;
  }

  // Also asked on a kept connection, which no socket is opened for.
  static int before_request(void* self, char* peer, char*, int, int) {
    Transfer& transfer = *static_cast<Transfer*>(self);
    const auto ip = IpAddress::parse(peer);
    if (!ip || !transfer.permits(*ip)) return CURL_PREREQFUNC_ABORT;
    transfer.exchange_.address = ip->to_string();
    transfer.sent_ = true;
    transfer.tls_ = TlsMeter::of(transfer.easy_);
    if (transfer.tls_) transfer.tls_->begin_answer();
    transfer.last_byte_ = transfer.clock_.monotonic();
    return CURL_PREREQFUNC_OK;
  }
};

Transfer::Transfer(FetchRequest request, FetcherOptions::Destination destination,
                   const Shared& shared)
    : request_(std::move(request)),
      destination_(std::move(destination)),
      options_(shared.options),
      guard_(shared.guard),
      clock_(shared.clock),
      handles_(shared.handles),
      exchange_{.id = request_.id, .url = request_.url},
      head_(options_.max_header_bytes),
      started_(clock_.monotonic()),
      last_byte_(started_) {
  exchange_.started_at = clock_.now();
}

Transfer::~Transfer() {
  if (easy_ != nullptr) handles_.give_back(easy_, went_well_);
}

Duration Transfer::total_deadline() const {
  const bool shorter =
      request_.max_time > Duration::zero() && request_.max_time < options_.total_timeout;
  return started_ + excused_ + (shorter ? request_.max_time : options_.total_timeout);
}

Duration Transfer::deadline() const {
  const Duration total = total_deadline();
  // Until the request is on its way the connect timeout counts, resolving included.
  return std::min(total, sent_ ? last_byte_ + options_.stall_timeout
                               : started_ + excused_ + options_.connect_timeout);
}

void Transfer::excuse(Duration from, Duration to) {
  const Duration away = to - std::max(from, started_);
  if (away <= Duration::zero()) return;
  excused_ += away;
  last_byte_ += away;
  if (easy_ == nullptr) return;
  told_total_ += away;
  told_connect_ += away;
  tell_limits();
}

void Transfer::tell_limits() {
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, milliseconds(told_total_));
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(told_connect_));
}

bool Transfer::stop(FetchFault fault, std::string detail) {
  if (!stopped_) {
    exchange_.fault = fault;
    exchange_.status = status_of(fault);
    exchange_.detail = std::move(detail);
  }
  return stopped_ = true;
}

bool Transfer::permits(const IpAddress& address) {
  if (guard_.permits(address, destination_.port)) return true;
  stop(FetchFault::address_not_public, address.to_string() + " is not a public address");
  return false;
}

// The body is unpacked later and then bounded; a large one is tried on its way, each time it has
// doubled, so that a bomb is not carried home first.
bool Transfer::unpacks_too_large() {
  next_look_ = 2 * exchange_.body.size();
  if (request_.cut_at_max_bytes) return false;  // who takes a part unpacks no more than that
  const std::string_view coding = header_value(head_.text(), "content-encoding");
  if (coding.empty() || decode_content(coding, exchange_.body, request_.max_bytes).state !=
                            DecodedBody::State::too_large)
    return false;
  return stop(FetchFault::body_too_large, "body unpacks to more than the limit");
}

// libcurl is told the addresses that were checked and never resolves a name itself.
bool Transfer::pin(const std::vector<IpAddress>& addresses) {
  const std::string& host = destination_.host;
  if (!IpAddress::parse(host)) {
    std::string entry = "+" + host + ":" + std::to_string(destination_.port) + ":";
    for (const IpAddress& address : addresses) entry += bracketed(address) + ",";
    entry.pop_back();
    pinned_.reset(append(nullptr, entry));
    if (!pinned_) return false;
    curl_easy_setopt(easy_, CURLOPT_RESOLVE, pinned_.get());
  }
  if (!destination_.mapped) return true;
  const bool v6 = host.find(':') != std::string::npos;
  connect_to_.reset(append(
      nullptr, "::" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(destination_.port)));
  if (!connect_to_) return false;
  curl_easy_setopt(easy_, CURLOPT_CONNECT_TO, connect_to_.get());
  return true;
}

bool Transfer::set_headers() {
  std::vector<std::string> lines = {
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "Accept-Language: en;q=0.9,*;q=0.5",
      "Accept-Encoding: gzip, deflate, br",
  };
  if (!request_.if_none_match.empty() && is_header_value(request_.if_none_match))
    lines.push_back("If-None-Match: " + request_.if_none_match);
  if (!request_.if_modified_since.empty() && is_header_value(request_.if_modified_since))
    lines.push_back("If-Modified-Since: " + request_.if_modified_since);
  curl_slist* list = nullptr;
  for (const std::string& line : lines)
    if (list = append(list, line); list == nullptr) return false;
  headers_.reset(list);
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, list);
  if (is_header_value(options_.user_agent))
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, options_.user_agent.c_str());
  return true;
}

void Transfer::set_limits() {
  told_total_ = total_deadline() - clock_.monotonic();
  told_connect_ = options_.connect_timeout;
  tell_limits();
  if (!request_.cut_at_max_bytes)
    curl_easy_setopt(easy_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_bytes));
  curl_easy_setopt(easy_, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(easy_, CURLOPT_XFERINFOFUNCTION, &Callbacks::progress);
  curl_easy_setopt(easy_, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, &Callbacks::open_socket);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy_, CURLOPT_SSL_CTX_FUNCTION, &Callbacks::tls_begins);
  curl_easy_setopt(easy_, CURLOPT_SSL_CTX_DATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Callbacks::before_request);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Callbacks::header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Callbacks::body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy_, CURLOPT_DEBUGFUNCTION, &Callbacks::debug);
  curl_easy_setopt(easy_, CURLOPT_DEBUGDATA, this);
}

bool Transfer::prepare(const std::vector<IpAddress>& addresses) {
  easy_ = handles_.take();
  if (easy_ == nullptr) return false;
  const std::string url(request_.url.without_fragment().href());
  curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy_, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_PROXY, "");  // not even the environment's
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_TCP_NODELAY, 1L);
  // Not HTTP/2: libcurl takes its control frames, empty data and trailers without a word to us, as
  // long as a server sends them, and asks again at once where a stream is refused. Of one request
  // at a time to a host nothing is gained by it.
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy_, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  curl_easy_setopt(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  // The handle serves other requests: each connection's certificate is to be looked at anew.
  curl_easy_setopt(easy_, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  // With a directory set, every connection reads the bundle again: 30 ms each.
  curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);
  if (!options_.ca_file.empty()) curl_easy_setopt(easy_, CURLOPT_CAINFO, options_.ca_file.c_str());
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
  set_limits();
  return set_headers() && pin(addresses);
}

void Transfer::complete_exchange() {
  exchange_.elapsed = clock_.monotonic() - started_ - excused_;
  if (!head_.complete()) {
    exchange_.body.clear();  // bytes without an answer they belong to
    return;
  }
  exchange_.http_status = head_.status();
  exchange_.response_head = head_.take();
}

Exchange Transfer::fail(FetchFault fault, std::string detail) {
  stop(fault, std::move(detail));
  complete_exchange();
  exchange_.truncated = exchange_.http_status != 0;
  return std::move(exchange_);
}

// When the total limit and the limit of silence end together, the silence is the fault; so it is
// when a short total time went by mostly in silence.
bool Transfer::is_silent() const {
  const Duration now = clock_.monotonic();
  return now - last_byte_ >= std::min(options_.stall_timeout, now - started_) / 2;
}

FetchFault Transfer::lateness() const {
  if (easy_ == nullptr) return FetchFault::name_lookup_failed;
  if (!sent_) return FetchFault::connect_time;
  if (!head_.any()) return FetchFault::first_byte_time;
  return is_silent() ? FetchFault::stalled : FetchFault::total_time;
}

std::string Transfer::late() const {
  if (easy_ == nullptr) return "the name server did not answer in time";
  if (!sent_) {
    curl_off_t connected = 0;  // in microseconds; 0 when it never was
    curl_easy_getinfo(easy_, CURLINFO_CONNECT_TIME_T, &connected);
    return connected > 0 ? "the secure connection was not set up within the time limit"
                         : "no connection within the time limit";
  }
  const std::string what =
      is_silent() ? "the server fell silent" : "the total time limit was reached";
  return what + (head_.complete() ? " in the body" : " before an answer was complete");
}

Exchange Transfer::time_out() {
  const FetchFault fault = lateness();
  return fail(fault, late());
}

Exchange Transfer::finish(int code) {
  if (code == CURLE_OPERATION_TIMEDOUT) return time_out();
  if (stopped_) return fail(exchange_.fault, exchange_.detail);
  if (tls_ && tls_->fault() != FetchFault::none)
    return fail(tls_->fault(), "the server does not stop with messages or records of TLS");
  if (head_.complete() && head_.status() == 101)
    return fail(FetchFault::not_http, "the server wants to speak another protocol (101)");
  if (code != CURLE_OK && !cut_) {
    CurlFailure failure{.code = code, .message = error_.data(), .head_complete = head_.complete()};
    curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &failure.os_error);
    curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &failure.tls_verify_result);
    FailureReason reason = reason_of(failure);
    return fail(reason.fault, std::move(reason.detail));
  }
  if (!head_.complete()) return fail(FetchFault::not_http, "the answer is not HTTP");
  went_well_ = code == CURLE_OK;
  complete_exchange();
  exchange_.truncated = cut_;
  exchange_.status = exchange_.http_status >= 400 ? FetchStatus::http_error : FetchStatus::ok;
  return std::move(exchange_);
}

}  // namespace verify

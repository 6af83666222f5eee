#pragma once

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/notify/reply.h"
#include "verify/address.h"

namespace verify::daemon {

/// One libcurl transfer behind the address guard: every address of the name is looked at before
/// anything is asked, libcurl is told these and resolves nothing itself, and each is looked at
/// again when the socket is opened and before the first byte of a request. No proxy, no redirect,
/// and an end to times and sizes. For one thread; never used twice.
class GuardedCurl {
 public:
  explicit GuardedCurl(const Outbound& outbound);
  ~GuardedCurl();
  GuardedCurl(const GuardedCurl&) = delete;
  GuardedCurl& operator=(const GuardedCurl&) = delete;

  /// Where `connect_to` or the resolver lead `host` (without brackets). The error says why it may
  /// not be asked or is not to be found.
  std::optional<std::string> aim(const std::string& host, std::uint16_t port);
  /// Whether all it may connect to is this machine.
  bool only_loopback() const;

  void* handle() const { return easy_; }  ///< CURL*, for what is special to a protocol
  /// A line of the header of the request or mail.
  void add_header(const std::string& line);
  const void* header_list() const { return headers_.get(); }

  struct Result {
    int code = 0;        ///< CURLcode
    int status = 0;      ///< of HTTP once its header is whole, or the last of SMTP; else 0
    std::string reason;  ///< empty for CURLE_OK
    bool interrupted = false;
    std::optional<Duration> retry_after;
    std::vector<std::string> lines;  ///< of the answer's header, or of the SMTP server; bounded
  };
  Result perform(Duration at_most);

 private:
  struct Callbacks;
  struct ListFree {
    void operator()(void* list) const;
  };
  using List = std::unique_ptr<void, ListFree>;

  static void append(List& list, const std::string& line);
  bool permits(const std::optional<IpAddress>& address);
  void pin(const std::string& host, bool mapped);
  void set_options(Duration at_most);

  const Outbound& outbound_;
  const AddressGuard guard_;
  void* easy_;
  List headers_, pinned_, connect_to_;
  std::uint16_t port_ = 0;
  std::vector<IpAddress> addresses_;
  std::array<char, 256> error_{};  // CURL_ERROR_SIZE
  std::string refused_;            // by the guard
  std::size_t header_bytes_ = 0, body_bytes_ = 0;
  bool head_complete_ = false;
  std::chrono::steady_clock::time_point deadline_;
  bool late_ = false;
  std::vector<std::string> lines_;
};

}  // namespace verify::daemon

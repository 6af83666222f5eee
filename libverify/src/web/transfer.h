#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "verify/fetch.h"
#include "web/easy_handles.h"
#include "web/response_head.h"
#include "web/tls_meter.h"

namespace verify {

/// One request on its way: the state of one libcurl easy handle with its limits. The handle's
/// callbacks point here, so it stays where it is.
class Transfer {
 public:
  /// What every transfer of a fetcher has. All of it must outlive the transfer.
  struct Shared {
    const FetcherOptions& options;
    const AddressGuard& guard;
    const Clock& clock;
    EasyHandles& handles;
  };
  Transfer(FetchRequest request, FetcherOptions::Destination destination, const Shared& shared);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  const FetcherOptions::Destination& destination() const { return destination_; }
  /// Sets the handle up; `addresses` are all that it may connect to. False when it cannot be.
  bool prepare(const std::vector<IpAddress>& addresses);
  void* handle() const { return easy_; }

  /// When something must be done about it even if nothing arrives.
  Duration deadline() const;
  /// Nobody looked at what arrives between these two moments: the server is not to blame for that,
  /// and its limits end so much later.
  void excuse(Duration from, Duration to);

  /// The answer to a request that ended with `code` (a CURLcode).
  Exchange finish(int code);
  /// The answer to a request that ended for a reason of ours.
  Exchange fail(FetchFault fault, std::string detail);
  Exchange time_out();

 private:
  struct Callbacks;

  void set_limits();
  void tell_limits();
  bool pin(const std::vector<IpAddress>& addresses);
  bool set_headers();
  bool stop(FetchFault fault, std::string detail);
  bool unpacks_too_large();
  bool permits(const IpAddress& address);
  bool expired() const { return deadline() <= clock_.monotonic(); }
  Duration total_deadline() const;
  bool is_silent() const;
  FetchFault lateness() const;
  std::string late() const;
  void complete_exchange();

  FetchRequest request_;
  FetcherOptions::Destination destination_;
  const FetcherOptions& options_;
  const AddressGuard& guard_;
  const Clock& clock_;

  EasyHandles& handles_;
  void* easy_ = nullptr;
  struct ListFree {
    void operator()(void* list) const;
  };
  using List = std::unique_ptr<void, ListFree>;
  List headers_, pinned_, connect_to_;
  std::array<char, 256> error_{};  // CURL_ERROR_SIZE

  Exchange exchange_;
  ResponseHead head_;
  Duration started_;
  Duration excused_{};
  Duration told_total_{}, told_connect_{};  // libcurl's own limits, from its start
  Duration last_byte_;
  bool sent_ = false;
  std::uint64_t wire_bytes_ = 0;
  std::shared_ptr<TlsMeter> tls_;     // of its connection, where that has TLS
  std::size_t next_look_ = 1u << 20;  // at what the body unpacks to, in bytes of it
  bool stopped_ = false;              // by us; fault and detail are set
  bool cut_ = false;                  // by us, at max_bytes, as the request wanted it
  bool went_well_ = false;            // answered, and libcurl found no fault
};

}  // namespace verify

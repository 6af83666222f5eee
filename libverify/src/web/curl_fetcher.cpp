#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "base/spare_files.h"
#include "verify/fetch.h"
#include "web/curl_loop.h"
#include "web/port_policy.h"
#include "web/resolver.h"
#include "web/sigpipe.h"
#include "web/transfer.h"

namespace verify {
namespace {

std::string_view without_brackets(std::string_view host) {
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

constexpr std::size_t kMostHandles = 64;  // that wait for a request; some 30 KB each

// A connection, and perhaps a look-up beside it, need a file descriptor each.
FetcherOptions within_limits(FetcherOptions options) {
  options.max_connections = std::clamp<std::size_t>(options.max_connections, 1,
                                                    std::max<std::size_t>(1, spare_files() / 2));
  return options;
}

class CurlFetcher final : public Fetcher {
 public:
  CurlFetcher(const FetcherOptions& options, const Clock& clock)
      : options_(within_limits(options)),
        clock_(clock),
        guard_(options.allow_net),
        handles_(kMostHandles),
        loop_(options_.max_connections),
        resolver_([this] { loop_.wake(); }) {}

  ~CurlFetcher() override {
    const SigpipeBlocked blocked;
    for (const auto& transfer : running_) loop_.remove(transfer->handle());
    running_.clear();
  }

  std::size_t capacity() const override {
    const std::size_t used = resolving_.size() + running_.size() + done_.size();
    return used < options_.max_connections ? options_.max_connections - used : 0;
  }

  void start(FetchRequest request) override;
  std::vector<Exchange> wait(Duration at_most) override;

 private:
  using TransferPtr = std::unique_ptr<Transfer>;

  bool advance(TransferPtr& transfer);
  void connect(TransferPtr transfer, const std::vector<IpAddress>& addresses);
  void advance_resolving();
  void collect_finished();
  void give_up_running();
  void expire();
  void excuse_all();
  TransferPtr remove(const void* handle);
  Duration next_deadline(Duration at_latest) const;

  const FetcherOptions options_;
  const Clock& clock_;
  const AddressGuard guard_;
  EasyHandles handles_;
  CurlLoop loop_;  // closed after the Resolver, which may still want to wake it
  Resolver resolver_;
  std::vector<TransferPtr> resolving_;
  std::vector<TransferPtr> running_;
  std::vector<Exchange> done_;
  std::optional<Duration> left_at_;  // the end of the last wait
};

void CurlFetcher::start(FetchRequest request) {
  assert(capacity() > 0);
  const bool credentials = request.url.has_credentials();
  const std::uint16_t port = request.url.port();
  auto destination = options_.destination(without_brackets(request.url.hostname()), port);
  auto transfer = std::make_unique<Transfer>(std::move(request), std::move(destination),
                                             Transfer::Shared{options_, guard_, clock_, handles_});
  if (credentials) {
    done_.push_back(transfer->fail(FetchFault::credentials_in_url, "the URL carries credentials"));
  } else if (!port_allowed(port)) {
    done_.push_back(transfer->fail(FetchFault::port_not_for_web,
                                   "port " + std::to_string(port) + " is not for web pages"));
  } else if (!loop_.ok()) {
    done_.push_back(transfer->fail(FetchFault::no_route, "the network library does not start"));
  } else if (!advance(transfer)) {
    resolving_.push_back(std::move(transfer));
  }
}

// Takes the transfer when its addresses are known: it runs, or is answered. False: not yet known.
bool CurlFetcher::advance(TransferPtr& transfer) {
  const std::string& host = transfer->destination().host;
  if (const auto literal = IpAddress::parse(host)) {
    connect(std::move(transfer), {*literal});
    return true;
  }
  if (!transfer->destination().mapped && !guard_.permits_name(host, transfer->destination().port)) {
    done_.push_back(transfer->fail(FetchFault::address_not_public, host + " is not a public name"));
    return true;
  }
  const Resolver::Answer* answer = resolver_.find(host, clock_.monotonic());
  if (answer == nullptr) return false;
  if (answer->addresses.empty()) {
    done_.push_back(transfer->fail(answer->fault, answer->error));
  } else {
    connect(std::move(transfer), answer->addresses);
  }
  return true;
}

void CurlFetcher::connect(TransferPtr transfer, const std::vector<IpAddress>& addresses) {
  // One that is not permitted refuses them all: a name that answers with both is playing.
  for (const IpAddress& address : addresses) {
    if (guard_.permits(address, transfer->destination().port)) continue;
    done_.push_back(transfer->fail(FetchFault::address_not_public,
                                   address.to_string() + " is not a public address"));
    return;
  }
  if (!transfer->prepare(addresses) || !loop_.add(transfer->handle())) {
    done_.push_back(transfer->fail(FetchFault::no_route, "the request could not be set up"));
    return;
  }
  running_.push_back(std::move(transfer));
}

void CurlFetcher::advance_resolving() {
  std::erase_if(resolving_, [&](TransferPtr& transfer) { return advance(transfer); });
}

CurlFetcher::TransferPtr CurlFetcher::remove(const void* handle) {
  const auto found = std::ranges::find(
      running_, handle, [](const TransferPtr& transfer) { return transfer->handle(); });
  assert(found != running_.end());
  TransferPtr transfer = std::move(*found);
  running_.erase(found);
  loop_.remove(transfer->handle());
  return transfer;
}

void CurlFetcher::collect_finished() {
  for (auto ended = loop_.next_ended(); ended.first != nullptr; ended = loop_.next_ended())
    done_.push_back(remove(ended.first)->finish(ended.second));
}

void CurlFetcher::give_up_running() {
  for (const TransferPtr& transfer : running_) {
    loop_.remove(transfer->handle());
    done_.push_back(transfer->fail(FetchFault::no_route, "the system watches no more connections"));
  }
  running_.clear();
}

// Also what libcurl does not time: resolving, and a server that sends next to nothing.
void CurlFetcher::expire() {
  const Duration now = clock_.monotonic();
  std::erase_if(resolving_, [&](const TransferPtr& transfer) {
    if (transfer->deadline() > now) return false;
    done_.push_back(transfer->time_out());
    return true;
  });
  std::erase_if(running_, [&](const TransferPtr& transfer) {
    if (transfer->deadline() > now) return false;
    loop_.remove(transfer->handle());
    done_.push_back(transfer->time_out());
    return true;
  });
}

// Whoever calls wait() may have been busy for long with what it gave: what has arrived since then
// was not late.
void CurlFetcher::excuse_all() {
  constexpr Duration kShort = std::chrono::milliseconds(100);
  const Duration now = clock_.monotonic();
  if (!left_at_ || now - *left_at_ < kShort) return;
  for (const auto* list : {&resolving_, &running_})
    for (const TransferPtr& transfer : *list) transfer->excuse(*left_at_, now);
}

Duration CurlFetcher::next_deadline(Duration at_latest) const {
  for (const auto* list : {&resolving_, &running_})
    for (const TransferPtr& transfer : *list) at_latest = std::min(at_latest, transfer->deadline());
  return at_latest;
}

std::vector<Exchange> CurlFetcher::wait(Duration at_most) {
  const SigpipeBlocked blocked;
  const Duration until = clock_.monotonic() + at_most;
  excuse_all();
  while (true) {
    advance_resolving();
    bool goes_on = loop_.run_due();
    collect_finished();
    // What was refused, or ended at once, is waited for no longer.
    const Duration pause =
        done_.empty() ? next_deadline(until) - clock_.monotonic() : Duration::zero();
    goes_on = goes_on && loop_.wait(pause);
    collect_finished();
    if (!goes_on) give_up_running();
    expire();
    if (!done_.empty() || clock_.monotonic() >= until) break;
  }
  left_at_ = clock_.monotonic();
  return std::exchange(done_, {});
}

}  // namespace

std::unique_ptr<Fetcher> make_curl_fetcher(const FetcherOptions& options, const Clock& clock) {
  return std::make_unique<CurlFetcher>(options, clock);
}

}  // namespace verify

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "support/fake_clock.h"
#include "verify/fetch.h"

namespace verify::test {

/// What the fake network says to one request.
struct FakeAnswer {
  int http_status = 200;
  std::string headers;  ///< lines "Name: value", each ended by "\n" or "\r\n"
  std::string body;
  FetchStatus status = FetchStatus::ok;  ///< http_error is set by itself for http_status >= 400
  std::string detail;
  Duration latency = std::chrono::milliseconds(10);

  static FakeAnswer html(std::string body);
  static FakeAnswer redirect(std::string_view location, int http_status = 302);
  /// No answer at all: unreachable, timed_out, tls_error, refused_by_policy.
  static FakeAnswer failure(FetchStatus status, std::string detail);
};

/// The network in memory: answers from a table and moves the clock instead of waiting. Keeps the
/// contract of Fetcher: every start() is answered once, after its latency, in the order of arrival.
class FakeFetcher final : public Fetcher {
 public:
  using Handler = std::function<FakeAnswer(const FetchRequest&)>;
  struct Asked {
    FetchRequest request;
    Instant at;
  };

  explicit FakeFetcher(FakeClock& clock, std::size_t max_connections = 32)
      : clock_(clock), max_connections_(max_connections) {}

  /// `url` as Url serialises it. A later call replaces an earlier one.
  void set(std::string url, FakeAnswer answer);
  void set(std::string url, Handler handler);
  /// For every URL not in the table; a 404 unless set.
  void set_default(Handler handler) { default_ = std::move(handler); }

  std::size_t capacity() const override { return max_connections_ - running_.size(); }
  void start(FetchRequest request) override;
  std::vector<Exchange> wait(Duration at_most) override;

  /// Every request ever started, in order.
  const std::vector<Asked>& asked() const { return asked_; }
  std::vector<std::string> asked_urls() const;
  std::size_t times_asked(std::string_view url) const;
  std::size_t running() const { return running_.size(); }
  /// The most requests that were ever running at once.
  std::size_t peak() const { return peak_; }

 private:
  FakeAnswer answer_to(const FetchRequest& request) const;

  FakeClock& clock_;
  const std::size_t max_connections_;
  std::map<std::string, Handler, std::less<>> table_;
  Handler default_;
  std::multimap<Duration, Exchange> running_;  // by the time it is due
  std::vector<Asked> asked_;
  std::size_t peak_ = 0;
};

}  // namespace verify::test

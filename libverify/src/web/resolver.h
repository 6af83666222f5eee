#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "verify/address.h"
#include "verify/fetch_fault.h"
#include "verify/time.h"

namespace verify {

/// Names to addresses, off the fetcher's thread: getaddrinfo blocks and cannot be cancelled, so a
/// few threads of our own do it and a lookup that hangs costs one of them and nobody's time. All
/// methods are for the fetcher's thread. Answers are kept for a short while.
class Resolver {
 public:
  struct Answer {
    std::vector<IpAddress> addresses;  ///< in the order of preference; empty: see error
    FetchFault fault = FetchFault::none;
    std::string error;
  };

  /// `wake` is called from another thread when an answer has come, and never after the destructor.
  explicit Resolver(std::function<void()> wake);
  ~Resolver();  ///< Does not wait for a lookup that hangs.
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  /// The answer, when it is known at `now`; otherwise null, and it is being looked up: ask again
  /// after `wake`. The pointer holds until the next call.
  const Answer* find(const std::string& host, Duration now);

 private:
  struct Shared;
  struct Known {
    Answer answer;
    Duration good_until;
    bool pending = true;
  };

  void collect(Duration now);
  void ask(const std::string& host);
  void make_room(Duration now);

  std::shared_ptr<Shared> shared_;
  std::unordered_map<std::string, Known> known_;
};

}  // namespace verify

#pragma once

#include <cstddef>
#include <vector>

namespace verify {

/// Handles of libcurl's for one request each, used again and again: making one costs as much as all
/// else that is done for a small answer. Only handles that are as good as new are used again: after
/// a request that went well, reset, without a TLS session (Transfer). One thread uses it.
class EasyHandles {
 public:
  /// Keeps at most so many that nobody uses.
  explicit EasyHandles(std::size_t most_kept);
  ~EasyHandles();
  EasyHandles(const EasyHandles&) = delete;
  EasyHandles& operator=(const EasyHandles&) = delete;

  /// A CURL* as good as new; null when there is no memory for one.
  void* take();
  /// `went_well`: its request was answered, and libcurl found no fault.
  void give_back(void* easy, bool went_well);

 private:
  const std::size_t most_kept_;
  std::vector<void*> kept_;
};

}  // namespace verify

#pragma once

#include <cstddef>
#include <vector>

namespace verify {

/// Handles of libcurl's for one request each, used again and again: making one costs as much as all
/// else that is done for a small answer. What a request set in its handle is reset before the next
/// one has it, and no TLS session is kept in it (Transfer). One thread uses it.
class EasyHandles {
 public:
  /// Keeps at most so many that nobody uses.
  explicit EasyHandles(std::size_t most_kept) : most_kept_(most_kept) {}
  ~EasyHandles();
  EasyHandles(const EasyHandles&) = delete;
  EasyHandles& operator=(const EasyHandles&) = delete;

  /// A CURL* as good as new; null when there is no memory for one.
  void* take();
  void give_back(void* easy);

 private:
  const std::size_t most_kept_;
  std::vector<void*> kept_;
};

}  // namespace verify

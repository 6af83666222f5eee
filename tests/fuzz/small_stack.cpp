#include "fuzz/small_stack.h"

#include <pthread.h>

#include "fuzz/input.h"

namespace verify::fuzz {
namespace {

#if defined(__has_feature)
#define VERIFY_HAS_FEATURE(x) __has_feature(x)  // clang's way to say it
#else
#define VERIFY_HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    VERIFY_HAS_FEATURE(address_sanitizer)
constexpr std::size_t kStackBytes = 1024 * 1024;
#else
constexpr std::size_t kStackBytes = 512 * 1024;
#endif

void* entry(void* work) {
  (*static_cast<const std::function<void()>*>(work))();
  return nullptr;
}

}  // namespace

void on_small_stack(const std::function<void()>& work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_t thread;
  require(
      pthread_create(&thread, &attributes, &entry, const_cast<std::function<void()>*>(&work)) == 0,
      "a thread can be started");
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace verify::fuzz

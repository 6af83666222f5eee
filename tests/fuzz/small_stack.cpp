#include "fuzz/small_stack.h"

#include <pthread.h>

#include <semaphore>

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

// One for all inputs: to start one for each takes longer than what many of them make it do.
class Worker {
 public:
  Worker() {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, kStackBytes);
    pthread_t thread;
    require(pthread_create(&thread, &attributes, &entry, this) == 0, "a thread can be started");
    pthread_detach(thread);
    pthread_attr_destroy(&attributes);
  }

  void run(const std::function<void()>& work) {
    work_ = &work;
    begin_.release();
    done_.acquire();
  }

 private:
  static void* entry(void* worker) {
    for (auto& self = *static_cast<Worker*>(worker);;) {
      self.begin_.acquire();
      (*self.work_)();
      self.done_.release();
    }
  }

  const std::function<void()>* work_ = nullptr;
  std::binary_semaphore begin_{0}, done_{0};
};

}  // namespace

void on_small_stack(const std::function<void()>& work) {
  static Worker& worker = *new Worker;  // its thread goes on to the end of the process
  worker.run(work);
}

}  // namespace verify::fuzz

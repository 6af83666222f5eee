#include "base/decompressor.h"

#include <libdeflate.h>

#include <memory>
#include <new>

namespace verify {

libdeflate_decompressor* decompressor() {
  thread_local const std::unique_ptr<libdeflate_decompressor,
                                     decltype(&libdeflate_free_decompressor)>
      own(libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  if (!own) throw std::bad_alloc();
  return own.get();
}

}  // namespace verify

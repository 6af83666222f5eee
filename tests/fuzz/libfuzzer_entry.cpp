// What libFuzzer calls; compiled once a target with its name as VERIFY_FUZZ_TARGET.
#include <cstdint>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  verify::fuzz::VERIFY_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}

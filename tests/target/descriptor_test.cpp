#include "verify/descriptor.h"

#include <fcntl.h>

#include <catch2/catch.hpp>

namespace verify {
namespace {

bool is_open(int number) {
  return ::fcntl(number, F_GETFD) != -1;
}

Descriptor any_descriptor() {
  return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

TEST_CASE("a descriptor is closed once, by its last owner", "[base]") {
  int number = -1;
  {
    Descriptor owner;
    CHECK_FALSE(owner.good());
    {
      Descriptor first = any_descriptor();
      REQUIRE(first.good());
      number = first.number();
      owner = std::move(first);
    }
    CHECK(owner.number() == number);
    CHECK(is_open(number));
    const Descriptor last(std::move(owner));
    CHECK(is_open(last.number()));
  }
  CHECK_FALSE(is_open(number));
}

}  // namespace
}  // namespace verify

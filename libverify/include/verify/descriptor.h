#pragma once

#include <utility>

namespace verify {

/// A file descriptor that is closed with its owner; a negative number is none, as the system's
/// calls answer where they fail (with errno). Moves, and is not copied. One thread at a time.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  int number() const { return number_; }
  bool good() const { return number_ >= 0; }

 private:
  int number_;
};

}  // namespace verify

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace verify::fuzz {

/// Ends the program with the promise that was broken; the fuzzer then keeps the input.
void require(bool holds, std::string_view promise);

/// Takes an input apart into the arguments of what is tested. Text forms, so that a corpus file can
/// be read and written by hand.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}

  /// Up to the next `separator`, which is dropped; everything where there is none.
  std::string_view part(char separator);
  std::string_view line() { return part('\n'); }
  /// The next byte, 0 at the end.
  std::uint8_t byte();
  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// A copy in a buffer of exactly its size, so that a sanitizer sees one byte read too many.
class Exact {
 public:
  explicit Exact(std::string_view bytes);
  std::string_view view() const { return {data_.get(), size_}; }
  operator std::string_view() const { return view(); }  // NOLINT: stands for the text it holds

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_;
};

}  // namespace verify::fuzz

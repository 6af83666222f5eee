#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace verify {

/// SHA-256 of `bytes`, lower-case hex.
std::string sha256_hex(std::string_view bytes);

/// SHA-1 of `bytes`, 20 raw bytes. For identifiers that are defined by it, not for security.
std::string sha1_raw(std::string_view bytes);

/// SHA-256 over a stream.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// Lower-case hex of everything so far; more may follow.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace verify

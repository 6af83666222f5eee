#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "evidence/warc.h"

namespace verify {

/// What is remembered of the records written or read so far, to seal them: four bytes a record.
class FileDigest {
 public:
  void add(std::string_view member);
  std::uint64_t records() const { return checksums_.size(); }
  std::uint64_t bytes() const { return bytes_; }
  const std::vector<std::uint32_t>& checksums() const { return checksums_; }
  std::string sha256() const { return hash_.hex(); }

 private:
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
  std::vector<std::uint32_t> checksums_;  // CRC-32 of each member, to say which one is damaged
};

/// The last record of a file: a digest of all bytes before it, and their number. Its own bytes
/// follow from `digest` and `date`, so that it can be made again and compared.
std::string write_seal(const FileDigest& digest, Instant date);
bool is_seal(const WarcRecord& record);

/// What a seal finds wrong with the bytes before it.
struct SealFault {
  std::optional<std::uint64_t> record;  ///< 1-based; nothing: the seal itself
};
std::optional<SealFault> check_seal(const WarcRecord& seal, const FileDigest& digest);

}  // namespace verify

#include "evidence/seal.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace verify {
namespace {

constexpr std::string_view kSealUri = "urn:verify:seal";
constexpr std::size_t kHexWidth = 8;

std::string hex_of(const std::vector<std::uint32_t>& checksums) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(kHexWidth * checksums.size());
  for (const std::uint32_t checksum : checksums)
    for (int shift = 28; shift >= 0; shift -= 4) out += kHex[checksum >> shift & 15];
  return out;
}

// The checksums a seal names; empty when it cannot be read.
std::string sealed_checksums(const WarcRecord& seal) {
  const auto json = nlohmann::json::parse(seal.block, nullptr, false);
  if (!json.is_object() || !json.contains("crc32") || !json["crc32"].is_string()) return {};
  return json["crc32"].get<std::string>();
}

}  // namespace

void FileDigest::add(std::string_view member) {
  hash_.update(member);
  bytes_ += member.size();
  checksums_.push_back(crc32_of(member));
}

std::string write_seal(const FileDigest& digest, Instant date) {
  const nlohmann::ordered_json json{{"records", digest.records()},
                                    {"bytes", digest.bytes()},
                                    {"sha256", digest.sha256()},
                                    {"crc32", hex_of(digest.checksums())}};
  const std::string block = json.dump();
  const WarcText text = write_warc({.type = "metadata",
                                    .uri = kSealUri,
                                    .date = date,
                                    .content_type = "application/json",
                                    .body = block},
                                   digest.records() + 1);
  return stored_gzip_member(text.bytes);
}

bool is_seal(const WarcRecord& record) {
  return record.uri() == kSealUri && record.type() == "metadata";
}

std::optional<SealFault> check_seal(const WarcRecord& seal, const FileDigest& digest) {
  const Instant date = parse_instant(seal.field("WARC-Date")).value_or(Instant{});
  if (write_seal(digest, date) == seal.member) return std::nullopt;
  const std::string sealed = sealed_checksums(seal), found = hex_of(digest.checksums());
  const auto [at, other] = std::mismatch(sealed.begin(), sealed.end(), found.begin(), found.end());
  if (at == sealed.end() && other == found.end()) return SealFault{};
  return SealFault{static_cast<std::uint64_t>(at - sealed.begin()) / kHexWidth + 1};
}

}  // namespace verify

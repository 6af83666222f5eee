#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evidence/byte_store.h"
#include "evidence/gzip_member.h"
#include "verify/error.h"
#include "verify/time.h"

namespace verify {

/// A record is one gzip member of at most this many bytes, before compression.
inline constexpr std::size_t kMaxWarcRecord = 128u << 20;

/// Where a record lies.
struct RecordRef {
  std::uint64_t offset = 0;  ///< of its gzip member
  std::uint32_t stored = 0;  ///< bytes of the member
  std::uint32_t size = 0;    ///< bytes before compression
};

using WarcFields = std::vector<std::pair<std::string, std::string>>;

/// What a record of WARC 1.1 (ISO 28500:2017) is made from. Views: used at once.
struct WarcDraft {
  std::string_view type;
  std::string_view uri;  ///< WARC-Target-URI; empty: none
  Instant date{};
  std::string_view content_type;
  WarcFields fields{};           ///< further ones, in this order
  std::string_view head{};       ///< the block is head + body
  std::string_view body{};       ///< the payload of what was transferred
  std::string payload_sha256{};  ///< hex; empty: no payload digest
  bool compressed = false;       ///< the body is, by its content coding: deflating it gains nothing
};

struct WarcText {
  std::string id;  ///< "urn:uuid:…"
  std::string bytes;
};

/// The record's bytes before compression. Its id is made from a digest of what is in it and its
/// number in the file, so that the same crawl gives the same file.
WarcText write_warc(const WarcDraft& draft, std::uint64_t number);

/// A record as it was read. Views into the reader's buffer.
struct WarcRecord {
  std::uint64_t number = 0;  ///< 1-based
  RecordRef ref;
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  std::string_view block;
  std::string_view member;  ///< the gzip member, as stored

  /// The first field of that name (case-insensitive); empty when absent.
  std::string_view field(std::string_view name) const;
  std::string_view type() const { return field("WARC-Type"); }
  std::string_view id() const;   ///< without the angle brackets
  std::string_view uri() const;  ///< WARC-Target-URI
  /// "record 7 (response, https://example.com/, byte 1234)"
  std::string describe() const;
};

/// Splits a record's bytes into fields and block; says what is wrong.
std::expected<void, std::string> parse_warc(std::string_view bytes, WarcRecord& record);

/// The length of an HTTP head at the start of `block`, its empty line included; all of it when
/// there is none.
std::size_t http_head_length(std::string_view block);

/// Compares the digests a record names with what is in it; false when one differs.
bool digests_hold(const WarcRecord& record);

/// Reads a file's records one after the other. Total: any bytes give records and then the end or an
/// error that names the record. The store must outlive the reader.
class WarcReader {
 public:
  explicit WarcReader(const ByteStore& store) : store_(store) {}
  /// The next record, valid until the next call; nothing at the end of the file.
  Result<std::optional<WarcRecord>> next();
  std::uint64_t offset() const { return offset_; }  ///< of the next record
  std::uint64_t count() const { return number_; }   ///< records read

 private:
  Result<void> need(std::size_t bytes);
  std::string_view available() const;
  bool window_ends_file() const { return window_start_ + window_.size() >= store_.size(); }
  Result<GzipMemberReader::Member> read_member();
  Error damage(GzipMemberReader::State state) const;

  const ByteStore& store_;
  GzipMemberReader gzip_;
  std::string scratch_;
  std::string_view window_;
  std::uint64_t window_start_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t number_ = 0;
};

/// One record by its place, copied out. `bytes` holds what the record's views point to.
struct LoadedRecord {
  std::string bytes;
  WarcRecord record;
};
Result<std::unique_ptr<LoadedRecord>> load_record(const ByteStore& store, const RecordRef& ref);

/// The same without the body: the block ends where the HTTP head in it does. What comes after it is
/// hardly unpacked, and not verified.
Result<std::unique_ptr<LoadedRecord>> load_record_head(const ByteStore& store,
                                                       const RecordRef& ref);

}  // namespace verify

#include "evidence/warc.h"

#include <algorithm>
#include <charconv>

#include "base/digest.h"
#include "base/text.h"

namespace verify {
namespace {

constexpr std::string_view kVersion = "WARC/1.1\r\n";
constexpr std::string_view kEnd = "\r\n\r\n";
constexpr std::string_view kDigest = "sha256:";
constexpr std::size_t kMaxHeader = 128u << 10;
constexpr std::size_t kMaxFields = 64;
// What cannot be compressed grows by five bytes in 64 KB.
constexpr std::size_t kMaxMember = kMaxWarcRecord + (1u << 20);

// RFC 9562 version 8: a UUID whose bits are ours, here those of a digest.
std::string uuid_of(std::string_view sha256) {
  std::string hex(sha256.substr(0, 32));
  hex[12] = '8';
  hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
  std::string out = "urn:uuid:";
  for (std::size_t i = 0; i < hex.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) out += '-';
    out += hex[i];
  }
  return out;
}

std::string make_id(const WarcDraft& draft, std::string_view block_sha256, std::uint64_t number) {
  Sha256 hash;
  hash.update(std::to_string(number));
  for (const std::string_view part : {draft.type, draft.uri, block_sha256}) {
    hash.update("\n");
    hash.update(part);
  }
  hash.update(to_string(draft.date));
  return uuid_of(hash.hex());
}

void put(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  // A field is one line, whatever a server or a path put into the value.
  for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
  out += "\r\n";
}

std::optional<std::size_t> parse_length(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What comes out of a damaged file is shown only where it is plain ASCII.
std::string printable(std::string_view text) {
  std::string out(text.substr(0, 200));
  for (char& c : out)
    if (c < 0x20 || c > 0x7e) c = '?';
  return out;
}

std::string place_of(std::uint64_t number, std::uint64_t offset, std::string_view type,
                     std::string_view uri) {
  std::string out = "record " + std::to_string(number) + " (";
  if (!type.empty()) out += printable(type) + ", ";
  if (!uri.empty()) out += printable(uri) + ", ";
  return out + "byte " + std::to_string(offset) + ")";
}

// Fields of as much of a header as there is.
void parse_fields(std::string_view header, WarcRecord& record) {
  while (!header.empty() && record.fields.size() < kMaxFields) {
    const auto end = header.find("\r\n");
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 2);
    if (const auto colon = line.find(':'); colon != std::string_view::npos)
      record.fields.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
  }
}

bool digest_holds(std::string_view field, std::string_view bytes) {
  if (field.empty()) return true;
  return field.starts_with(kDigest) && field.substr(kDigest.size()) == sha256_hex(bytes);
}

Error corrupt(std::string message, const ByteStore& store) {
  return Error{.code = Error::Code::corrupt, .message = std::move(message), .file = store.name()};
}

}  // namespace

WarcText write_warc(const WarcDraft& draft, std::uint64_t number) {
  Sha256 hash;
  hash.update(draft.head);
  hash.update(draft.body);
  const std::string block = hash.hex();
  const std::size_t length = draft.head.size() + draft.body.size();
  WarcText record{.id = make_id(draft, block, number), .bytes = {}};
  std::string& out = record.bytes;
  out.reserve(length + 1024);
  out += kVersion;
  put(out, "WARC-Type", draft.type);
  put(out, "WARC-Record-ID", "<" + record.id + ">");
  put(out, "WARC-Date", to_string(draft.date));
  if (!draft.uri.empty()) put(out, "WARC-Target-URI", draft.uri);
  for (const auto& [name, value] : draft.fields) put(out, name, value);
  put(out, "WARC-Block-Digest", std::string(kDigest) + block);
  if (!draft.payload_sha256.empty())
    put(out, "WARC-Payload-Digest", std::string(kDigest) + draft.payload_sha256);
  put(out, "Content-Type", draft.content_type);
  put(out, "Content-Length", std::to_string(length));
  out += "\r\n";
  out += draft.head;
  out += draft.body;
  out += kEnd;
  return record;
}

std::string_view WarcRecord::field(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (ascii_iequals(key, name)) return value;
  return {};
}

std::string_view WarcRecord::id() const {
  const std::string_view value = field("WARC-Record-ID");
  if (value.size() < 2 || value.front() != '<' || value.back() != '>') return value;
  return value.substr(1, value.size() - 2);
}

std::string_view WarcRecord::uri() const {
  return field("WARC-Target-URI");
}

std::string WarcRecord::describe() const {
  return place_of(number, ref.offset, type(), uri());
}

std::expected<void, std::string> parse_warc(std::string_view bytes, WarcRecord& record) {
  if (!bytes.starts_with(kVersion)) return std::unexpected("it does not begin with WARC/1.1");
  const std::size_t end = bytes.substr(0, kMaxHeader).find(kEnd);
  if (end == std::string_view::npos) return std::unexpected("its header has no end");
  record.fields.clear();
  parse_fields(bytes.substr(kVersion.size(), end - kVersion.size()), record);
  const auto length = parse_length(record.field("Content-Length"));
  const std::string_view rest = bytes.substr(end + kEnd.size());
  if (!length || rest.size() < kEnd.size() || *length != rest.size() - kEnd.size())
    return std::unexpected("its Content-Length is not the length of its block");
  if (!rest.ends_with(kEnd)) return std::unexpected("it does not end with two empty lines");
  if (record.type().empty() || record.id().empty() || !parse_instant(record.field("WARC-Date")))
    return std::unexpected("a field every record has is missing or malformed");
  record.block = rest.substr(0, *length);
  return {};
}

std::size_t http_head_length(std::string_view block) {
  const std::size_t end = block.find(kEnd);
  return end == std::string_view::npos ? block.size() : end + kEnd.size();
}

bool digests_hold(const WarcRecord& record) {
  if (!digest_holds(record.field("WARC-Block-Digest"), record.block)) return false;
  // A revisit's payload lies in another record.
  if (record.type() != "response") return true;
  return digest_holds(record.field("WARC-Payload-Digest"),
                      record.block.substr(http_head_length(record.block)));
}

Result<void> WarcReader::need(std::size_t bytes) {
  constexpr std::size_t kWindow = 1u << 20;
  bytes = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, store_.size() - offset_));
  if (offset_ >= window_start_ && offset_ - window_start_ + bytes <= window_.size()) return {};
  auto read = store_.read(offset_, std::max(bytes, kWindow), scratch_);
  if (!read) return std::unexpected(read.error());
  window_ = *read;
  window_start_ = offset_;
  return {};
}

std::string_view WarcReader::available() const {
  return window_.substr(
      static_cast<std::size_t>(std::min<std::uint64_t>(offset_ - window_start_, window_.size())));
}

// The length of a member shows only by decompressing it: one that fails may just go on behind the
// window.
Result<GzipMemberReader::Member> WarcReader::read_member() {
  std::size_t wanted = 64u << 10;
  for (;;) {
    if (auto read = need(wanted); !read) return std::unexpected(read.error());
    const auto member = gzip_.read(available(), kMaxWarcRecord);
    const bool whole = window_ends_file() || available().size() > kMaxMember;
    if (whole || member.state == GzipMemberReader::State::complete ||
        member.state == GzipMemberReader::State::too_large)
      return member;
    wanted = 4 * std::max(wanted, available().size());
  }
}

Error WarcReader::damage(GzipMemberReader::State state) const {
  const GzipPrefix prefix = read_gzip_prefix(available(), kMaxHeader);
  WarcRecord seen;
  const std::string_view text = prefix.bytes;
  if (text.starts_with(kVersion))
    parse_fields(text.substr(0, std::min(text.find(kEnd), text.size())), seen);
  const std::string place = place_of(number_ + 1, offset_, seen.type(), seen.uri());
  if (state == GzipMemberReader::State::too_large)
    return corrupt(place + " is larger than any record we write", store_);
  if (state == GzipMemberReader::State::cut_short || prefix.cut_short)
    return corrupt("the file ends inside " + place, store_);
  if (number_ == 0 && seen.fields.empty())
    return corrupt("the file does not begin as evidence does, with a WARC 1.1 record in gzip",
                   store_);
  return corrupt(place + " is damaged: its gzip member is not what was written", store_);
}

Result<std::optional<WarcRecord>> WarcReader::next() {
  if (offset_ >= store_.size()) return std::optional<WarcRecord>();
  auto member = read_member();
  if (!member) return std::unexpected(member.error());
  if (member->state != GzipMemberReader::State::complete)
    return std::unexpected(damage(member->state));
  WarcRecord record;
  record.number = ++number_;
  record.ref = {offset_, static_cast<std::uint32_t>(member->stored),
                static_cast<std::uint32_t>(member->bytes.size())};
  record.member = available().substr(0, member->stored);
  offset_ += member->stored;
  if (auto parsed = parse_warc(member->bytes, record); !parsed)
    return std::unexpected(corrupt(record.describe() + ": " + parsed.error(), store_));
  return std::optional(std::move(record));
}

Result<std::unique_ptr<LoadedRecord>> load_record(const ByteStore& store, const RecordRef& ref) {
  std::string scratch;
  auto stored = store.read(ref.offset, ref.stored, scratch);
  if (!stored) return std::unexpected(stored.error());
  GzipMemberReader gzip;
  const auto member = gzip.read(*stored, std::min<std::size_t>(ref.size, kMaxWarcRecord));
  auto loaded = std::make_unique<LoadedRecord>();
  loaded->record.ref = ref;
  loaded->bytes = std::string(member.bytes);
  if (member.state != GzipMemberReader::State::complete ||
      !parse_warc(loaded->bytes, loaded->record))
    return std::unexpected(
        corrupt("the record at byte " + std::to_string(ref.offset) + " changed under us", store));
  return loaded;
}

Result<std::unique_ptr<LoadedRecord>> load_record_head(const ByteStore& store,
                                                       const RecordRef& ref) {
  constexpr std::size_t kMostHeads = 8u << 10;
  std::string scratch;
  auto stored = store.read(ref.offset, ref.stored, scratch);
  if (!stored) return std::unexpected(stored.error());
  auto loaded = std::make_unique<LoadedRecord>();
  loaded->bytes = read_gzip_start(*stored, std::min<std::size_t>(ref.size, kMostHeads));
  const std::string_view text = loaded->bytes;
  const std::size_t fields = text.find(kEnd);
  const std::size_t head =
      fields == std::string_view::npos ? fields : text.find(kEnd, fields + kEnd.size());
  if (!text.starts_with(kVersion) || head == std::string_view::npos) {
    loaded.reset();
    auto whole = load_record(store, ref);  // of a long head, or none
    if (!whole) return whole;
    std::string_view& block = (*whole)->record.block;
    block = block.substr(0, http_head_length(block));
    return whole;
  }
  loaded->record.ref = ref;
  parse_fields(text.substr(kVersion.size(), fields - kVersion.size()), loaded->record);
  loaded->record.block =
      text.substr(fields + kEnd.size(), head + kEnd.size() - fields - kEnd.size());
  return loaded;
}

}  // namespace verify

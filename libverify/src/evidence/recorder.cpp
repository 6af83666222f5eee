#include "evidence/recorder.h"

#include <algorithm>
#include <cstring>

#include "base/digest.h"
#include "base/text.h"
#include "evidence/file_uri.h"

namespace verify {
namespace {

constexpr std::string_view kIdenticalPayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view kNotModified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

std::string one_line(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return out;
}

// A head with CRLF line ends, one empty line at its end and none before, so that readers find the
// body. The body is stored without its transfer coding, which other readers would try to remove
// again: like other archivers we keep that field under another name.
std::string stored_head(std::string_view head) {
  std::string out;
  out.reserve(head.size() + 16);
  while (!head.empty()) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    if (ascii_iequals(line.substr(0, line.find(':')), "Transfer-Encoding")) out += "X-Orig-";
    out += line;
    out += "\r\n";
  }
  return out += "\r\n";
}

// The reasons WARC 1.1 section 5.13 knows.
std::string_view truncation_of(const Exchange& exchange) {
  if (exchange.status == FetchStatus::too_large) return "length";
  if (exchange.status == FetchStatus::timed_out) return "time";
  if (exchange.status == FetchStatus::ok && exchange.truncated) return "length";  // as was asked
  return exchange.truncated ? "disconnect" : "";
}

int hex_value(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

std::array<char, 32> digest_of(std::string_view hex) {
  std::array<char, 32> digest;
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<char>(hex_value(hex[2 * i]) << 4 | hex_value(hex[2 * i + 1]));
  return digest;
}

void refer_to(std::string_view id, std::string_view uri, std::string_view date, WarcDraft& draft) {
  draft.type = "revisit";
  draft.fields.emplace_back("WARC-Refers-To", id);
  draft.fields.emplace_back("WARC-Refers-To-Target-URI", uri);
  draft.fields.emplace_back("WARC-Refers-To-Date", date);
}

WarcDraft draft_of(const Exchange& exchange, std::string_view type, std::string_view content_type) {
  WarcDraft draft{.type = type,
                  .uri = exchange.url.href(),
                  .date = exchange.started_at,
                  .content_type = content_type};
  if (!exchange.address.empty()) draft.fields.emplace_back("WARC-IP-Address", exchange.address);
  return draft;
}

}  // namespace

std::size_t Recorder::DigestHash::operator()(const Digest& digest) const {
  std::size_t hash;  // any bytes of a digest are as good as a hash
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

Recorder::Recorder(std::shared_ptr<ByteStore> store, const Application& application,
                   Instant started, const Evidence* earlier)
    : store_(std::move(store)), now_(started), earlier_(earlier) {
  auto impl = std::make_unique<Evidence::Impl>(store_, application);
  impl->set_crawl({.started_at = started});
  live_ = std::make_unique<Evidence>(std::move(impl));
  if (earlier_ != nullptr) index_earlier_payloads();
}

void Recorder::index_earlier_payloads() {
  const Evidence::Impl& impl = earlier_->impl();
  for (const PageRole role : {PageRole::page, PageRole::sitemap, PageRole::made_up})
    for (const Page& page : impl.auxiliary(role))
      if (const StoredAnswer& answer = impl.answer_of(page);
          !page.sha256.empty() && !answer.empty())
        earlier_payloads_.emplace(digest_of(page.sha256), answer.payload);
}

Result<std::unique_ptr<Recorder>> Recorder::create(
    const std::filesystem::path& file, const Application& application,
    const std::vector<std::pair<std::string, std::string>>& files, Instant started,
    std::string_view software, const Evidence* earlier) {
  std::shared_ptr<ByteStore> store = ByteStore::in_memory();
  if (!file.empty()) {
    auto created = ByteStore::create(file);
    if (!created) return std::unexpected(created.error());
    store = *std::move(created);
  }
  std::unique_ptr<Recorder> recorder(new Recorder(std::move(store), application, started, earlier));
  if (auto begun = recorder->begin(files, software); !begun) return std::unexpected(begun.error());
  return recorder;
}

Result<void> Recorder::begin(const std::vector<std::pair<std::string, std::string>>& files,
                             std::string_view software) {
  const std::string info = "software: " + one_line(software) +
                           "\r\nformat: WARC File Format 1.1\r\nconformsTo: "
                           "https://iipc.github.io/warc-specifications/specifications/"
                           "warc-format/warc-1.1/\r\n";
  if (auto written = write({.type = "warcinfo",
                            .uri = {},
                            .date = now_,
                            .content_type = "application/warc-fields",
                            .body = info});
      !written)
    return std::unexpected(written.error());
  if (auto written = write({.type = "resource",
                            .uri = kApplicationUri,
                            .date = now_,
                            .content_type = "application/json",
                            .body = live_->application().source});
      !written)
    return std::unexpected(written.error());
  for (const auto& [path, content] : files) {
    const std::string uri = file_uri(path);
    auto written = write({.type = "resource",
                          .uri = uri,
                          .date = now_,
                          .content_type = "application/octet-stream",
                          .body = content});
    if (!written) return std::unexpected(written.error());
    live_->impl().add_file(path, written->ref);
    file_ids_[path] = std::move(written->id);
  }
  return {};
}

Result<Recorder::Written> Recorder::write(const WarcDraft& draft) {
  WarcText text = write_warc(draft, digest_.records() + 1);
  if (text.bytes.size() > kMaxWarcRecord)
    return std::unexpected(Error{.code = Error::Code::too_large,
                                 .message = "a record of " + std::to_string(text.bytes.size()) +
                                            " bytes is larger than evidence holds",
                                 .file = store_->name()});
  const std::string member =
      draft.compressed ? stored_gzip_member(text.bytes) : gzip_member(text.bytes);
  const RecordRef ref{store_->size(), static_cast<std::uint32_t>(member.size()),
                      static_cast<std::uint32_t>(text.bytes.size())};
  if (auto appended = store_->append(member); !appended) return std::unexpected(appended.error());
  digest_.add(member);
  return Written{std::move(text.id), ref};
}

Result<ExchangeRef> Recorder::add_exchange(const Exchange& exchange) {
  now_ = std::max(now_, exchange.started_at + exchange.elapsed);
  ExchangeRef ref;
  if (!exchange.body.empty()) ref.sha256 = sha256_hex(exchange.body);
  const bool answered = !exchange.response_head.empty();
  auto written =
      answered ? write_answer(exchange, ref.sha256, ref.answer) : write_failure(exchange);
  if (!written) return std::unexpected(written.error());
  ref.record_id = std::move(written->id);
  if (!exchange.request_head.empty())
    if (auto request = write_request(exchange, ref.record_id); !request)
      return std::unexpected(request.error());
  return ref;
}

Result<Recorder::Written> Recorder::write_answer(const Exchange& exchange,
                                                 const std::string& sha256, StoredAnswer& answer) {
  const std::string head = stored_head(exchange.response_head);
  WarcDraft draft = draft_of(exchange, "response", "application/http;msgtype=response");
  draft.head = head;
  draft.payload_sha256 = sha256.empty() ? sha256_hex({}) : sha256;
  if (const auto why = truncation_of(exchange); !why.empty())
    draft.fields.emplace_back("WARC-Truncated", why);
  const auto known = known_payload(sha256);
  if (!known) return std::unexpected(known.error());
  const bool revisit = known->has_value();
  if (!revisit) draft.body = exchange.body;
  draft.compressed = !draft.body.empty() && !exchange.header("Content-Encoding").empty();
  auto written = revisit ? write_revisit(std::move(draft), **known) : write(draft);
  if (!written) return written;
  answer = {written->ref, revisit ? **known : written->ref};
  if (!revisit && !sha256.empty()) payloads_.emplace(digest_of(sha256), written->ref);
  return written;
}

// What the original is called is read back from the store, so that nothing about it has to be kept.
Result<Recorder::Written> Recorder::write_revisit(WarcDraft draft, const RecordRef& original) {
  const auto loaded = load_record_head(*store_, original);
  if (!loaded) return std::unexpected(loaded.error());
  const WarcRecord& record = (*loaded)->record;
  draft.fields.emplace_back("WARC-Profile", kIdenticalPayload);
  refer_to(record.field("WARC-Record-ID"), record.uri(), record.field("WARC-Date"), draft);
  return write(draft);
}

// Where a payload lies in this file; one the earlier crawl has is taken over first, which saves
// compressing it again.
Result<std::optional<RecordRef>> Recorder::known_payload(const std::string& sha256) {
  if (sha256.empty()) return std::nullopt;
  const Digest digest = digest_of(sha256);
  if (const auto seen = payloads_.find(digest); seen != payloads_.end()) return seen->second;
  const auto before = earlier_payloads_.find(digest);
  if (before == earlier_payloads_.end()) return std::nullopt;
  auto taken = take_over(before->second);
  if (!taken) return std::unexpected(taken.error());
  payloads_.emplace(digest, *taken);
  return *taken;
}

// The bytes of a record as they are stored. Its name, its date and its digests stay true.
Result<RecordRef> Recorder::take_over(const RecordRef& record) {
  if (const auto known = taken_.find(record.offset); known != taken_.end()) return known->second;
  std::string scratch;
  const auto member = earlier_->impl().store().read(record.offset, record.stored, scratch);
  if (!member) return std::unexpected(member.error());
  const RecordRef ref{store_->size(), record.stored, record.size};
  if (auto appended = store_->append(*member); !appended) return std::unexpected(appended.error());
  digest_.add(*member);
  taken_.emplace(record.offset, ref);
  return ref;
}

// What is referred to comes first.
Result<StoredAnswer> Recorder::take_over(const StoredAnswer& answer) {
  StoredAnswer out;
  for (const auto field : {&StoredAnswer::payload, &StoredAnswer::head, &StoredAnswer::text}) {
    if ((answer.*field).stored == 0) continue;
    auto taken = take_over(answer.*field);
    if (!taken) return std::unexpected(taken.error());
    out.*field = *taken;
  }
  return out;
}

Result<ExchangeRef> Recorder::add_not_modified(const Exchange& exchange,
                                               const EarlierAnswer& answer) {
  now_ = std::max(now_, exchange.started_at + exchange.elapsed);
  auto stored = take_over(answer.stored);
  if (!stored) return std::unexpected(stored.error());
  const std::string& sha256 = answer.page->sha256;
  if (!sha256.empty()) payloads_.emplace(digest_of(sha256), stored->payload);
  const std::string head = stored_head(exchange.response_head);
  WarcDraft draft = draft_of(exchange, "revisit", "application/http;msgtype=response");
  draft.head = head;
  draft.payload_sha256 = sha256.empty() ? sha256_hex({}) : sha256;
  draft.fields.emplace_back("WARC-Profile", kNotModified);
  refer_to("<" + answer.record_id + ">", answer.uri, answer.date, draft);
  auto written = write(draft);
  if (!written) return std::unexpected(written.error());
  if (!exchange.request_head.empty())
    if (auto request = write_request(exchange, written->id); !request)
      return std::unexpected(request.error());
  return ExchangeRef{std::move(written->id), sha256, *stored, answer.text_id};
}

Result<Recorder::Written> Recorder::write_failure(const Exchange& exchange) {
  WarcDraft draft = draft_of(exchange, "metadata", kFailureType);
  const std::string block = write_failed_exchange(exchange);
  draft.body = block;
  return write(draft);
}

Result<void> Recorder::write_request(const Exchange& exchange, const std::string& answer_id) {
  WarcDraft draft = draft_of(exchange, "request", "application/http;msgtype=request");
  draft.fields.emplace_back("WARC-Concurrent-To", "<" + answer_id + ">");
  draft.head = exchange.request_head;
  if (auto written = write(draft); !written) return std::unexpected(written.error());
  return {};
}

Result<void> Recorder::add_text(ExchangeRef& exchange, const Url& url, const FileText& text) {
  auto written = write_text(url.href(), exchange.record_id, text);
  if (!written) return std::unexpected(written.error());
  exchange.text_id = std::move(written->id);
  exchange.answer.text = written->ref;
  return {};
}

Result<void> Recorder::take_over_text(ExchangeRef& exchange, const EarlierAnswer& answer) {
  auto taken = take_over(answer.stored.text);
  if (!taken) return std::unexpected(taken.error());
  exchange.text_id = answer.text_id;
  exchange.answer.text = *taken;
  return {};
}

Result<void> Recorder::add_submitted_text(const std::string& path, const FileText& text) {
  auto written = write_text(file_uri(path), file_ids_[path], text);
  if (!written) return std::unexpected(written.error());
  live_->impl().add_submitted_text(path, written->ref, text);
  return {};
}

Result<Recorder::Written> Recorder::write_text(std::string_view uri, const std::string& of,
                                               const FileText& text) {
  const std::string block = write_file_text(text);
  WarcDraft draft{
      .type = "conversion", .uri = uri, .date = now_, .content_type = kFileTextType, .body = block};
  draft.fields.emplace_back("WARC-Refers-To", "<" + of + ">");
  return write(draft);
}

Result<std::uint32_t> Recorder::add_page(Page page, std::span<const ExchangeRef> exchanges,
                                         PageRole role) {
  const StoredAnswer last = exchanges.empty() ? StoredAnswer{} : exchanges.back().answer;
  const Page& added = live_->impl().add_page(std::move(page), role, last);
  PageRecord record{.page = added, .role = role, .exchanges = {}, .text = {}};
  if (!exchanges.empty()) record.text = exchanges.back().text_id;
  for (const ExchangeRef& exchange : exchanges) record.exchanges.push_back(exchange.record_id);
  const std::string block = write_page_record(record);
  WarcDraft draft{.type = "metadata",
                  .uri = added.url.href(),
                  .date = now_,
                  .content_type = kPageType,
                  .body = block};
  if (!exchanges.empty())
    draft.fields.emplace_back("WARC-Refers-To", "<" + exchanges.back().record_id + ">");
  if (auto written = write(draft); !written) return std::unexpected(written.error());
  return added.id;
}

Result<Evidence> Recorder::seal(const CrawlSummary& summary) {
  const std::string block = write_crawl_summary(summary);
  if (auto written = write({.type = "metadata",
                            .uri = kCrawlUri,
                            .date = now_,
                            .content_type = "application/json",
                            .body = block});
      !written)
    return std::unexpected(written.error());
  if (auto sealed = store_->append(write_seal(digest_, now_)); !sealed)
    return std::unexpected(sealed.error());
  if (auto synced = store_->sync(); !synced) return std::unexpected(synced.error());
  auto impl = load_evidence(store_, Author::this_recorder);
  if (!impl) return std::unexpected(impl.error());
  if (auto published = store_->publish(); !published) return std::unexpected(published.error());
  return Evidence(*std::move(impl));
}

}  // namespace verify

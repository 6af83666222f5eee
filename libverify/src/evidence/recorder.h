#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "evidence/earlier_answer.h"
#include "evidence/evidence_impl.h"
#include "evidence/seal.h"
#include "verify/application.h"
#include "verify/evidence.h"
#include "verify/fetch.h"

namespace verify {

/// An exchange that was recorded, to be named by the page it belongs to.
struct ExchangeRef {
  std::string record_id;
  std::string sha256;   ///< of the body as transferred; empty without a body
  StoredAnswer answer;  ///< empty when there was no response
  std::string text_id;  ///< of the record with the file's text; empty: none
};

/// Writes a crawl's evidence while it runs. Bodies are not kept in memory when there is a file: the
/// live view reads them back. Without seal(), the destructor leaves no file behind. After an Error
/// (a full disk) nothing more can be recorded. One thread at a time.
class Recorder {
 public:
  /// `file`: written as FILE.part until it is sealed, must not exist; empty: in memory. `files`:
  /// path as written and content. `software`: a line that says who wrote this. `earlier`: evidence
  /// whose records may be taken over, or null; must outlive the recorder.
  static Result<std::unique_ptr<Recorder>> create(
      const std::filesystem::path& file, const Application& application,
      const std::vector<std::pair<std::string, std::string>>& files, Instant started,
      std::string_view software, const Evidence* earlier = nullptr);

  /// Records what was asked and answered: a response, a revisit where the same payload was
  /// recorded before, or why there is no response.
  Result<ExchangeRef> add_exchange(const Exchange& exchange);

  /// Records a 304 that says that an answer of `earlier` still holds: the records of that answer
  /// are taken over as they are stored, once each, and a revisit record (WARC 1.1 section 6.7.3,
  /// server not modified) refers to them. So the file needs no other file.
  Result<ExchangeRef> add_not_modified(const Exchange& exchange, const EarlierAnswer& answer);

  /// Records the text of the file an exchange was answered with, as a conversion of it.
  Result<void> add_text(ExchangeRef& exchange, const Url& url, const FileText& text);

  /// The same with the text an earlier crawl has of the same bytes.
  Result<void> take_over_text(ExchangeRef& exchange, const EarlierAnswer& answer);

  /// Records the text of a submitted file, as a conversion of it.
  Result<void> add_submitted_text(const std::string& path, const FileText& text);

  /// Registers a page with its exchanges in the order of its hops, and gives it its id. Pages
  /// handed out by the live view before are no longer valid.
  Result<std::uint32_t> add_page(Page page, std::span<const ExchangeRef> exchanges, PageRole role);

  /// Everything so far, as it will be after opening the file.
  Evidence& evidence() { return *live_; }

  /// Ends the file, makes it durable, verifies it as Evidence::open does and gives it its name. The
  /// recorder and its live view are of no use afterwards.
  Result<Evidence> seal(const CrawlSummary& summary);

 private:
  using Digest = std::array<char, 32>;
  struct DigestHash {
    std::size_t operator()(const Digest& digest) const;
  };
  struct Written {
    std::string id;
    RecordRef ref;
  };

  Recorder(std::shared_ptr<ByteStore> store, const Application& application, Instant started,
           const Evidence* earlier);
  Result<void> begin(const std::vector<std::pair<std::string, std::string>>& files,
                     std::string_view software);
  Result<Written> write(const WarcDraft& draft);
  Result<Written> write_answer(const Exchange& exchange, const std::string& sha256,
                               StoredAnswer& answer);
  Result<Written> write_revisit(WarcDraft draft, const RecordRef& original);
  Result<RecordRef> take_over(const RecordRef& record);
  Result<StoredAnswer> take_over(const StoredAnswer& answer);
  Result<std::optional<RecordRef>> known_payload(const std::string& sha256);
  void index_earlier_payloads();
  Result<Written> write_text(std::string_view uri, const std::string& of, const FileText& text);
  Result<Written> write_failure(const Exchange& exchange);
  Result<void> write_request(const Exchange& exchange, const std::string& answer_id);

  std::shared_ptr<ByteStore> store_;
  std::unique_ptr<Evidence> live_;
  FileDigest digest_;
  std::unordered_map<std::string, std::string> file_ids_;  // of resource records, by path
  Instant now_;  // of the latest exchange; dates our own records
  std::unordered_map<Digest, RecordRef, DigestHash> payloads_;
  const Evidence* earlier_;
  std::unordered_map<Digest, RecordRef, DigestHash> earlier_payloads_;  // in the earlier store
  std::unordered_map<std::uint64_t, RecordRef> taken_;  // by the offset in the earlier store
};

}  // namespace verify

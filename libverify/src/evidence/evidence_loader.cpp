#include <unordered_map>

#include "base/digest.h"
#include "evidence/evidence_impl.h"
#include "evidence/file_uri.h"
#include "evidence/seal.h"

namespace verify {
namespace {

constexpr std::string_view kSha256 = "sha256:";
constexpr std::string_view kNoApplication = "the application has to come before it";

// Reads records in the order they were written; every reference points back.
class Loader {
 public:
  Loader(std::shared_ptr<const ByteStore> store, Author author)
      : store_(std::move(store)), author_(author), reader_(*store_) {}

  Result<std::unique_ptr<Evidence::Impl>> load() {
    for (;;) {
      auto record = reader_.next();
      if (!record) return std::unexpected(record.error());
      if (!*record)
        return fail("the file ends without its seal: it was cut short after record " +
                    std::to_string(reader_.count()));
      if (is_seal(**record)) return finish(**record);
      digest_.add((*record)->member);
      if (auto taken = take(**record); !taken) return std::unexpected(taken.error());
    }
  }

 private:
  std::unexpected<Error> fail(std::string message) const {
    return std::unexpected(
        Error{.code = Error::Code::corrupt, .message = std::move(message), .file = store_->name()});
  }
  std::unexpected<Error> fail(const WarcRecord& record, std::string_view what) const {
    return fail(record.describe() + ": " + std::string(what));
  }

  Result<std::unique_ptr<Evidence::Impl>> finish(const WarcRecord& seal) {
    if (const auto fault = check_seal(seal, digest_)) return damaged(*fault, seal);
    if (reader_.offset() != store_->size())
      return fail("there are bytes after the seal, from byte " + std::to_string(reader_.offset()));
    if (impl_ == nullptr || !summary_) return fail("a record that every crawl writes is missing");
    impl_->set_crawl(*std::move(summary_));
    return std::move(impl_);
  }

  // Reads up to the record the seal complains about once more, to say which it is.
  std::unexpected<Error> damaged(const SealFault& fault, const WarcRecord& seal) const {
    if (!fault.record || *fault.record > digest_.records())
      return fail(seal, "the seal is not that of the bytes before it");
    WarcReader again(*store_);
    for (;;) {
      const auto record = again.next();
      if (!record) return std::unexpected(record.error());
      if (!*record) return fail("the file changed while it was read");
      if ((*record)->number == *fault.record)
        return fail(**record, "its bytes are not those that were sealed");
    }
  }

  Result<void> take(const WarcRecord& record) {
    if (author_ == Author::another && !digests_hold(record))
      return fail(record, "its digest is not that of its content");
    if (record.number == 1 && record.type() != "warcinfo")
      return fail(record, "evidence begins with a warcinfo record");
    if (record.type() == "resource") return take_resource(record);
    if (record.type() == "response") return take_response(record);
    if (record.type() == "revisit") return take_revisit(record);
    if (record.type() == "metadata") return take_metadata(record);
    if (record.type() == "conversion") return take_conversion(record);
    return {};
  }

  Result<void> take_resource(const WarcRecord& record) {
    if (record.uri() == kApplicationUri && impl_ == nullptr) {
      auto application = parse_application(record.block, "application.json");
      if (!application)
        return fail(record,
                    "its application is not valid: " + application.error().front().describe());
      impl_ = std::make_unique<Evidence::Impl>(store_, *std::move(application));
      return {};
    }
    auto path = path_of_file_uri(record.uri());
    if (!path || impl_ == nullptr) return fail(record, "it is not a file of the application");
    impl_->add_file(*std::move(path), record.ref);
    impl_->keep(record);
    return {};
  }

  Result<void> take_response(const WarcRecord& record) {
    answers_[std::string(record.id())] = {{record.ref, record.ref},
                                          std::string(record.field("WARC-Payload-Digest"))};
    if (impl_ != nullptr) impl_->keep(record);
    return {};
  }

  Result<void> take_revisit(const WarcRecord& record) {
    std::string_view refers = record.field("WARC-Refers-To");
    if (refers.starts_with('<') && refers.ends_with('>'))
      refers = refers.substr(1, refers.size() - 2);
    const auto original = answers_.find(std::string(refers));
    if (original == answers_.end()) return fail(record, "what it refers to is not in the file");
    if (impl_ == nullptr) return fail(record, kNoApplication);
    const StoredAnswer before = original->second.places;
    if (author_ == Author::another) {
      const auto stored = impl_->block(before.payload);
      if (!stored) return std::unexpected(stored.error());
      const std::string payload = sha256_hex(stored->bytes.substr(http_head_length(stored->bytes)));
      if (record.field("WARC-Payload-Digest") != std::string(kSha256) + payload)
        return fail(record, "the payload it refers to has another digest");
    }
    // A server that says "not modified" confirms the earlier answer's head as well.
    const bool confirmed = record.field("WARC-Profile").ends_with("/server-not-modified");
    answers_[std::string(record.id())] = {{confirmed ? before.head : record.ref, before.payload},
                                          std::string(record.field("WARC-Payload-Digest"))};
    return {};
  }

  Result<void> take_conversion(const WarcRecord& record) {
    if (record.field("Content-Type") != kFileTextType) return {};
    auto text = read_file_text(record.block);
    if (!text) return fail(record, text.error());
    if (auto path = path_of_file_uri(record.uri()); path && impl_ != nullptr)
      impl_->add_submitted_text(*std::move(path), record.ref, *std::move(text));
    texts_[std::string(record.id())] = record.ref;
    return {};
  }

  Result<void> take_metadata(const WarcRecord& record) {
    if (record.uri() == kCrawlUri) {
      auto summary = read_crawl_summary(record.block);
      if (!summary) return fail(record, summary.error());
      summary_ = *std::move(summary);
      return {};
    }
    if (record.field("Content-Type") != kPageType) return {};  // why there was no response
    auto page = read_page_record(record.block);
    if (!page) return fail(record, page.error());
    if (impl_ == nullptr) return fail(record, kNoApplication);
    return take_page(record, *std::move(page));
  }

  Result<void> take_page(const WarcRecord& record, PageRecord page) {
    Answer answer;
    for (const std::string& id : page.exchanges) {
      const auto found = answers_.find(id);
      answer = found == answers_.end() ? Answer{} : found->second;
    }
    if (!page.page.sha256.empty() && !answer.places.empty() &&
        answer.digest != std::string(kSha256) + page.page.sha256)
      return fail(record, "its digest is not that of its answer");
    StoredAnswer last = answer.places;
    if (!page.text.empty()) {
      const auto text = texts_.find(page.text);
      if (text == texts_.end()) return fail(record, "the text of its file is not in the evidence");
      last.text = text->second;
    }
    const std::uint32_t id = page.page.id;
    if (impl_->add_page(std::move(page.page), page.role, last).id != id)
      return fail(record, "the pages before it are not all there");
    return {};
  }

  struct Answer {
    StoredAnswer places;
    std::string digest;  // of the payload, as the record has it
  };

  std::shared_ptr<const ByteStore> store_;
  const Author author_;
  WarcReader reader_;
  FileDigest digest_;
  std::unordered_map<std::string, Answer> answers_;   // by record id
  std::unordered_map<std::string, RecordRef> texts_;  // of files, by record id
  std::unique_ptr<Evidence::Impl> impl_;
  std::optional<CrawlSummary> summary_;
};

}  // namespace

Result<std::unique_ptr<Evidence::Impl>> load_evidence(std::shared_ptr<const ByteStore> store,
                                                      Author author) {
  return Loader(std::move(store), author).load();
}

Result<Evidence> Evidence::open(const std::filesystem::path& file) {
  auto store = ByteStore::open(file);
  if (!store) return std::unexpected(store.error());
  auto impl = load_evidence(*std::move(store), Author::another);
  if (!impl) return std::unexpected(impl.error());
  return Evidence(*std::move(impl));
}

}  // namespace verify

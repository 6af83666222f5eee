#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "evidence/byte_store.h"
#include "evidence/page_record.h"
#include "evidence/warc.h"
#include "page/dom.h"
#include "verify/evidence.h"
#include "verify/file_reader.h"
#include "verify/page_facts.h"

namespace verify {

class LinkGraph;
struct AssessmentSheet;

/// Where the last answer of a page lies. The payload is in another record for a revisit.
struct StoredAnswer {
  RecordRef head;
  RecordRef payload;
  RecordRef text{};  ///< of a file that was read: its conversion record
  bool empty() const { return head.stored == 0; }
};

/// What an Evidence holds: pages in memory, bodies in the store. Filled by the recorder while a
/// crawl runs and by the loader when a file is opened; both give the same.
class Evidence::Impl {
 public:
  Impl(std::shared_ptr<const ByteStore> store, Application application);

  void add_file(std::string path, const RecordRef& record);
  /// `text` is what the record says, to be read again where it is too much to keep.
  void add_submitted_text(std::string path, const RecordRef& record, FileText text);
  /// Gives the page its id. Moves the pages: spans and pointers handed out before end here.
  Page& add_page(Page page, PageRole role, const StoredAnswer& answer);
  void set_crawl(CrawlSummary summary) { crawl_ = std::move(summary); }
  /// Keeps the block of a record that was just unpacked for those who will ask for it, as long as
  /// it is not too many bytes in all.
  void keep(const WarcRecord& record);

  /// The block of a record, and what holds it where it was not kept.
  struct Block {
    std::string_view bytes;
    std::unique_ptr<LoadedRecord> loaded;
  };
  Result<Block> block(const RecordRef& record) const;

  const Application& application() const { return application_; }
  const CrawlSummary& crawl() const { return crawl_; }
  std::span<const Page> pages() const { return auxiliary(PageRole::page); }
  /// robots.txt files, sitemaps and made-up addresses have pages of their own, with ids that are no
  /// page's; body() takes them as well.
  std::span<const Page> auxiliary(PageRole role) const { return of(role).pages; }

  /// A page of any role by its id.
  const Page& page(std::uint32_t id) const;
  /// Of a page of any role.
  const StoredAnswer& answer_of(const Page& page) const;
  const ByteStore& store() const { return *store_; }

  const Page* find(const Url& url) const;
  std::string body(const Page& page) const;
  const Document* document(const Page& page) const;
  std::span<const PageFact> facts(const Page& page) const;
  std::optional<std::string> file(std::string_view path) const;
  std::optional<std::uint64_t> file_size(std::string_view path) const;
  const FileText* submitted_text(std::string_view path) const;

  /// Built when it is first asked for (click_path.cpp). While a crawl runs pages are added behind
  /// its back: it has to know how many it has read.
  mutable std::shared_ptr<LinkGraph> link_graph;
  /// The pages that the first so many sitemaps list, by page_key.
  struct InSitemaps {
    std::size_t sitemaps = 0;
    std::unordered_set<std::string> keys;
  };
  mutable InSitemaps in_sitemaps;
  /// Read when it is first asked for (judge/self_assessment.cpp).
  mutable std::shared_ptr<const AssessmentSheet> assessment_sheet;

 private:
  struct Role {
    std::vector<Page> pages;
    std::vector<StoredAnswer> answers;
  };
  const Role& of(PageRole role) const { return roles_[static_cast<std::size_t>(role)]; }
  void index(const Page& page);
  Document read(const Page& page) const;
  const Dom& tree(const Page& page) const;
  void forget_large_tree() const;
  FileText file_text(const RecordRef& record) const;
  const Page* made_up_beside(const Page& page) const;
  void doubt(const Page& page, Document& document) const;

  std::shared_ptr<const ByteStore> store_;
  Application application_;
  CrawlSummary crawl_;
  std::array<Role, 4> roles_;
  std::unordered_map<std::string, std::uint32_t> by_key_;
  std::vector<std::pair<std::string, RecordRef>> files_;
  std::unordered_map<std::uint64_t, std::string> kept_;  // blocks, by where the record lies
  std::size_t kept_bytes_ = 0;
  // Who asks for a page's facts has just asked for its document: one tree does for both.
  struct Tree {
    std::uint32_t page;
    std::size_t bytes;
    Dom dom;
  };
  mutable std::optional<Tree> last_tree_;
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<Document>> documents_;
  mutable std::unordered_map<std::uint32_t, std::vector<PageFact>> facts_;
  mutable std::unordered_map<std::string, std::optional<std::uint64_t>> file_sizes_;
  std::unordered_map<std::string, RecordRef> submitted_texts_;  // by path
  mutable std::unordered_map<std::string, std::unique_ptr<FileText>> texts_read_;
};

/// Who wrote a store. Digests in records of our own were made of these very bytes a moment ago, and
/// that the bytes are still the same is what the seal says; of another's they are checked.
enum class Author { this_recorder, another };

/// Reads and verifies a whole store: what Evidence::open does once it has the file.
Result<std::unique_ptr<Evidence::Impl>> load_evidence(std::shared_ptr<const ByteStore> store,
                                                      Author author);

/// The URIs of the records that are about no URL.
inline constexpr std::string_view kApplicationUri = "urn:verify:application.json";
inline constexpr std::string_view kCrawlUri = "urn:verify:crawl";

/// What tells the metadata record of a page from that of an exchange without a response.
inline constexpr std::string_view kPageType = "application/json;type=page";
/// What a conversion record holds: the text of a file (verify/file_reader.h).
inline constexpr std::string_view kFileTextType = "application/json;type=file-text";
inline constexpr std::string_view kFailureType = "application/json;type=no-response";

}  // namespace verify

#include "verify/evidence.h"

#include <algorithm>

#include "evidence/evidence_impl.h"
#include "evidence/made_up.h"
#include "page/tree_readers.h"
#include "verify/content.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

// Ids of robots.txt files, sitemaps and made-up addresses carry their role in the highest bits.
constexpr int kRoleShift = 30;
constexpr std::uint32_t kIndexMask = (1u << kRoleShift) - 1;
constexpr std::size_t kMaxDecodedBody = 10u << 20;
constexpr std::size_t kMostKept = 4u << 20;           // bytes of blocks and of texts' records
constexpr std::size_t kLargestTreeKept = 256u << 10;  // bytes of the page; one of a badge is small

ReadOptions options_of(const Page& page) {
  return {.url = page.final_url, .content_type = page.content_type};
}

}  // namespace

Evidence::Impl::Impl(std::shared_ptr<const ByteStore> store, Application application)
    : store_(std::move(store)), application_(std::move(application)) {}

void Evidence::Impl::add_file(std::string path, const RecordRef& record) {
  files_.emplace_back(std::move(path), record);
}

void Evidence::Impl::add_submitted_text(std::string path, const RecordRef& record, FileText text) {
  texts_read_.erase(path);
  if (kept_bytes_ + record.size <= kMostKept) {
    kept_bytes_ += record.size;
    texts_read_.emplace(path, std::make_unique<FileText>(std::move(text)));
  }
  submitted_texts_.insert_or_assign(std::move(path), record);
}

void Evidence::Impl::keep(const WarcRecord& record) {
  if (kept_bytes_ + record.block.size() > kMostKept) return;
  kept_bytes_ += record.block.size();
  kept_.emplace(record.ref.offset, record.block);
}

Result<Evidence::Impl::Block> Evidence::Impl::block(const RecordRef& record) const {
  if (const auto kept = kept_.find(record.offset); kept != kept_.end())
    return Block{kept->second, nullptr};
  auto loaded = load_record(*store_, record);
  if (!loaded) return std::unexpected(loaded.error());
  const std::string_view bytes = (*loaded)->record.block;
  return Block{bytes, *std::move(loaded)};
}

Page& Evidence::Impl::add_page(Page page, PageRole role, const StoredAnswer& answer) {
  Role& all = roles_[static_cast<std::size_t>(role)];
  page.id = static_cast<std::uint32_t>(all.pages.size()) | static_cast<std::uint32_t>(role)
                                                               << kRoleShift;
  all.answers.push_back(answer);
  Page& added = all.pages.emplace_back(std::move(page));
  if (role == PageRole::page) index(added);
  if (role == PageRole::made_up && document(added) != nullptr)
    for (const auto& [id, read] : documents_)  // before, and now seen in another light
      if (id <= kIndexMask) doubt(pages()[id], *read);
  return added;
}

void Evidence::Impl::index(const Page& page) {
  const auto add = [&](const Url& url) {
    const auto [entry, fresh] = by_key_.try_emplace(page_key(url), page.id);
    // A page may be asked for in two spellings of which only one answers.
    if (!fresh && page.ok() && !pages()[entry->second].ok()) entry->second = page.id;
  };
  add(page.url);
  for (const Page::Hop& hop : page.hops) add(hop.url);
}

const StoredAnswer& Evidence::Impl::answer_of(const Page& page) const {
  const auto role = static_cast<PageRole>(page.id >> kRoleShift);
  return of(role).answers[page.id & kIndexMask];
}

const Page& Evidence::Impl::page(std::uint32_t id) const {
  return of(static_cast<PageRole>(id >> kRoleShift)).pages[id & kIndexMask];
}

const Page* Evidence::Impl::find(const Url& url) const {
  const auto found = by_key_.find(page_key(url));
  return found == by_key_.end() ? nullptr : &pages()[found->second];
}

std::string Evidence::Impl::body(const Page& page) const {
  const StoredAnswer& answer = answer_of(page);
  if (answer.empty()) return {};
  const auto own = block(answer.head);
  if (!own) return {};
  Exchange exchange{.url = page.final_url};
  exchange.response_head = own->bytes.substr(0, http_head_length(own->bytes));
  const auto decode = [&](std::string_view stored) {
    return decode_content(exchange.header("Content-Encoding"),
                          stored.substr(http_head_length(stored)), kMaxDecodedBody)
        .bytes;
  };
  if (answer.head.offset == answer.payload.offset) return decode(own->bytes);
  const auto original = block(answer.payload);
  return original ? decode(original->bytes) : std::string();
}

const Document* Evidence::Impl::document(const Page& page) const {
  if (!page.ok() || (!page.is_html && !page.is_file)) return nullptr;
  if (const auto cached = documents_.find(page.id); cached != documents_.end())
    return cached->second.get();
  auto document = std::make_unique<Document>(read(page));
  if (page.id <= kIndexMask) doubt(page, *document);
  return (documents_[page.id] = std::move(document)).get();
}

std::span<const PageFact> Evidence::Impl::facts(const Page& page) const {
  if (!page.ok() || !page.is_html) return {};
  const auto [known, unknown] = facts_.try_emplace(page.id);
  if (unknown) {
    known->second = read_page_facts(tree(page), options_of(page));
    forget_large_tree();
  }
  return known->second;
}

const Page* Evidence::Impl::made_up_beside(const Page& page) const {
  const std::span<const Page> all = auxiliary(PageRole::made_up);
  const auto key = all.empty() ? std::nullopt : made_up_key(page.url);
  if (!key) return nullptr;
  const auto found = std::ranges::find_if(
      all, [&](const Page& made_up) { return made_up_key(made_up.url) == key; });
  return found == all.end() ? nullptr : &*found;
}

// A page that says what a made-up address says is not known to be there. The home page of a site
// is, whatever else shows it; where it was all that was asked for, it is a page like any other.
void Evidence::Impl::doubt(const Page& page, Document& document) const {
  const Page* home = find(application().partner.home_page);
  const bool entrance = home != nullptr && home->id == page.id && pages().size() > 1;
  if (document.soft_answer != SoftAnswer::none || entrance) return;
  const Page* made_up = made_up_beside(page);
  const Document* other = made_up == nullptr ? nullptr : this->document(*made_up);
  if (other == nullptr || !shows_the_same(page.url, document, *other)) return;
  document.soft_answer = SoftAnswer::catch_all;
  document.soft_answer_reason =
      "the same page is shown for " + std::string(made_up->url.href()) + ", which was made up";
}

Document Evidence::Impl::read(const Page& page) const {
  if (page.is_file) return read_document(file_text(answer_of(page).text), options_of(page));
  Document document = read_document(tree(page), options_of(page));
  forget_large_tree();
  return document;
}

void Evidence::Impl::forget_large_tree() const {
  if (last_tree_ && last_tree_->bytes > kLargestTreeKept) last_tree_.reset();
}

const Dom& Evidence::Impl::tree(const Page& page) const {
  if (!last_tree_ || last_tree_->page != page.id) {
    last_tree_.reset();
    std::string bytes = body(page);
    const std::size_t size = bytes.size();
    last_tree_.emplace(page.id, size, parse_page(std::move(bytes), options_of(page)));
  }
  return last_tree_->dom;
}

FileText Evidence::Impl::file_text(const RecordRef& record) const {
  const auto stored = block(record);
  if (!stored) return {};
  return read_file_text(stored->bytes).value_or(FileText{});
}

std::optional<std::string> Evidence::Impl::file(std::string_view path) const {
  for (const auto& [name, record] : files_) {
    if (name != path) continue;
    if (const auto stored = block(record)) return std::string(stored->bytes);
  }
  return std::nullopt;
}

// Many items may name one file: it is read once.
std::optional<std::uint64_t> Evidence::Impl::file_size(std::string_view path) const {
  const auto [known, unknown] = file_sizes_.try_emplace(std::string(path));
  if (unknown)
    if (const auto content = file(path)) known->second = content->size();
  return known->second;
}

const FileText* Evidence::Impl::submitted_text(std::string_view path) const {
  const auto found = submitted_texts_.find(std::string(path));
  if (found == submitted_texts_.end()) return nullptr;
  std::unique_ptr<FileText>& cached = texts_read_[found->first];
  if (cached == nullptr) cached = std::make_unique<FileText>(file_text(found->second));
  return cached.get();
}

Evidence::Evidence(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Evidence::~Evidence() = default;
Evidence::Evidence(Evidence&&) noexcept = default;
Evidence& Evidence::operator=(Evidence&&) noexcept = default;

const Application& Evidence::application() const {
  return impl_->application();
}
const CrawlSummary& Evidence::crawl() const {
  return impl_->crawl();
}
std::span<const Page> Evidence::pages() const {
  return impl_->pages();
}
const Page* Evidence::find(const Url& url) const {
  return impl_->find(url);
}
const Page* Evidence::home() const {
  return impl_->find(application().partner.home_page);
}
const Document* Evidence::document(const Page& page) const {
  return impl_->document(page);
}
std::span<const PageFact> Evidence::facts(const Page& page) const {
  return impl_->facts(page);
}
std::string Evidence::body(const Page& page) const {
  return impl_->body(page);
}
std::optional<std::string> Evidence::file(std::string_view path_as_written) const {
  return impl_->file(path_as_written);
}

const FileText* Evidence::file_text(std::string_view path_as_written) const {
  return impl_->submitted_text(path_as_written);
}

std::optional<std::uint64_t> Evidence::file_size(std::string_view path_as_written) const {
  return impl_->file_size(path_as_written);
}

}  // namespace verify

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/application.h"
#include "verify/document.h"
#include "verify/error.h"
#include "verify/fetch.h"
#include "verify/page_scan.h"
#include "verify/time.h"
#include "verify/url.h"

namespace verify {

struct FileText;
struct PageFact;

/// One page the crawl asked for: the whole redirect chain and how it ended.
struct Page {
  struct Hop {
    Url url;
    int http_status = 0;
    Instant fetched_at{};
  };

  std::uint32_t id = 0;   ///< index into Evidence::pages()
  Url url;                ///< as asked for
  Url final_url;          ///< of the last hop; equal to `url` without redirects
  std::vector<Hop> hops;  ///< at least one, the last is final_url
  FetchStatus status = FetchStatus::unreachable;
  FetchFault fault = FetchFault::none;  ///< which of the status's faults, where it is known
  std::string detail;                   ///< why, in a few words, where status is not ok
  int http_status = 0;                  ///< of the last hop; 0 when there was no answer
  std::string content_type;             ///< the header's value
  std::string sha256;       ///< of the body as transferred, lower-case hex; empty without a body
  Instant fetched_at{};     ///< of the last hop
  std::uint64_t bytes = 0;  ///< of the body, decoded
  bool is_html = false;
  bool is_file = false;  ///< a PDF whose text was read
  /// The server said that an earlier answer still holds (304), as the last of `hops` shows; what
  /// else is told here, and the body, are that answer's.
  bool not_modified = false;

  bool ok() const { return status == FetchStatus::ok; }
};

/// Why and how a crawl ended.
struct CrawlSummary {
  std::size_t pages = 0;    ///< answers received, redirect hops and robots.txt not counted
  std::uint64_t bytes = 0;  ///< over the wire, bodies only
  double seconds = 0;       ///< from when the crawl was opened
  /// "satisfied" (all wishes answered), "exhausted" (nothing left to follow), "depth" (clicks),
  /// "max_pages", "max_bytes", "max_seconds", "interrupted", "home_unreachable".
  std::string ended;
  std::vector<std::string> capped_patterns;  ///< URL patterns of which not every page was fetched
  Instant started_at{};
  std::string basis;  ///< what decided which pages to ask for; empty: unknown (CrawlJob::basis)
  /// When the crawl began whose answers this one got again, all of them: then there is nothing new
  /// in the pages. Nothing: something differed, or was not compared (CrawlJob::previous).
  std::optional<Instant> same_as;
};

/// One click on the way from the home page to a page.
struct Click {
  std::uint32_t from = 0;  ///< page the link stands on
  Url to;                  ///< as linked
  std::string text;        ///< the anchor
  Region region = Region::main;
};

/// The answer to "can a visitor get there by clicking?"
struct PathAnswer {
  enum class Kind {
    found,         ///< `clicks` is a shortest path; every hop was seen by a reader
    is_home,       ///< the target is the home page itself
    not_found,     ///< the search ended complete and there is no path
    sitemap_only,  ///< as not_found, and the sitemap lists the page
    unknown,       ///< the search did not end complete; `why` says what was not looked at
    blocked,       ///< the home page or all ways on could not be observed; `why` says what
  };
  Kind kind = Kind::unknown;
  std::vector<Click> clicks;
  std::string why;
};
std::string_view to_string(PathAnswer::Kind kind);

/// Everything a crawl saw, and the application it was made for. What probes are given. Reading is
/// lazy and cached: an Evidence belongs to one thread at a time. Does not touch the network.
class Evidence {
 public:
  /// Opens a WARC file and verifies every byte of it: digests, record framing and the seal at the
  /// end.
  static Result<Evidence> open(const std::filesystem::path& file);

  ~Evidence();
  Evidence(Evidence&&) noexcept;
  Evidence& operator=(Evidence&&) noexcept;

  const Application& application() const;
  const CrawlSummary& crawl() const;
  std::span<const Page> pages() const;

  /// The page that `url` (as asked for, or any hop of its redirects) was answered with; by
  /// page_key, so spellings do not matter. Null when it was never asked for.
  const Page* find(const Url& url) const;
  const Page* home() const;  ///< null when the crawl never got so far

  /// The page read; null unless it is ok and HTML, or a file whose text is in the evidence. Owned
  /// by the evidence, valid as long as it lives.
  const Document* document(const Page& page) const;
  /// What the page shows, fact by fact (verify/page_facts.h); empty unless it is ok and HTML.
  /// Owned as the document is.
  std::span<const PageFact> facts(const Page& page) const;
  /// The decoded body; empty when there is none.
  std::string body(const Page& page) const;

  /// A shortest way from the home page to `target` by links a reader can see, over pages of the
  /// partner's own site; the last click may leave it. Each hop is proven on the page read as a
  /// tree.
  PathAnswer path_to(const Url& target) const;
  /// Pages of the partner's site a link on another page leads to whose anchor or URL contains one
  /// of `words` (case-insensitive); nearest to the home page first, at most `limit`.
  std::vector<Url> links_about(std::span<const std::string> words, std::size_t limit) const;

  /// A file submitted with the application; nothing when it was not there.
  std::optional<std::string> file(std::string_view path_as_written) const;
  /// The text of a submitted file, in whatever state; null where it is of no kind that is read or
  /// was not there. Owned by the evidence, valid as long as it lives.
  const FileText* file_text(std::string_view path_as_written) const;
  /// Its bytes, without handing them out; nothing when it was not there.
  std::optional<std::uint64_t> file_size(std::string_view path_as_written) const;

  class Impl;
  explicit Evidence(std::unique_ptr<Impl> impl);
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace verify

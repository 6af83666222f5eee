#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/evidence.h"
#include "verify/file_reader.h"

namespace verify {
class Recorder;
}

namespace verify::test {

/// An application with nothing but a name and a home page.
std::string plain_application(std::string_view home_page = "https://partner.example/");

/// Evidence in memory, as if a crawl had seen these pages in this order:
///
///   const Evidence evidence = EvidenceBuilder(plain_application())
///                                 .html("https://partner.example/", "<h1>Hello</h1>")
///                                 .answer("https://partner.example/gone", 404)
///                                 .build();
///
/// Throws what is wrong with its arguments.
class EvidenceBuilder {
 public:
  explicit EvidenceBuilder(std::string_view application_json);

  EvidenceBuilder& html(std::string url, std::string body);
  /// Any answer; `headers` are lines "Name: value\r\n". Without a Content-Type it is HTML.
  EvidenceBuilder& answer(std::string url, int http_status, std::string body = {},
                          std::string headers = {});
  /// Asked for at `urls.front()`, sent from each to the next, and answered at the last.
  EvidenceBuilder& redirected(std::vector<std::string> urls, std::string body,
                              int http_status = 200);
  /// No answer, or one that was not read: timed_out, refused_by_robots, bot_wall …
  EvidenceBuilder& failure(std::string url, FetchStatus status, std::string detail = {});
  EvidenceBuilder& failure(std::string url, FetchFault fault, std::string detail = {});
  /// A PDF whose text was read.
  EvidenceBuilder& file_page(std::string url, FileText text);
  EvidenceBuilder& robots(std::string url, std::string body);
  EvidenceBuilder& sitemap(std::string url, std::string body);
  EvidenceBuilder& file(std::string path, std::string content);
  /// What was read in a submitted file.
  EvidenceBuilder& file_text(std::string path, FileText text);
  /// Why the crawl ended; "exhausted" unless said: a search that ended complete.
  EvidenceBuilder& ended(std::string why);
  EvidenceBuilder& started(Instant at);

  Evidence build() const { return write({}); }
  /// The same in a file that does not exist yet.
  Evidence write(const std::filesystem::path& file) const;
  /// The bytes of that file.
  std::string warc() const;

 private:
  struct Visit {
    std::vector<std::string> urls;
    int http_status = 200;
    std::string headers;
    std::string body;
    FetchStatus status = FetchStatus::ok;
    std::string detail;
    FetchFault fault = FetchFault::none;
    int role = 0;
    std::optional<FileText> text{};
  };
  EvidenceBuilder& add(Visit visit);
  void record(Recorder& recorder, const Visit& visit, Instant& now) const;

  std::string application_;
  std::vector<std::pair<std::string, std::string>> files_;
  std::vector<std::pair<std::string, FileText>> texts_;
  std::vector<Visit> visits_;
  std::string ended_ = "exhausted";
  Instant started_;
};

}  // namespace verify::test

// PDFs that a crawl comes across: read once, through the reader it is given, and kept.
#include <catch2/catch.hpp>

#include "crawl/site.h"
#include "support/fake_file_reader.h"

using namespace verify;
using namespace verify::test;

namespace {

FakeAnswer typed(std::string_view type, std::string body) {
  return {.headers = "Content-Type: " + std::string(type) + "\n", .body = std::move(body)};
}

using Submitted = std::vector<std::pair<std::string, std::string>>;

Evidence crawl(Site& site, FileReader* files, Submitted submitted = {},
               std::map<std::string, FileText> read = {}) {
  std::optional<Evidence> out;
  Crawler crawler(site.fetcher, site.clock, nullptr, files);
  crawler.add({.application = application(),
               .files = std::move(submitted),
               .texts = std::move(read),
               .options = site.options,
               .wants = [&](const Evidence&) { return site.wants; },
               .on_done = [&](Result<Evidence> result) { out = std::move(result.value()); }});
  crawler.run();
  return std::move(out.value());
}

}  // namespace

TEST_CASE("a PDF is known by its type or its first bytes, and read", "[crawl]") {
  struct Row {
    FakeAnswer answer;
    std::size_t read;
    FetchStatus status;
    FetchFault fault;
  };
  using enum FetchStatus;
  const std::string pdf = "%PDF-1.4 and so on";
  const Row rows[] = {
      {typed("application/pdf", pdf), 1, ok, FetchFault::none},
      {typed("Application/PDF; x=y", pdf), 1, ok, FetchFault::none},
      {typed("application/pdf", std::string(1000, ' ') + pdf), 1, ok, FetchFault::none},
      {typed("application/octet-stream", pdf), 1, ok, FetchFault::none},
      {typed("text/html", pdf), 1, ok, FetchFault::none},
      {FakeAnswer{.body = pdf}, 1, ok, FetchFault::none},
      {typed("application/pdf", "<p>none"), 0, unreadable_file, FetchFault::file_damaged},
      {typed("application/pdf", ""), 0, unreadable_file, FetchFault::file_damaged},
      {typed("application/octet-stream", " " + pdf), 0, unsupported_type, FetchFault::none},
      {typed("text/html", "<script>" + pdf), 0, ok, FetchFault::none},
      {{.http_status = 404, .headers = "Content-Type: application/pdf\n", .body = pdf},
       0,
       http_error,
       FetchFault::none},
  };
  for (const Row& row : rows) {
    Site site;
    site.page("/", page_with({"/story.pdf"}));
    site.fetcher.set("https://partner.example/story.pdf", row.answer);
    site.wish("/story.pdf");
    FakeFileReader files([](const FileJob&) { return file_text({{"The text"}}); });
    const Evidence evidence = crawl(site, &files);
    INFO(row.answer.headers << row.answer.body.substr(0, 40));
    CHECK(files.started() == row.read);
    const Page* page = evidence.find(url("/story.pdf"));
    REQUIRE(page != nullptr);
    CHECK(to_string(page->status) == to_string(row.status));
    CHECK(page->fault == row.fault);
    CHECK(page->is_file == (row.read > 0));
    if (!page->is_file) continue;
    REQUIRE(evidence.document(*page) != nullptr);
    CHECK(evidence.document(*page)->text == "The text");
    CHECK(evidence.body(*page) == row.answer.body);
  }
}

TEST_CASE("each way a file cannot be read is a fault of its own", "[crawl]") {
  for (int i = 1; i <= static_cast<int>(FileState::unavailable); ++i) {
    const auto state = static_cast<FileState>(i);
    Site site;
    site.page("/", page_with({"/story.pdf"}));
    site.fetcher.set("https://partner.example/story.pdf", typed("application/pdf", "%PDF-1.4"));
    site.wish("/story.pdf");
    site.options.whole_site = true;
    FakeFileReader files(
        [&](const FileJob&) { return FileText{.state = state, .detail = "in a few words"}; });
    const Evidence evidence = crawl(site, &files);
    INFO(to_string(state));
    const Page& page = *evidence.find(url("/story.pdf"));
    CHECK(page.status == FetchStatus::unreadable_file);
    CHECK(page.fault == fault_of(state));
    CHECK(page.detail == "in a few words");
    CHECK(evidence.document(page) == nullptr);
    // It hides no links, so that the search is complete all the same.
    CHECK(evidence.path_to(url("/nowhere")).kind == PathAnswer::Kind::not_found);
  }
}

TEST_CASE("a file that was read already is not read again, and a table needs no reader",
          "[crawl]") {
  Site site;
  site.page("/", "<p>Home</p>");
  FakeFileReader files([](const FileJob&) { return file_text({{"From the reader"}}); });
  const Evidence evidence =
      crawl(site, &files, {{"a.xlsx", "PK"}, {"b.csv", "one,two"}, {"c.pdf", "%PDF-1.4"}},
            {{"a.xlsx", file_text({{"From before"}})}});
  CHECK(files.started() == 1);
  const auto first = [&](const char* name) {
    const FileText* text = evidence.file_text(name);
    return text == nullptr ? std::string() : text->pages.at(0).at(0).text;
  };
  CHECK(first("a.xlsx") == "From before");
  CHECK(first("b.csv") == "one");
  CHECK(first("c.pdf") == "From the reader");
}

TEST_CASE("without a reader a PDF is kept and not read", "[crawl]") {
  Site site;
  site.page("/", page_with({"/story.pdf"}));
  site.fetcher.set("https://partner.example/story.pdf", typed("application/pdf", "%PDF-1.4"));
  site.wish("/story.pdf");
  const Evidence evidence = crawl(site, nullptr);
  CHECK(evidence.find(url("/story.pdf"))->status == FetchStatus::unsupported_type);
}

TEST_CASE("a link that ends in .pdf is followed where a check asks for it only", "[crawl]") {
  Site site;
  site.page("/", page_with({"/wished.pdf", "/other.pdf"}));
  for (const char* path : {"/wished.pdf", "/other.pdf"})
    site.fetcher.set(std::string(url(path).href()), typed("application/pdf", "%PDF-1.4"));
  site.wants = {{url("/wished.pdf")}};
  site.options.whole_site = true;
  FakeFileReader files([](const FileJob&) { return file_text({{"The text"}}); });
  crawl(site, &files);
  CHECK(site.asked("/wished.pdf"));
  CHECK_FALSE(site.asked("/other.pdf"));
}

TEST_CASE("of the files nobody wished for only so many are read", "[crawl]") {
  Site site;
  std::string links;
  for (int i = 0; i < 60; ++i) {
    const std::string path = "/files/paper-" + std::string(1, static_cast<char>('a' + i % 26)) +
                             std::string(static_cast<std::size_t>(i / 26 + 1), 'x');
    links += "<a href='" + path + "'>paper</a>";
    site.fetcher.set(std::string(url(path).href()), typed("application/pdf", "%PDF-1.4"));
  }
  site.page("/", page_with({"/wished.pdf"}, links));
  site.fetcher.set("https://partner.example/wished.pdf", typed("application/pdf", "%PDF-1.4"));
  site.wants = {{url("/wished.pdf")}};
  site.options.whole_site = true;
  FakeFileReader files([](const FileJob&) { return file_text({{"The text"}}); }, 1);
  const Evidence evidence = crawl(site, &files);
  const auto read = std::ranges::count_if(evidence.pages(), &Page::is_file);
  CHECK(read == 50);
  CHECK(evidence.find(url("/wished.pdf"))->is_file);
  CHECK(evidence.pages().size() == 62);
}

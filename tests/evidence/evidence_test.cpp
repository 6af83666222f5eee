#include "verify/evidence.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "base/digest.h"
#include "evidence/evidence_impl.h"
#include "evidence/recorder.h"
#include "support/evidence_builder.h"
#include "support/fake_file_reader.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify {
namespace {

using test::EvidenceBuilder;
using test::plain_application;
using test::TempFolder;

const Instant kStart = *parse_instant("2026-03-01T12:00:00.000001Z");

Url url(std::string_view text) {
  return *Url::parse(text);
}

Application application() {
  return *parse_application(plain_application(), "application.json");
}

std::unique_ptr<Recorder> recorder_for(const std::filesystem::path& file) {
  auto recorder = Recorder::create(file, application(), {}, kStart, "test");
  REQUIRE(recorder);
  return *std::move(recorder);
}

Exchange answer(std::string_view from, std::string body, std::string headers = {}) {
  return {.url = url(from),
          .status = FetchStatus::ok,
          .http_status = 200,
          .request_head = "GET / HTTP/1.1\r\n\r\n",
          .response_head = "HTTP/1.1 200 OK\r\n" + headers + "\r\n",
          .body = std::move(body),
          .address = "192.0.2.1",
          .started_at = kStart,
          .elapsed = std::chrono::milliseconds(5)};
}

Page page_of(const Exchange& exchange, const ExchangeRef& ref) {
  return {.url = exchange.url,
          .final_url = exchange.url,
          .hops = {{exchange.url, exchange.http_status, exchange.started_at}},
          .status = exchange.status,
          .http_status = exchange.http_status,
          .content_type = "text/html",
          .sha256 = ref.sha256,
          .fetched_at = exchange.started_at,
          .bytes = exchange.body.size(),
          .is_html = true};
}

std::uint32_t record(Recorder& recorder, const Exchange& exchange) {
  const auto ref = recorder.add_exchange(exchange);
  REQUIRE(ref);
  const auto id = recorder.add_page(page_of(exchange, *ref), {&*ref, 1}, PageRole::page);
  REQUIRE(id);
  return *id;
}

void check_equal(const Page& a, const Page& b) {
  CHECK(a.id == b.id);
  CHECK(a.url == b.url);
  CHECK(a.final_url == b.final_url);
  REQUIRE(a.hops.size() == b.hops.size());
  for (std::size_t i = 0; i < a.hops.size(); ++i) {
    CHECK(a.hops[i].url == b.hops[i].url);
    CHECK(a.hops[i].http_status == b.hops[i].http_status);
    CHECK(a.hops[i].fetched_at == b.hops[i].fetched_at);
  }
  CHECK(a.status == b.status);
  CHECK(a.detail == b.detail);
  CHECK(a.http_status == b.http_status);
  CHECK(a.content_type == b.content_type);
  CHECK(a.sha256 == b.sha256);
  CHECK(a.fetched_at == b.fetched_at);
  CHECK(a.bytes == b.bytes);
  CHECK(a.is_html == b.is_html);
  CHECK(a.is_file == b.is_file);
}

EvidenceBuilder small_site() {
  EvidenceBuilder builder(plain_application());
  builder.html("https://partner.example/", "<title>Home</title><a href='/a'>A</a>")
      .redirected({"https://partner.example/a", "https://partner.example/b"}, "<p>B</p>")
      .answer("https://partner.example/gone", 404, "<p>gone</p>")
      .failure("https://partner.example/slow", FetchStatus::timed_out, "no first byte")
      .html("https://partner.example/copy", "<p>B</p>")
      .file_page("https://partner.example/story.pdf", test::file_text({{"One line"}, {"Another"}}))
      .robots("https://partner.example/robots.txt", "User-agent: *\n")
      .sitemap("https://partner.example/sitemap.xml", "<urlset/>")
      .file("a b.ipynb", std::string("\0\xff", 2));
  return builder;
}

std::string fault_of(std::string bytes) {
  const auto loaded = load_evidence(ByteStore::in_memory(std::move(bytes)), Author::another);
  return loaded ? std::string() : loaded.error().message;
}

TEST_CASE("every field of every page survives the file", "[evidence]") {
  const TempFolder folder;
  const auto file = folder.path() / "e.warc.gz";
  const auto recorder = recorder_for(file);
  const Page strange{.url = url("https://partner.example/%FF?q"),
                     .final_url = url("https://other.example/"),
                     .hops = {{url("https://partner.example/%FF?q"), 301, kStart},
                              {url("https://other.example/"), 503, kStart + Duration(1)}},
                     .status = FetchStatus::bot_wall,
                     .detail = "a \"quoted\" reason \xff\xc3\xa9\n",
                     .http_status = 503,
                     .content_type = "text/html; charset=\xe9",
                     .sha256 = std::string(64, 'a'),
                     .fetched_at = kStart + Duration(7),
                     .bytes = 1ull << 40,
                     .is_html = true};
  for (int status = 0; status <= static_cast<int>(FetchStatus::unreadable_file); ++status) {
    Page page = strange;
    page.status = static_cast<FetchStatus>(status);
    page.http_status = status;
    page.is_html = status % 2 == 0;
    REQUIRE(recorder->add_page(std::move(page), {}, PageRole::page));
  }
  const std::vector<Page> live(recorder->evidence().pages().begin(),
                               recorder->evidence().pages().end());
  const CrawlSummary summary{.pages = 3,
                             .bytes = 1ull << 41,
                             .seconds = 0.1,
                             .ended = "max_pages",
                             .capped_patterns = {"https://partner.example/*"},
                             .started_at = kStart};
  REQUIRE(recorder->seal(summary));
  const auto opened = Evidence::open(file);
  REQUIRE(opened);
  REQUIRE(opened->pages().size() == live.size());
  for (std::size_t i = 0; i < live.size(); ++i) check_equal(opened->pages()[i], live[i]);
  CHECK(opened->pages()[0].detail == strange.detail);
  CHECK(opened->pages()[0].content_type == strange.content_type);
  CHECK(opened->crawl().pages == summary.pages);
  CHECK(opened->crawl().bytes == summary.bytes);
  CHECK(opened->crawl().seconds == summary.seconds);
  CHECK(opened->crawl().ended == summary.ended);
  CHECK(opened->crawl().capped_patterns == summary.capped_patterns);
  CHECK(opened->crawl().started_at == summary.started_at);
}

TEST_CASE("the live view shows what the file will show", "[evidence]") {
  const TempFolder folder;
  const auto recorder = recorder_for(folder.path() / "e.warc.gz");
  record(*recorder, answer("https://partner.example/", "<p>one</p>"));
  record(*recorder, answer("https://partner.example/two", "<p>two</p>"));
  Evidence& live = recorder->evidence();
  REQUIRE(live.pages().size() == 2);
  CHECK(live.body(live.pages()[1]) == "<p>two</p>");
  CHECK(live.home() == &live.pages()[0]);
  CHECK(live.document(live.pages()[0])->text == "one");
  CHECK(live.application().partner.name.official == "Example Partner");
  const auto sealed = recorder->seal({});
  REQUIRE(sealed);
  CHECK(sealed->body(sealed->pages()[1]) == "<p>two</p>");
}

TEST_CASE("the same crawl gives the same file", "[evidence]") {
  CHECK(small_site().warc() == small_site().warc());
}

TEST_CASE("a page is found by what was asked for and by every hop", "[evidence]") {
  const Evidence evidence = small_site().build();
  const Page* page = evidence.find(url("https://partner.example/a"));
  REQUIRE(page != nullptr);
  CHECK(page->final_url == url("https://partner.example/b"));
  CHECK(evidence.find(url("https://partner.example/b#part")) == page);
  CHECK(evidence.find(url("https://partner.example/never")) == nullptr);
  REQUIRE(evidence.home() != nullptr);
  CHECK(evidence.home()->id == 0);
  CHECK(evidence.pages().size() == 6);
}

TEST_CASE("of two spellings of one page the one that answered is found", "[evidence]") {
  const Evidence evidence = EvidenceBuilder(plain_application())
                                .failure("http://www.partner.example/", FetchStatus::unreachable)
                                .html("https://partner.example/", "<p>home</p>")
                                .build();
  CHECK(evidence.home()->status == FetchStatus::ok);
}

TEST_CASE("pages without a document have none", "[evidence]") {
  const Evidence evidence = small_site().build();
  CHECK(evidence.document(*evidence.home())->title == "Home");
  CHECK(evidence.document(*evidence.home()) == evidence.document(evidence.pages()[0]));
  const Page* gone = evidence.find(url("https://partner.example/gone"));
  CHECK(evidence.document(*gone) == nullptr);
  CHECK(evidence.body(*gone) == "<p>gone</p>");
  const Page* slow = evidence.find(url("https://partner.example/slow"));
  CHECK(slow->status == FetchStatus::timed_out);
  CHECK(slow->detail == "no first byte");
  CHECK(evidence.document(*slow) == nullptr);
  CHECK(evidence.body(*slow).empty());
}

TEST_CASE("robots.txt and sitemaps stand beside the pages", "[evidence]") {
  const Evidence evidence = small_site().build();
  const auto sitemaps = evidence.impl().auxiliary(PageRole::sitemap);
  REQUIRE(sitemaps.size() == 1);
  CHECK(evidence.body(sitemaps[0]) == "<urlset/>");
  const auto robots = evidence.impl().auxiliary(PageRole::robots);
  REQUIRE(robots.size() == 1);
  CHECK(evidence.body(robots[0]) == "User-agent: *\n");
  CHECK(evidence.find(url("https://partner.example/sitemap.xml")) == nullptr);
}

TEST_CASE("submitted files are read back byte for byte", "[evidence]") {
  const Evidence evidence = small_site().build();
  CHECK(evidence.file("a b.ipynb") == std::string("\0\xff", 2));
  CHECK_FALSE(evidence.file("other"));
}

TEST_CASE("equal payloads are stored once and read with their own head", "[evidence]") {
  const TempFolder folder;
  const auto file = folder.path() / "e.warc.gz";
  const auto recorder = recorder_for(file);
  const std::string noise = sha256_hex("a") + sha256_hex("b") + sha256_hex("c");
  record(*recorder, answer("https://partner.example/", noise));
  record(*recorder, answer("https://partner.example/2", noise));
  record(*recorder, answer("https://partner.example/3", noise, "Content-Encoding: unknown\r\n"));
  REQUIRE(recorder->seal({}));
  const auto store = ByteStore::open(file);
  REQUIRE(store);
  WarcReader reader(**store);
  std::vector<std::string> revisited;
  for (auto next = reader.next(); next && *next; next = reader.next())
    if ((*next)->type() == "revisit")
      revisited.emplace_back((*next)->field("WARC-Refers-To-Target-URI"));
  CHECK(revisited == std::vector<std::string>(2, "https://partner.example/"));
  const auto evidence = Evidence::open(file);
  REQUIRE(evidence);
  CHECK(evidence->body(evidence->pages()[1]) == noise);
  CHECK(evidence->body(evidence->pages()[2]).empty());
}

TEST_CASE("empty payloads are no revisits", "[evidence]") {
  const auto recorder = recorder_for({});
  const auto first = recorder->add_exchange(answer("https://partner.example/", ""));
  const auto second = recorder->add_exchange(answer("https://partner.example/2", ""));
  REQUIRE(second);
  CHECK(second->sha256.empty());
  CHECK(second->answer.head.offset == second->answer.payload.offset);
}

TEST_CASE("a head is stored so that its body is found", "[evidence]") {
  for (const std::string head :
       {"HTTP/1.1 200 OK\nContent-Type: text/html\n\n", "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "\r\nHTTP/1.1 200 OK\r\n\r\n"}) {
    const auto recorder = recorder_for({});
    Exchange exchange = answer("https://partner.example/", "\r\n\r\nbody\r\n\r\n");
    exchange.response_head = head;
    record(*recorder, exchange);
    const auto evidence = recorder->seal({});
    REQUIRE(evidence);
    CHECK(evidence->body(evidence->pages()[0]) == exchange.body);
  }
}

TEST_CASE("any flipped byte is found and named", "[evidence]") {
  const std::string good = small_site().warc();
  REQUIRE(fault_of(good).empty());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1 << (i % 8));
    const std::string fault = fault_of(std::move(bad));
    INFO("byte " << i << " of " << good.size() << ": " << fault);
    const bool named = fault.find("record ") != std::string::npos ||
                       (i < 10 && fault.find("does not begin") != std::string::npos);
    if (!named) FAIL("not named");
  }
}

TEST_CASE("padding bits and unused codes are sealed as well", "[evidence]") {
  // A stored block has padding that no checksum of gzip covers.
  const std::string good = small_site().warc();
  const auto store = ByteStore::in_memory(good);
  WarcReader reader(*store);
  REQUIRE(reader.next());
  const auto second = reader.next();
  REQUIRE(second);
  const std::string bytes = (*second)->ref.offset != 0 ? std::string((*second)->member) : "";
  std::string bad = good;
  GzipMemberReader gzip;
  const std::string same = stored_gzip_member(gzip.read(bytes, kMaxWarcRecord).bytes);
  bad.replace((*second)->ref.offset, bytes.size(), same);
  CHECK(fault_of(bad).find("record 2 (resource, urn:verify:application.json") != std::string::npos);
}

TEST_CASE("a file cut anywhere is refused", "[evidence]") {
  const std::string good = small_site().warc();
  for (std::size_t size = 0; size < good.size(); ++size) {
    INFO("cut to " << size << " of " << good.size());
    if (fault_of(good.substr(0, size)).find("the file ends") == std::string::npos)
      FAIL(fault_of(good.substr(0, size)));
  }
}

TEST_CASE("nothing may follow the seal", "[evidence]") {
  const std::string good = small_site().warc();
  CHECK(fault_of(good + '\0').find("after the seal") != std::string::npos);
  CHECK(fault_of(good + good).find("after the seal") != std::string::npos);
}

TEST_CASE("what is no evidence file is refused with its name", "[evidence]") {
  const TempFolder folder;
  CHECK(Evidence::open(folder.path() / "none").error().code == Error::Code::not_found);
  CHECK(Evidence::open(folder.path()).error().code == Error::Code::unreadable);
  CHECK(Evidence::open("/dev/zero").error().code == Error::Code::unreadable);
  for (const std::string bytes : {"", "hello", "{}"}) {
    const auto file = folder.path() / "other";
    test::write_whole_file(file, bytes);
    const auto opened = Evidence::open(file);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Error::Code::corrupt);
    CHECK(opened.error().file == file.string());
  }
}

TEST_CASE("a file that exists is not written over", "[evidence]") {
  const TempFolder folder;
  const auto file = folder.path() / "e.warc.gz";
  test::write_whole_file(file, "mine");
  CHECK_FALSE(Recorder::create(file, application(), {}, kStart, "test"));
  const auto late = folder.path() / "late.warc.gz";
  const auto recorder = recorder_for(late);
  test::write_whole_file(late, "mine");
  CHECK_FALSE(recorder->seal({}));
  CHECK(test::read_whole_file(late) == "mine");
}

TEST_CASE("one crawl writes a file, and what a crash left is begun anew", "[evidence]") {
  const TempFolder folder;
  const auto file = folder.path() / "e.warc.gz", part = folder.path() / "e.warc.gz.part";
  test::write_whole_file(part, std::string(100'000, 'x'));
  {
    const auto recorder = recorder_for(file);
    CHECK_FALSE(Recorder::create(file, application(), {}, kStart, "test"));
    CHECK(std::filesystem::exists(part));
    REQUIRE(recorder->seal({}));
  }
  CHECK_FALSE(std::filesystem::exists(part));
  CHECK(Evidence::open(file));
}

TEST_CASE("a recorder that is not sealed leaves nothing", "[evidence]") {
  const TempFolder folder;
  record(*recorder_for(folder.path() / "e.warc.gz"), answer("https://partner.example/", "x"));
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK_FALSE(Recorder::create(folder.path() / "no" / "e", application(), {}, kStart, "test"));
}

TEST_CASE("a full disk is an error that names the file and leaves nothing", "[evidence]") {
  const TempFolder folder;
  const auto file = folder.path() / "e.warc.gz";
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  {
    const auto recorder = recorder_for(file);
    const rlimit tight{.rlim_cur = 3000, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tight);
    Result<ExchangeRef> ref;
    for (int i = 0; i < 100 && ref; ++i)
      ref =
          recorder->add_exchange(answer("https://partner.example/", sha256_hex(std::to_string(i))));
    const auto sealed = recorder->seal({});
    setrlimit(RLIMIT_FSIZE, &before);
    REQUIRE_FALSE(ref);
    CHECK(ref.error().file == file.string());
    CHECK_FALSE(sealed);
  }
  std::signal(SIGXFSZ, handler);
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace verify

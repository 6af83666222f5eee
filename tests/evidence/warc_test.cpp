#include "evidence/warc.h"

#include <catch2/catch.hpp>

#include "base/digest.h"
#include "evidence/file_uri.h"
#include "evidence/gzip_member.h"

namespace verify {
namespace {

std::string record_text(std::string_view body, std::uint64_t number = 1) {
  return write_warc({.type = "response",
                     .uri = "https://a.example/",
                     .date = *parse_instant("2026-03-01T12:00:00.000001Z"),
                     .content_type = "application/http;msgtype=response",
                     .head = "HTTP/1.1 200 OK\r\n\r\n",
                     .body = body,
                     .payload_sha256 = sha256_hex(body)},
                    number)
      .bytes;
}

// Reads everything; the error of the first record that has one, else empty.
std::string first_fault(std::string bytes) {
  const auto store = ByteStore::in_memory(std::move(bytes));
  WarcReader reader(*store);
  for (;;) {
    const auto record = reader.next();
    if (!record) return record.error().message;
    if (!*record) return {};
    if (!digests_hold(**record)) return (*record)->describe() + ": digest";
  }
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a record is read as it was written", "[evidence]") {
  const std::string body(300'000, 'x');
  const auto store =
      ByteStore::in_memory(gzip_member(record_text("one")) + gzip_member(record_text(body, 2)) +
                           stored_gzip_member(record_text("", 3)));
  WarcReader reader(*store);
  for (const std::string& expected : {std::string("one"), body, std::string()}) {
    const auto record = reader.next();
    REQUIRE(record);
    REQUIRE(*record);
    CHECK((*record)->type() == "response");
    CHECK((*record)->field("warc-date") == "2026-03-01T12:00:00.000001Z");
    CHECK((*record)->block.substr(http_head_length((*record)->block)) == expected);
    CHECK(digests_hold(**record));
    const auto again = load_record(*store, (*record)->ref);
    REQUIRE(again);
    CHECK((*again)->record.block == (*record)->block);
  }
  CHECK_FALSE(*reader.next());
}

TEST_CASE("record ids are UUIDs of version 8 that follow from content and number", "[evidence]") {
  const WarcDraft draft{
      .type = "metadata", .uri = "urn:x", .date = {}, .content_type = "text/plain"};
  const std::string id = write_warc(draft, 1).id;
  CHECK(id == write_warc(draft, 1).id);
  CHECK(id != write_warc(draft, 2).id);
  CHECK(id.size() == 45);
  CHECK(id.starts_with("urn:uuid:"));
  CHECK(id[23] == '8');
  CHECK(contains("89ab", id.substr(28, 1)));
}

TEST_CASE("what a server sends cannot add a field", "[evidence]") {
  const std::string text = write_warc({.type = "metadata",
                                       .uri = "urn:x\r\nContent-Length: 9",
                                       .date = {},
                                       .content_type = "text/plain",
                                       .body = "body"},
                                      1)
                               .bytes;
  WarcRecord record;
  REQUIRE(parse_warc(text, record));
  CHECK(record.block == "body");
}

TEST_CASE("records that are not well formed are refused by name", "[evidence]") {
  struct Row {
    std::string name, text;
  };
  const std::string good = record_text("body");
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  const Row rows[] = {
      {"an older version", with("WARC/1.1", "WARC/1.0")},
      {"nothing", ""},
      {"no end of the header", "WARC/1.1\r\nWARC-Type: response\r\n"},
      {"a length that is too short", with("Content-Length: 23", "Content-Length: 22")},
      {"a length that is too long", with("Content-Length: 23", "Content-Length: 24")},
      {"a huge length", with("Content-Length: 23", "Content-Length: 18446744073709551615")},
      {"a length beyond any number",
       with("Content-Length: 23", "Content-Length: 99999999999999999999999")},
      {"a negative length", with("Content-Length: 23", "Content-Length: -23")},
      {"no length", with("Content-Length: 23", "Content-Size: 23")},
      {"no type", with("WARC-Type", "WARC-Kind")},
      {"a date that is none", with("2026-03-01", "2026-02-30")},
      {"no empty lines at the end", good.substr(0, good.size() - 4) + "----"},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    CHECK_FALSE(first_fault(gzip_member(row.text)).empty());
  }
  CHECK(first_fault(gzip_member(good)).empty());
}

// Where the next call has its variables: small numbers of two bytes.
[[gnu::noinline]] static void leave_on_stack(unsigned low) {
  volatile unsigned char left[300'000];
  for (std::size_t i = 0; i < sizeof left; ++i) left[i] = i % 2 == low ? 5 : 0;
}

TEST_CASE("a member holds what was put in, and is the same whatever came before it", "[evidence]") {
  std::string noise;  // nothing a compressor finds a use for
  std::uint32_t state = 7;
  for (int i = 0; i < 200'000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  std::string page;
  for (int i = 0; i < 9000; ++i) page += "<li>entry " + std::to_string(i % 97) + "</li>";
  const std::string rows[] = {"", "a", page, noise, noise.substr(0, 65535), page + noise + page};
  std::vector<std::string> first;
  for (const std::string& row : rows) first.push_back(gzip_member(row));
  GzipMemberReader reader;
  for (std::size_t i = std::size(rows); i-- > 0;) {
    const std::string member = gzip_member(rows[i]);
    CHECK(member == first[i]);
    for (const unsigned left : {0, 1}) {
      leave_on_stack(left);
      CHECK(gzip_member(rows[i]) == first[i]);
    }
    CHECK(member.size() <= stored_gzip_member(rows[i]).size() + 16);
    const auto read = reader.read(member + "more", 1u << 20);
    REQUIRE(read.state == GzipMemberReader::State::complete);
    CHECK(read.stored == member.size());
    CHECK(read.bytes == rows[i]);
  }
  CHECK(gzip_member(page).size() < page.size() / 5);
}

TEST_CASE("a digest that is not that of the content is found", "[evidence]") {
  std::string text = record_text("body");
  text.replace(text.rfind("body"), 4, "hody");
  CHECK(contains(first_fault(gzip_member(text)), "digest"));
}

TEST_CASE("a file that is no evidence is refused with a reason", "[evidence]") {
  for (const std::string& bytes :
       {std::string("hello"), std::string(100'000, '\0'), std::string("\x1f\x8b"),
        std::string("\x1f\x8b\x08\x08 some other gzip file"), gzip_member("not a record")}) {
    INFO(sha256_hex(bytes));
    CHECK_FALSE(first_fault(bytes).empty());
  }
  CHECK(first_fault("").empty());  // no record and no fault: the seal is what is missing
}

TEST_CASE("a record that expands beyond the limit is refused", "[evidence]") {
  const std::string bomb = gzip_member(std::string(kMaxWarcRecord + 1, '\0'));
  CHECK(contains(first_fault(bomb), "larger than any record"));
}

TEST_CASE("a damaged record is named by number, type, URL and place", "[evidence]") {
  const std::string first = gzip_member(record_text("one"));
  std::string bytes = first + gzip_member(record_text("two", 2));
  bytes[bytes.size() - 6] = static_cast<char>(bytes[bytes.size() - 6] ^ 1);  // its checksum
  const std::string fault = first_fault(bytes);
  CHECK(contains(
      fault, "record 2 (response, https://a.example/, byte " + std::to_string(first.size()) + ")"));
}

TEST_CASE("a record that is cut short is named", "[evidence]") {
  const std::string bytes = gzip_member(record_text("one")) + gzip_member(record_text("two", 2));
  CHECK(contains(first_fault(bytes.substr(0, bytes.size() - 1)), "the file ends inside record 2"));
}

TEST_CASE("paths as written survive as URIs", "[evidence]") {
  for (const std::string path : {"workbook.xlsx", "a b/ü%20.ipynb", "../up", "\n\xff", ""}) {
    CHECK(path_of_file_uri(file_uri(path)) == path);
  }
  CHECK_FALSE(path_of_file_uri("urn:verify:file:%"));
  CHECK_FALSE(path_of_file_uri("urn:verify:file:%4"));
  CHECK_FALSE(path_of_file_uri("urn:verify:file:%zz"));
  CHECK_FALSE(path_of_file_uri("https://a.example/"));
}

}  // namespace
}  // namespace verify

// usage: sample_evidence FILE   Writes an evidence file with every kind of record there is, for
// readers that are not ours.
#include <cstdio>
#include <exception>
#include <filesystem>

#include "support/evidence_builder.h"

int main(int argc, char** argv) try {
  using verify::test::EvidenceBuilder;
  if (argc != 2) return 2;
  std::filesystem::remove(argv[1]);
  const std::string body = "<!doctype html><title>Partner</title><p>gr\xc3\xbc\xc3\x9f Gott</p>";
  EvidenceBuilder(verify::test::plain_application())
      .html("https://partner.example/", body)
      .redirected({"https://partner.example/old", "https://partner.example/new"}, body)
      .answer("https://partner.example/gone", 404)
      .answer("https://partner.example/chunked", 200, std::string(200'000, 'x'),
              "Transfer-Encoding: chunked\r\nContent-Type: text/plain\r\n")
      .failure("https://partner.example/slow", verify::FetchStatus::timed_out, "no first byte")
      .file_page("https://partner.example/story.pdf",
                 {.state = verify::FileState::read,
                  .title = "Story",
                  .page_count = 1,
                  .pages = {{{.text = "A line of gr\xc3\xbc\xc3\x9f Gott", .size = 11}}}})
      .robots("https://partner.example/robots.txt", "User-agent: *\nDisallow:\n")
      .sitemap("https://partner.example/sitemap.xml", "<urlset/>")
      .file("note book.ipynb", std::string("\0\xff", 2))
      .file_text("note book.ipynb",
                 {.kind = verify::FileKind::notebook, .state = verify::FileState::damaged})
      .write(argv[1]);
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

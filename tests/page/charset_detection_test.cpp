// Pages that name no encoding, and pages whose bytes break the one they name.
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>

#include "page/paragraphs.h"
#include "verify/content.h"

namespace verify::test {
namespace {

using namespace std::string_literals;

std::string_view paragraph(std::string_view language) {
  for (const Paragraph& paragraph : kParagraphs)
    if (paragraph.language == language) return paragraph.text;
  return {};
}

std::string encoded(std::string_view utf8, const char* converter) {
  const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
  UErrorCode error = U_ZERO_ERROR;
  UConverter* to = ucnv_open(converter, &error);
  REQUIRE(U_SUCCESS(error));
  std::string out(8 * utf8.size() + 16, '\0');
  const int32_t size = ucnv_fromUChars(to, out.data(), static_cast<int32_t>(out.size()),
                                       text.getBuffer(), text.length(), &error);
  ucnv_close(to);
  REQUIRE(U_SUCCESS(error));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

// A page around a text with the markup of a template: ASCII, and far more of it than text.
std::string in_a_template(const std::string& bytes) {
  std::string page = "<html><head><style>";
  for (int i = 0; i < 60; ++i)
    page += ".a{margin:0 auto;padding:1px 2px 3px;font-family:sans-serif}\n";
  page += "</style></head><body><ul>";
  for (int i = 0; i < 60; ++i) page += "<li><a href='/page.html' class='menu-item'>Item</a></li>";
  return page + "</ul><p>" + bytes + "</p></body></html>";
}

struct Row {
  const char* language;
  const char* converter;
};

}  // namespace

TEST_CASE("a page without a declaration is read in its legacy encoding", "[page][charset]") {
  const Row rows[] = {
      {"ja", "ibm-943_P15A-2003"}, {"ja", "EUC-JP"},       {"ja", "ISO-2022-JP"},
      {"ko", "windows-949-2000"},  {"zh-Hans", "gb18030"}, {"zh-Hant", "ibm-1375_P100-2008"},
      {"ru", "windows-1251"},      {"ru", "KOI8-R"},       {"ru", "ISO-8859-5"},
      {"ru", "ibm-866_P100-1995"}, {"uk", "windows-1251"}, {"uk", "KOI8-U"},
      {"bg", "windows-1251"},      {"fr", "windows-1252"}, {"de", "windows-1252"},
      {"es", "windows-1252"},      {"pt", "windows-1252"}, {"it", "windows-1252"},
      {"sv", "windows-1252"},      {"da", "windows-1252"}, {"fi", "windows-1252"},
      {"pl", "windows-1250"},      {"pl", "ISO-8859-2"},   {"cs", "windows-1250"},
      {"cs", "ISO-8859-2"},        {"hu", "windows-1250"}, {"hu", "ISO-8859-2"},
      {"el", "windows-1253"},      {"el", "ISO-8859-7"},   {"tr", "windows-1254"},
      {"he", "windows-1255"},      {"ar", "windows-1256"}, {"ar", "ISO-8859-6"},
      {"th", "windows-874-2000"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.language, row.converter);
    const std::string_view whole = paragraph(row.language);
    const std::string_view begin = whole.substr(0, whole.find(' ', 80));
    for (const std::string_view text : {whole, begin}) {
      const std::string bytes = encoded(text, row.converter);
      CHECK(decode_html("<p>" + bytes + "</p>", "text/html").utf8 ==
            "<p>" + std::string(text) + "</p>");
      const std::string page = decode_html(in_a_template(bytes), "text/html").utf8;
      CHECK(page.find(text) != page.npos);
    }
  }
}

TEST_CASE("a declaration behind the first bytes counts where the text is not UTF-8",
          "[page][charset]") {
  const std::string late = "<!--" + std::string(1100, 'x') + "--><meta charset=shift_jis>";
  CHECK(decode_html(late + "\x93\xfa\x96\x7b", "").utf8 == late + "日本");
  CHECK(decode_html(late + "日本", "").utf8 == late + "日本");
}

TEST_CASE("no guess throws a page away", "[page][charset]") {
  // "~{" and "~}" are the marks of an encoding that is never decoded.
  const std::string text = "caf\xe9 ~{ and ~} caf\xe9";
  CHECK(decode_html(text, "").utf8 == "café ~{ and ~} café");
}

TEST_CASE("bytes that break their encoding cost themselves only", "[page][charset]") {
  struct Broken {
    const char* charset;
    std::string bytes;
    std::string begin, end;  // what must be there
  };
  const Broken rows[] = {
      {"utf-8", "MBTRUNC\xe6\x97", "MBTRUNC", "\xef\xbf\xbd"},
      {"shift_jis", "A\x93\xfa\x96", "A日", "\xef\xbf\xbd"},
      {"euc-jp", "A\xc6\xfc\xcb", "A日", "\xef\xbf\xbd"},
      {"gb18030", "A\xd6\xd0\x81\x30\x81", "A中", "\xef\xbf\xbd"},
      {"big5", "A\xa4\xa4\xa4", "A中", "\xef\xbf\xbd"},
      {"euc-kr", "A\xc7\xd1\xb1", "A한", "\xef\xbf\xbd"},
      // Escapes that never close, that are cut, that no encoding knows, one after the other.
      {"iso-2022-jp", "<p>A\x1b$BF|", "<p>A日", "日"},
      {"iso-2022-jp", "<p>A\x1b", "<p>A", ""},
      {"iso-2022-jp", "<p>A\x1b$B\x1b(B\x1b$B\x1b(Bz", "<p>A", "z"},
      {"iso-2022-jp", "<p>A\x1b(Jz\x1b(Bz", "<p>Az", "z"},
      {"iso-2022-jp", "<p>A\xff\xfe z", "<p>A", " z"},
  };
  for (const Broken& row : rows) {
    INFO(row.charset << ": " << row.bytes);
    const std::string text = decode_html(row.bytes, "text/html; charset="s + row.charset).utf8;
    CHECK(text.starts_with(row.begin));
    CHECK(text.ends_with(row.end));
  }
}

}  // namespace verify::test

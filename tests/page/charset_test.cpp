#include <catch2/catch.hpp>

#include "page/encoding_table.h"
#include "verify/content.h"

namespace verify {
namespace {

using namespace std::string_literals;

TEST_CASE("the encoding is found where browsers look, in their order", "[page][charset]") {
  struct Row {
    std::string body;
    const char* content_type;
    const char* encoding;
  };
  const std::string late(1100, ' ');
  const Row rows[] = {
      // Byte order marks win over everything.
      {"\xef\xbb\xbf<meta charset=koi8-r>", "text/html; charset=shift_jis", "utf-8"},
      {"\xff\xfe<\0p\0"s, "text/html; charset=utf-8", "utf-16le"},
      {"\xfe\xff\0<\0p"s, "", "utf-16be"},
      // Then the header.
      {"<meta charset=koi8-r>", "text/html; charset=shift_jis", "shift_jis"},
      {"", "text/html;charset=\"UTF-8\"", "utf-8"},
      {"", "text/html; boundary=x; Charset = ISO-8859-1", "windows-1252"},
      {"", "text/html; charset='gb2312'", "gbk"},
      {"<meta charset=koi8-r>", "text/html; charset=nonsense", "koi8-r"},
      {"<meta charset=koi8-r>", "text/html", "koi8-r"},
      // Then <meta>, as the prescan reads it.
      {"<META CharSet='Windows-1251'>", "", "windows-1251"},
      {"<meta/charset=big5>", "", "big5"},
      {"<meta http-equiv=Content-Type content='text/html; charset=euc-kr'>", "", "euc-kr"},
      {"<meta content='text/html; charset=euc-kr' http-equiv='content-type'>", "", "euc-kr"},
      {"<meta name=x content='text/html; charset=euc-kr'>", "", "utf-8"},
      {"<meta http-equiv=content-type content='charset charset = \"euc-jp\"'>", "", "euc-jp"},
      {"<!-- <meta charset=koi8-r> --><meta charset=ibm866>", "", "ibm866"},
      {"<!--><meta charset=ibm866>", "", "ibm866"},
      {"<a title='<meta charset=koi8-r>'><meta charset=ibm866>", "", "ibm866"},
      {"</p title='>'><meta charset=ibm866>", "", "ibm866"},
      {"<?php echo > <! x > </ > < <meta charset=ibm866>", "", "ibm866"},
      {"<metadata charset=koi8-r><meta charset=ibm866>", "", "ibm866"},
      {"<meta charset=nonsense><meta charset=ibm866>", "", "ibm866"},
      {"<meta charset=koi8-r charset=ibm866>", "", "koi8-r"},
      {"<meta charset=utf-16>", "", "utf-8"},
      {"<meta charset=x-user-defined>", "", "windows-1252"},
      {"<?xml version='1.0' encoding='iso-8859-2'?><p>", "", "iso-8859-2"},
      {"<\0?\0x\0"s, "", "utf-16le"},
      {"\0<\0?\0x"s, "", "utf-16be"},
      {late + "<meta charset=koi8-r>", "", "utf-8"},
      // A tag that never ends names nothing and ends the prescan.
      {"<p title=\"" + late, "", "utf-8"},
      {"<meta charset=\"koi8-r", "", "koi8-r"},
      // Then what the bytes look like.
      {"plain", "", "utf-8"},
      {"caf\xc3\xa9", "", "utf-8"},
      {"\x1b$B$3$s$K$A$O!\"F|K\\8l$N%F%-%9%H$G$9!#\x1b(B", "", "iso-2022-jp"},
  };
  for (const Row& row : rows) {
    INFO(row.body.substr(0, 80) << " as " << row.content_type);
    CHECK(decode_html(row.body, row.content_type).encoding == row.encoding);
  }
}

TEST_CASE("bytes become the characters browsers show", "[page][charset]") {
  struct Row {
    const char* charset;
    std::string bytes;
    std::string utf8;
    bool replaced;
  };
  const std::string bad = "\xef\xbf\xbd";
  const Row rows[] = {
      {"utf-8", "a\r\nb\0c"s, "a\r\nb\0c"s, false},
      {"utf-8", "\xef\xbb\xbfx", "x", false},
      {"utf-8", "a\xff z", "a" + bad + " z", true},
      // One replacement for each maximal subpart (Encoding, UTF-8 decoder).
      {"utf-8", "\xe2\x82|\xf0\x9f\x98|\xc0\x80|\xed\xa0\x80",
       bad + "|" + bad + "|" + bad + bad + "|" + bad + bad + bad, true},
      {"utf-8", "\xe2\x82", bad, true},
      {"iso-8859-1", "\x80\x93\x9f\xe9", "\u20ac\u201c\u0178\u00e9", false},
      {"us-ascii", "\x81\x8d", "\u0081\u008d", false},
      {"iso-8859-9", "\xfd\x80", "\u0131\u20ac", false},
      {"iso-8859-16", "\xa4\xaa", "\u20ac\u0218", false},
      {"tis-620", "\xa1\x80", "\u0e01\u20ac", false},
      {"windows-1253", "\x80\xc1", "\u20ac\u0391", false},
      {"koi8-r", "\xf0\xd2", "\u041f\u0440", false},
      {"macintosh", "\x8e", "\u00e9", false},
      {"shift_jis", "\x83\x65\x5c\x7e\xb1", "\u30c6\\~\uff71", false},
      {"shift_jis", "\x81\x60", "\uff5e", false},
      {"shift_jis", "<a title=\"\x81\">", "<a title=\"" + bad + "\">", true},
      {"shift_jis", "\xfa\x40\xed\x40", "\u2170\u7e8a", false},
      {"euc-jp", "\xa5\xc6\x8e\xb1\xa1\xc1", "\u30c6\uff71\uff5e", false},
      {"iso-2022-jp", "\x1b$B%F\x1b(Ba",
       "\u30c6"
       "a",
       false},
      {"big5", "\xa4\xa4\xa4\xe5", "\u4e2d\u6587", false},
      {"gb2312", "\xd6\xd0\x81\x40\x84\x31\xa4\x37", "\u4e2d\u4e02" + bad, false},
      {"gb18030", "\x81\x30\x81\x30", "\u0080", false},
      {"gbk", "\x80", "\u20ac", false},
      {"euc-kr", "\xc7\xd1\x81\x41", "\ud55c\uac02", false},
      {"utf-16le", "a\0\x3d\xd8\0\xde"s, "a\U0001f600", false},
      {"utf-16le",
       "\x3d\xd8"
       "a\0"s,
       bad + "a", true},
      {"utf-16be", "\0a\0"s, "a" + bad, true},
      {"x-user-defined", "a\x80\xff", "a\uf780\uf7ff", false},
      {"iso-2022-kr", "<script>", bad, true},
      {"hz-gb-2312", "", "", false},
  };
  for (const Row& row : rows) {
    INFO(row.charset << ": " << row.bytes);
    const DecodedText text = decode_html(row.bytes, "text/html; charset="s + row.charset);
    CHECK(text.utf8 == row.utf8);
    CHECK(text.replaced == row.replaced);
  }
}

TEST_CASE("a page that says nothing is recognised by its bytes", "[page][charset]") {
  // "Это обычная страница на русском языке без объявленной кодировки." and so on, in windows-1251.
  const std::string russian =
      "\xdd\xf2\xee \xee\xe1\xfb\xf7\xed\xe0\xff \xf1\xf2\xf0\xe0\xed\xe8\xf6\xe0 \xed\xe0 "
      "\xf0\xf3\xf1\xf1\xea\xee\xec \xff\xe7\xfb\xea\xe5 \xe1\xe5\xe7 "
      "\xee\xe1\xfa\xff\xe2\xeb\xe5\xed\xed\xee\xe9 \xea\xee\xe4\xe8\xf0\xee\xe2\xea\xe8.";
  const DecodedText text = decode_html(russian, "");
  CHECK(text.encoding == "windows-1251");
  CHECK(text.utf8.starts_with("\u042d\u0442\u043e"));
}

TEST_CASE("a valid page is passed on, not copied", "[page][charset]") {
  std::string body(100'000, 'x');
  const char* const bytes = body.data();
  CHECK(decode_html(std::move(body), "text/html; charset=utf-8").utf8.data() == bytes);
}

TEST_CASE("every encoding has a converter and its own name as a label", "[page][charset]") {
  for (const char* label :
       {"utf-8",        "ibm866",       "iso-8859-2",   "iso-8859-3",     "iso-8859-4",
        "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",     "iso-8859-8-i",
        "iso-8859-10",  "iso-8859-13",  "iso-8859-14",  "iso-8859-15",    "iso-8859-16",
        "koi8-r",       "koi8-u",       "macintosh",    "windows-874",    "windows-1250",
        "windows-1251", "windows-1252", "windows-1253", "windows-1254",   "windows-1255",
        "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic", "gbk",
        "gb18030",      "big5",         "euc-jp",       "iso-2022-jp",    "shift_jis",
        "euc-kr",       "utf-16be",     "utf-16le",     "x-user-defined"}) {
    INFO(label);
    const Encoding* encoding = encoding_for_label(label);
    REQUIRE(encoding != nullptr);
    CHECK(encoding->name == label);
    const bool wide = encoding->name.starts_with("utf-16");
    const std::string ascii = wide ? "" : "<p>";
    CHECK(decode_html(ascii, "text/html; charset="s + label).utf8 == ascii);
  }
  CHECK(encoding_for_label(" LATIN1\n")->name == "windows-1252");
  CHECK(encoding_for_label("") == nullptr);
  CHECK(encoding_for_label("utf") == nullptr);
  CHECK(encoding_for_label("l1 l2") == nullptr);
}

}  // namespace
}  // namespace verify

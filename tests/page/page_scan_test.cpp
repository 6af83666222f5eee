#include "verify/page_scan.h"

#include <catch2/catch.hpp>

#include "page/character_references.h"
#include "page/dom.h"
#include "verify/document.h"

namespace verify::test {
namespace {

std::string hrefs(std::string_view html) {
  std::string out;
  for (const PageScan::Link& link : scan_page(html).links) {
    if (!out.empty()) out += ' ';
    out += link.href;
  }
  return out;
}

struct Row {
  std::string_view html;
  std::string_view expected;
};

}  // namespace

TEST_CASE("links are found as the standard reads tags", "[page][scan]") {
  const Row rows[] = {
      {"<a href=x>", "x"},
      {"<A HREF='x y'>", "x y"},
      {"<a/href=x/y/>", "x/y/"},
      {"<a\nhref\t=\r\"x\"class=b>", "x"},
      {"<a href=x href=y>", "x"},
      {"<a title='>' href=x>", "x"},
      {"<a title=\"a<b\" href=x>", "x"},
      {"<a =href=x href=y>", "y"},
      {"<a href=x", ""},
      {"<a href='x>", ""},
      {"<a href>", ""},
      {"<a>", ""},
      {"< a href=x>", ""},
      {"<1><a href=x>", "x"},
      {"</a href=x>", ""},
      {"<a href=\" x\n\">", "x"},
      {"<area href=x>", "x"},
      {"<link href=x>", ""},
      {"<a-b href=x>", ""},
      // Comments and their odd ends.
      {"<!--<a href=x>--><a href=y>", "y"},
      {"<!--><a href=y>", "y"},
      {"<!---><a href=y>", "y"},
      {"<!--<a href=x>--!><a href=y>", "y"},
      {"<!-- -- > <a href=x> -->", ""},
      {"<!--<a href=x>", ""},
      {"<!-- <!-- --><a href=y>", "y"},
      {"<!x <a href=x><a href=y>", "y"},
      {"<?php <a href=x>?><a href=y>", "y"},
      {"</ <a href=x><a href=y>", "y"},
      {"</><a href=y>", "y"},
      {"<!DOCTYPE html \"><a href=x>", "x"},
      {"<![CDATA[<a href=x>]]><a href=y>", "y"},
      // Raw text.
      {"<script><a href=x></script><a href=y>", "y"},
      {"<script><!--<script></script><a href=x>--></script><a href=y>", "y"},
      {"<script><!--</script><a href=y>", "y"},
      {"<script><!--><script></script><a href=y>", "y"},
      {"<script></scripts><a href=x></script ><a href=y>", "y"},
      {"<script></script/><a href=y>", "y"},
      {"<script/><a href=x>", ""},
      {"<style><a href=x></STYLE><a href=y>", "y"},
      {"<textarea><a href=x></textarea><a href=y>", "y"},
      {"<title><a href=x></title><a href=y>", "y"},
      {"<iframe><a href=x></iframe><a href=y>", "y"},
      {"<xmp><a href=x></xmp><a href=y>", "y"},
      {"<noembed><a href=x></noembed><noframes><a href=x></noframes><a href=y>", "y"},
      {"<plaintext><a href=x></plaintext><a href=y>", ""},
      // Foreign content.
      {"<svg><a href=x></a></svg>", "x"},
      {"<svg><a xlink:href=x></a></svg>", "x"},
      {"<a xlink:href=x>", ""},
      {"<svg><title><a href=x></title></svg><a href=y>", "x y"},
      {"<svg><style><a href=x></a></style></svg><a href=y>", "x y"},
      {"<svg><![CDATA[<a href=x>]]></svg><a href=y>", "y"},
      {"<svg><p><![CDATA[<a href=x>]]><a href=y>", "y"},
      {"<svg><foreignObject><div><style><a href=x></style></foreignObject></svg><a href=y>", "y"},
      {"<svg/><style><a href=x></style><a href=y>", "y"},
      {"<div><svg><path></div><style><a href=x></style><a href=y>", "y"},
      {"<math><mi><style><a href=x></style></mi></math><a href=y>", "y"},
      {"<one><svg></other><style><a href=x></a></style></svg><a href=y>", "x y"},
      {"<a href=w><p><svg></a><style><a href=x></style><a href=y>", "w y"},
      // What tree construction ignores, or did.
      {"<select><a href=x><option></select><a href=y>", "x y"},
      {"<table><table></table><select><table><select><style><a href=x></style><a href=y>", "y"},
      {"<select><style></select><a href=y>", "y"},
      {"<frameset><a href=x></frameset>", ""},
      {"<p>text<frameset><a href=y>", "y"},
      {"<svg><a href=x><![CDATA[text]]><tt><frameset>", "x"},
      // Character references in attributes.
      {"<a href='?a=1&amp;b=2'>", "?a=1&b=2"},
      {"<a href='?a=1&copy=2'>", "?a=1&copy=2"},
      {"<a href='?a=1&copy'>", "?a=1\xC2\xA9"},
      {"<a href='&#x41;&#66;&#0;'>", "AB\xEF\xBF\xBD"},
      {"<a href='&#128;&#;&#x;&;'>", "\xE2\x82\xAC&#;&#x;&;"},
      {"<a href='&notit;&NotEqualTilde;'>", "&notit;\xE2\x89\x82\xCC\xB8"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    CHECK(hrefs(row.html) == row.expected);
  }
}

TEST_CASE("a page ending anywhere is read without harm", "[page][scan]") {
  const std::string html =
      "<!doctype html><html lang=en><title>a&amp;b</title><!-- x --><script><!--<script>x</script>"
      "--></script><svg><![CDATA[x]]></svg><a href='x&amp;y' title=z/><img alt=\"q\"></a>";
  for (std::size_t size = 0; size <= html.size(); ++size) {
    const std::vector<char> exact(html.begin(), html.begin() + static_cast<long>(size));
    CHECK(scan_page({exact.data(), exact.size()}).links.size() <= 1);
  }
}

TEST_CASE("a link's text is what a reader sees", "[page][scan]") {
  const Row rows[] = {
      {"<a href=x> Our \n <b>Work</b>&nbsp;</a>", "Our Work"},
      {"<a href=x><h3>Title</h3><p>Text</p></a>", "Title Text"},
      {"<a href=x><img alt='A logo'></a>", "A logo"},
      {"<a href=x><img alt='A logo'>Text</a>", "Text"},
      {"<a href=x>one<a href=y>two</a>", "one"},
      {"<a href=x><script>no</script>yes</a>", "yes"},
      {"<area href=x alt='Map'>", "Map"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    REQUIRE_FALSE(scan_page(row.html).links.empty());
    CHECK(scan_page(row.html).links[0].text == row.expected);
  }
  const std::string longer = "<a href=x>" + std::string(5000, 'x') + "</a>";
  CHECK(scan_page(longer).links[0].text.size() <= 123);
}

TEST_CASE("a frame left open in a noscript does not swallow the page", "[page][scan]") {
  const std::string html =
      "<noscript><iframe src='//tags.example/ns'></noscript><p>Our work</p><a href=/work>Work</a>"
      "<noscript><iframe src=x></iframe></noscript><iframe src=/own></iframe><a "
      "href=/more>More</a>";
  const PageScan scan = scan_page(html);
  REQUIRE(scan.links.size() == 2);
  CHECK(scan.links[0].href == "/work");
  CHECK_FALSE(scan.links[0].inert);
  CHECK(scan.links[1].href == "/more");
  REQUIRE(scan.frames.size() == 1);
  CHECK(scan.frames[0].src == "/own");
  const Document document = read_document(html, {.url = Url::parse("https://a.example/").value()});
  CHECK(document.text.find("Our work") != std::string::npos);
  CHECK(document.links.size() == 2);
}

TEST_CASE("links of templates and noscript are inert", "[page][scan]") {
  const PageScan page = scan_page(
      "<template><a href=1></a></template><noscript><a href=2></a></noscript>"
      "<a href=3 rel='x NoFollow'></a>");
  REQUIRE(page.links.size() == 3);
  CHECK(page.links[0].inert);
  CHECK(page.links[1].inert);
  CHECK_FALSE(page.links[2].inert);
  CHECK(page.links[2].nofollow);
}

TEST_CASE("the head of a page is read", "[page][scan]") {
  const PageScan page = scan_page(
      "<html lang=de-AT><meta charset=UTF-8><meta name=Robots content='NoIndex'>"
      "<svg><title>no</title></svg><title> A &amp; <b>B </title><title>second</title>"
      "<base><base href=/b/><base href=/c/><link rel='x canonical' href='/c?a&amp;b'>"
      "<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>"
      "<meta http-equiv=Refresh content='1; url=/next'><iframe src=/f></iframe>"
      "<script>x</script><script type=application/ld+json>{}</script><p>a b</p>");
  CHECK(page.lang == "de-AT");
  CHECK(page.meta_charset == "utf-8");
  CHECK(page.meta_robots == "noindex");
  CHECK(page.title == "A & <b>B");
  CHECK(page.base_href == "/b/");
  CHECK(page.canonical == "/c?a&b");
  CHECK(page.refresh == "1; url=/next");
  REQUIRE(page.frames.size() == 1);
  CHECK(page.frames[0].src == "/f");
  CHECK(page.scripts == 1);
  CHECK(page.text_bytes == 4);
}

TEST_CASE("a declarative refresh names its target", "[page][scan]") {
  const Row rows[] = {
      {"0;url=/x", "/x"},
      {" 5 , URL = '/x' y", "/x"},
      {"0; /x", "/x"},
      {"0 /x", "/x"},
      {"1.5;url=x", "x"},
      {"5", ""},
      {"x;url=/x", ""},
      {"0;url=", ""},
      {"0x;url=/x", ""},
      {".;url=x", "x"},
      {"0;urls", "urls"},
      {"", ""},
      {"0;url=\"/a b\"", "/a b"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    CHECK(refresh_target(row.html) == row.expected);
  }
}

TEST_CASE("character references of text take the longest name", "[page][scan]") {
  CHECK(decode_text("&notit; &ampx &copy2 a&b") ==
        "\xC2\xACit; &x \xC2\xA9"
        "2 a&b");
  CHECK(decode_text("a\r\nb\rc") == "a\nb\nc");
  CHECK(decode_text("&CounterClockwiseContourIntegral;<") == "\xE2\x88\xB3<");
}

TEST_CASE("a numeric reference of any length is one character", "[page][scan]") {
  // The last name is one that only the tree builder knows.
  const std::string no_character = "\xEF\xBF\xBD", name = "&NotEqualTilde;";
  struct Row {
    std::string written, read;
  };
  const Row rows[] = {
      {"&#x800000E4;", no_character},
      {"&#x1000000E4;", no_character},
      {"&#4294967524;", no_character},
      {"&#2147483713g", no_character + "g"},
      {"&#4294967361abc", no_character + "abc"},
      {"&#XAAAAAAAAAAAAAAA3c;", no_character},
      {"&#x00000000041;", "A"},
      {"&#00000000000065;", "A"},
      {"&#x10FFFF;", "\xF4\x8F\xBF\xBF"},
      {"&#x110000;", no_character},
      {"&#99999999999999999999", no_character},
      {"&#;&#x;", "&#;&#x;"},
  };
  const std::string equal = decode_text(name);
  for (const Row& row : rows) {
    CAPTURE(row.written);
    CHECK(decode_text(row.written) == row.read);
    CHECK(decode_attribute(row.written) == row.read);
    CHECK(decode_text(row.written + name) == row.read + equal);
    CHECK(decode_attribute(row.written + name) == row.read + equal);
    const Dom dom = Dom::parse("<p title=\"" + row.written + "\">" + row.written);
    CHECK(dom.text(static_cast<Dom::Index>(dom.size() - 1)) == row.read);
    CHECK(dom.attributes(static_cast<Dom::Index>(dom.size() - 2)).front().value == row.read);
  }
}

}  // namespace verify::test

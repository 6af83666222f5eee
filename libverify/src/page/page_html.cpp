#include "page/page_html.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "verify/content.h"

namespace verify {
namespace {

using namespace std::string_view_literals;

std::string shown_as_text(std::string_view text) {
  std::string html = "<!doctype html><pre>";
  html.reserve(html.size() + text.size() + text.size() / 8);
  for (const char c : text) {
    if (c == '<') {
      html += "&lt;";
    } else if (c == '&') {
      html += "&amp;";
    } else {
      html += c;
    }
  }
  return html;
}

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array kSignatures = {
    Signature{"%PDF-"sv, "a PDF"},
    Signature{"\x89PNG\r\n\x1a\n"sv, "a PNG image"},
    Signature{"GIF87a"sv, "a GIF image"},
    Signature{"GIF89a"sv, "a GIF image"},
    Signature{"\xff\xd8\xff"sv, "a JPEG image"},
    Signature{"RIFF"sv, "an image or a recording"},
    Signature{"\x1f\x8b\x08"sv, "compressed data"},
    Signature{"PK\x03\x04"sv, "an archive or an office document"},
    Signature{"Rar!\x1a\x07"sv, "an archive"},
    Signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an office document"},
    Signature{"OggS\0"sv, "a recording"},
    Signature{"\x1a\x45\xdf\xa3"sv, "a recording"},
    Signature{"\x7f"
              "ELF"sv,
              "a program"},
    Signature{"wOFF"sv, "a font"},
    Signature{"wOF2"sv, "a font"},
};

}  // namespace

bool is_plain_text(std::string_view content_type) {
  return ascii_iequals(trim(content_type.substr(0, content_type.find(';'))), "text/plain");
}

std::string page_html(std::string body, std::string_view content_type) {
  std::string text = decode_html(std::move(body), content_type).utf8;
  return is_plain_text(content_type) ? shown_as_text(text) : text;
}

std::string_view binary_kind(std::string_view body) {
  const auto* const found = std::ranges::find_if(
      kSignatures, [&](const Signature& each) { return body.starts_with(each.bytes); });
  return found == kSignatures.end() ? std::string_view() : found->kind;
}

}  // namespace verify

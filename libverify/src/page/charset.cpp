#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>

#include "base/text.h"
#include "page/encoding_fit.h"
#include "page/encoding_sniff.h"
#include "page/encoding_table.h"
#include "verify/content.h"

namespace verify {
namespace {

constexpr std::size_t kPrescanBytes = 1024;
// Enough to tell one script from another; the whole of a large page costs more than it tells.
constexpr std::size_t kDetectBytes = 64 * 1024;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kUtf8Mark = "\xef\xbb\xbf";

struct Sniffed {
  const Encoding* encoding;
  std::size_t mark = 0;  // bytes of the byte order mark
};

const Encoding* utf8() {
  static const Encoding* const encoding = encoding_for_label("utf-8");
  return encoding;
}

std::optional<Sniffed> sniff_mark(std::string_view body) {
  if (body.starts_with(kUtf8Mark)) return Sniffed{utf8(), 3};
  if (body.starts_with("\xfe\xff")) return Sniffed{encoding_for_label("utf-16be"), 2};
  if (body.starts_with("\xff\xfe")) return Sniffed{encoding_for_label("utf-16le"), 2};
  return std::nullopt;
}

void append_code_point(std::string& out, UChar32 code_point) {
  char bytes[U8_MAX_LENGTH];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, code_point);
  out.append(bytes, static_cast<std::size_t>(length));
}

// ---- ICU

struct BadBytes {
  bool gb18030 = false;
  bool replaced = false;
};

// ICU writes U+001A for some bytes and swallows an ASCII byte behind a lead byte it does not know;
// the standard wants U+FFFD, and the ASCII byte kept (Encoding, e.g. 12.3.1 Shift_JIS decoder), for
// it may be the quote that ends an attribute.
void U_CALLCONV replace_bad(const void* context, UConverterToUnicodeArgs* args, const char* bytes,
                            int32_t length, UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close, clone
  BadBytes& bad = *static_cast<BadBytes*>(const_cast<void*>(context));
  *error = U_ZERO_ERROR;
  const bool euro = bad.gb18030 && length == 1 && bytes[0] == '\x80';  // Encoding, 10.2.1, step 5
  if (!euro) bad.replaced = true;
  const UChar unit = euro ? 0x20ac : 0xfffd;
  ucnv_cbToUWriteUChars(args, &unit, 1, 0, error);
  const auto last = static_cast<unsigned char>(bytes[length - 1]);
  if (reason != UCNV_UNASSIGNED || length < 2 || last >= 0x80) return;
  const UChar kept = last;
  ucnv_cbToUWriteUChars(args, &kept, 1, 0, error);
}

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error), &ucnv_close);
  return U_SUCCESS(error) ? std::move(converter) : Converter(nullptr, &ucnv_close);
}

bool convert(const char* name, std::string_view body, DecodedText& out) {
  const Converter from = open_converter(name), to = open_converter("UTF-8");
  if (!from || !to) return false;
  UErrorCode error = U_ZERO_ERROR;
  BadBytes bad{.gb18030 = std::string_view(name) == "gb18030"};
  ucnv_setToUCallBack(from.get(), &replace_bad, &bad, nullptr, nullptr, &error);
  std::array<UChar, 4096> pivot;
  UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
  std::array<char, 16 * 1024> chunk;
  const char* source = body.data();
  const char* const source_end = source + body.size();
  out.utf8.reserve(body.size() + body.size() / 8);
  do {
    char* target = chunk.data();
    error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, chunk.data() + chunk.size(), &source, source_end,
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), false,
                   true, &error);
    out.utf8.append(chunk.data(), target);
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  out.replaced = bad.replaced;
  return true;
}

// ---- what ICU has not

// ISO 8859-16 above 0xA0.
constexpr std::u16string_view kLatin10 =
    u"\u00a0\u0104\u0105\u0141\u20ac\u201e\u0160\u00a7\u0161\u00a9\u0218\u00ab\u0179\u00ad\u017a"
    u"\u017b"
    u"\u00b0\u00b1\u010c\u0142\u017d\u201d\u00b6\u00b7\u017e\u010d\u0219\u00bb\u0152\u0153\u0178"
    u"\u017c"
    u"\u00c0\u00c1\u00c2\u0102\u00c4\u0106\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00cd\u00ce"
    u"\u00cf"
    u"\u0110\u0143\u00d2\u00d3\u00d4\u0150\u00d6\u015a\u0170\u00d9\u00da\u00db\u00dc\u0118\u021a"
    u"\u00df"
    u"\u00e0\u00e1\u00e2\u0103\u00e4\u0107\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee"
    u"\u00ef"
    u"\u0111\u0144\u00f2\u00f3\u00f4\u0151\u00f6\u015b\u0171\u00f9\u00fa\u00fb\u00fc\u0119\u021b"
    u"\u00ff";

void convert_own(std::string_view name, std::string_view body, DecodedText& out) {
  if (name == "replacement") {
    // Encodings that have been used to smuggle script past filters (Encoding, 14.1).
    out.replaced = !body.empty();
    if (out.replaced) out.utf8 = kReplacement;
    return;
  }
  for (const char c : body) {
    const auto byte = static_cast<unsigned char>(c);
    UChar32 code_point = byte;
    if (name == "x-user-defined" && byte >= 0x80) code_point = 0xf780 + byte - 0x80;
    if (name == "iso-8859-16" && byte >= 0xa0) code_point = kLatin10[byte - 0xa0];
    append_code_point(out.utf8, code_point);
  }
}

// ---- detection

// What the detector calls an encoding, where it is no label of the standard.
const Encoding* encoding_of_detector(std::string_view name) {
  if (name == "UHC") name = "euc-kr";
  if (name == "MAC-CYRILLIC") name = "x-mac-cyrillic";
  // The two differ where one has lines for boxes, the other letters of Ukrainian.
  if (name == "KOI8-R") name = "koi8-u";
  const Encoding* found = encoding_for_label(name);
  // "replacement" would throw the page away on a guess.
  return found != nullptr && *found->converter != '\0' ? found : nullptr;
}

bool is_latin(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kLatin = {
      "windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "iso-8859-2",
      "iso-8859-3",   "iso-8859-4",   "iso-8859-10",  "iso-8859-13",  "iso-8859-15"};
  return std::ranges::find(kLatin, name) != kLatin.end();
}

using Fit = double (*)(std::string_view utf8);

// The encoding in which the pieces make most sense: `usual`, or the one of `names` that is better
// by `lead`.
const Encoding* best_fit(std::string_view pieces, const Encoding* usual,
                         std::span<const std::string_view> names, Fit fit, double lead) {
  const Encoding* best = nullptr;
  double best_value = 0;
  const auto consider = [&](const Encoding* encoding) {
    DecodedText text;
    if (encoding == nullptr || !convert(encoding->converter, pieces, text)) return;
    const double value = fit(text.utf8);
    if (best != nullptr && value <= best_value + lead) return;
    best = encoding;
    best_value = value;
  };
  consider(usual);
  for (const std::string_view name : names) consider(encoding_for_label(name));
  return best;
}

// Encodings of the same characters differ in few bytes, about which a detector of frequencies knows
// little.
const Encoding* settle(std::string_view body, const Encoding* detected) {
  static constexpr std::array<std::string_view, 5> kEast = {"shift_jis", "euc-jp", "euc-kr",
                                                            "gb18030", "big5"};
  const std::array<std::string_view, 5> latin = {"windows-1250", "iso-8859-2", "windows-1254",
                                                 "windows-1257",
                                                 detected != nullptr ? detected->name : ""};
  const std::string pieces = pieces_beyond_ascii(body);
  if (detected != nullptr &&
      (detected->name == "gbk" || std::ranges::find(kEast, detected->name) != kEast.end()))
    return best_fit(pieces, detected, kEast, &east_asian_fit, 0.05);
  if (detected != nullptr && !is_latin(detected->name)) return detected;
  return best_fit(pieces, encoding_for_label("windows-1252"), latin, &latin_fit, 0.01);
}

// For a page that says nothing. Escape sequences are ASCII, so ISO-2022-JP looks like UTF-8.
const Encoding* detect(std::string_view body) {
  if (body.find('\x1b') == std::string_view::npos && is_valid_utf8(body)) return utf8();
  // Where a parser meets it; the prescan has looked at the first bytes only.
  if (const Encoding* late = prescan_encoding(body.substr(0, kDetectBytes))) return late;
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                       &uchardet_delete);
  const Encoding* found = nullptr;
  body = body.substr(0, kDetectBytes);
  if (uchardet_handle_data(detector.get(), body.data(), body.size()) == 0) {
    uchardet_data_end(detector.get());
    found = encoding_of_detector(uchardet_get_charset(detector.get()));
  }
  return settle(body, found);
}

// HTML, 13.2.3.2 Determining the character encoding.
Sniffed sniff(std::string_view body, std::string_view content_type) {
  if (const auto marked = sniff_mark(body)) return *marked;
  if (const Encoding* named = encoding_of_content_type(content_type)) return {named};
  if (const Encoding* named = prescan_encoding(body.substr(0, kPrescanBytes))) return {named};
  return {detect(body)};
}

DecodedText decode_as(Sniffed sniffed, std::string body) {
  DecodedText out{.encoding = std::string(sniffed.encoding->name)};
  if (sniffed.encoding == utf8() && is_valid_utf8(body)) {
    if (sniffed.mark > 0) body.erase(0, sniffed.mark);
    out.utf8 = std::move(body);
    return out;
  }
  const std::string_view text = std::string_view(body).substr(sniffed.mark);
  const char* converter = sniffed.encoding->converter;
  if (*converter == '\0' || !convert(converter, text, out))
    convert_own(sniffed.encoding->name, text, out);
  return out;
}

}  // namespace

DecodedText decode_html(std::string body, std::string_view content_type) {
  const Sniffed sniffed = sniff(body, content_type);
  return decode_as(sniffed, std::move(body));
}

}  // namespace verify

#include "web/idna.h"

#include <unicode/uidna.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

// Debian's ICU has the mapping table of Unicode 15. Revision 33 of UTS 46 (Unicode 16) maps or
// ignores characters that were refused before, and maps the capital sharp s to the small one; later
// tables keep that. These ranges are the whole difference for characters both tables know.
struct Change {
  UChar32 first, last;
  UChar32 to;  // what `first` becomes, the others in step; 0: ignored
};
constexpr Change kRevision33[] = {
    {0x04C0, 0x04C0, 0x04CF},    {0x10A0, 0x10C5, 0x2D00},   {0x115F, 0x1160, 0},
    {0x17B4, 0x17B5, 0},         {0x180E, 0x180E, 0},        {0x1E9E, 0x1E9E, 0x00DF},
    {0x2061, 0x2063, 0},         {0x206A, 0x206F, 0},        {0x2132, 0x2132, 0x214E},
    {0x2183, 0x2183, 0x2184},    {0x3164, 0x3164, 0},        {0xFFA0, 0xFFA0, 0},
    {0x1D173, 0x1D17A, 0},       {0x2F868, 0x2F868, 0x36FC}, {0x2F874, 0x2F874, 0x5F53},
    {0x2F91F, 0x2F91F, 0x243AB}, {0x2F95F, 0x2F95F, 0x7AEE}, {0x2F9BF, 0x2F9BF, 0x45D7},
};

// What the character becomes, 0 when it is ignored.
UChar32 changed(UChar32 c) {
  const auto* found =
      std::ranges::find_if(kRevision33, [&](const Change& change) { return c <= change.last; });
  if (found == std::end(kRevision33) || c < found->first) return c;
  return found->to == 0 ? 0 : found->to + (c - found->first);
}

std::string apply_revision_33(const std::string& domain) {
  std::string out;
  out.reserve(domain.size());
  const auto length = static_cast<std::int32_t>(domain.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT_UNSAFE(domain.data(), i, c);  // the domain is valid UTF-8
    const UChar32 to = c < 0x80 ? c : changed(c);
    if (to == 0 && c != 0) continue;
    std::array<std::uint8_t, 4> bytes{};
    std::size_t written = 0;
    U8_APPEND_UNSAFE(bytes, written, to);
    out.append(bytes.begin(), bytes.begin() + written);
  }
  return out;
}

// Nontransitional, and safe to share between threads.
const UIDNA* uts46() {
  static const UIDNA* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII,
                           &status);
  }();
  return instance;
}

// ICU always reports what CheckHyphens and VerifyDnsLength would refuse; the standard sets both to
// false.
constexpr std::uint32_t kIgnoredErrors =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
    UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

}  // namespace

std::optional<std::string> unicode_to_ascii(const std::string& domain) {
  if (domain.size() > kMaxUnicodeDomain || uts46() == nullptr) return std::nullopt;
  const std::string text = apply_revision_33(domain);
  std::string out(8 * kMaxUnicodeDomain, '\0');
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode status = U_ZERO_ERROR;
  const int length =
      uidna_nameToASCII_UTF8(uts46(), text.data(), static_cast<int>(text.size()), out.data(),
                             static_cast<int>(out.size()), &info, &status);
  if (U_FAILURE(status) || (info.errors & ~kIgnoredErrors) != 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace verify

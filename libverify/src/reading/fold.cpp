#include "reading/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <span>

#include "base/text.h"

namespace verify {
namespace {

/// Typographic characters that pages mix freely with the plain ones. Zero: not one of them.
char plain_punctuation(char32_t c) {
  if (c < 0xA0 || (c > 0x2BC && c < 0x2010) || c > 0x2212) return 0;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2BC:
    case 0xB4:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    case 0xA0:
    case 0x202F:
    case 0x2007:
      return ' ';
    default:
      return 0;
  }
}

bool is_mark_of_alphabet(char32_t c) {
  return (c >= 0x300 && c <= 0x36F);
}

/// Characters folding never changes and never joins to what precedes: kana, Han, Hangul syllables.
bool is_plain_cjk(char32_t c) {
  return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || c == 0x3001 || c == 0x3002;
}

bool is_jamo(char32_t c) {
  return c >= 0x1100 && c <= 0x11FF;
}

class Folder {
 public:
  Folder(std::string_view in, bool keep_escapes) : in_(in), keep_escapes_(keep_escapes) {}

  FoldedText run() {
    out_.text.reserve(in_.size());
    while (at_ < in_.size()) {
      const unsigned char c = in_[at_];
      c < 0x80 ? ascii_run() : other();
    }
    if (moved_) out_.offsets.push_back(static_cast<std::uint32_t>(in_.size()));
    return std::move(out_);
  }

 private:
  void ascii_run() {
    const std::size_t from = at_;
    while (at_ < in_.size() && static_cast<unsigned char>(in_[at_]) < 0x80) ++at_;
    const std::size_t before = out_.text.size();
    out_.text.append(in_, from, at_ - from);
    const std::span<char> run = std::span(out_.text).subspan(before);
    if (keep_escapes_)
      lower_but_escapes(run);
    else
      for (char& c : run) c = ascii_lower(c);
    // A combining mark belongs to the letter before it: leave that letter to the slow path's drop.
    if (moved_)
      for (std::size_t i = from; i < at_; ++i)
        out_.offsets.push_back(static_cast<std::uint32_t>(i));
  }

  void lower_but_escapes(std::span<char> run) {
    for (char& c : run) {
      const bool escapes = !escaped_ && c == '\\';
      if (!escaped_) c = ascii_lower(c);
      escaped_ = escapes;
    }
  }

  void other() {
    if (!moved_) start_offsets();
    const std::size_t from = at_;
    const char32_t c = next_char(in_, at_);
    if (const char plain = plain_punctuation(c)) return put(std::string_view(&plain, 1), from);
    if (is_mark_of_alphabet(c)) return;
    const char32_t next = next_at(at_);
    const bool joined = next == 0x3099 || next == 0x309A || next == 0xFF9E || next == 0xFF9F;
    if (is_plain_cjk(c) && !joined) return put(in_.substr(from, at_ - from), from);
    if (joined) next_char(in_, at_);
    // Korean in conjoining letters (as some systems store it) folds to whole syllables.
    while (is_jamo(c) && is_jamo(next_at(at_))) next_char(in_, at_);
    put(slow(icu::UnicodeString::fromUTF8(
            icu::StringPiece(in_.data() + from, static_cast<std::int32_t>(at_ - from)))),
        from);
  }

  char32_t next_at(std::size_t at) const { return at < in_.size() ? next_char(in_, at) : 0; }

  static std::string slow(const icu::UnicodeString& segment) {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* const casefold =
        icu::Normalizer2::getNFKCCasefoldInstance(status);
    static const icu::Normalizer2* const decompose = icu::Normalizer2::getNFDInstance(status);
    std::string out;
    if (U_FAILURE(status)) return segment.toUTF8String(out);
    const icu::UnicodeString folded = casefold->normalize(segment, status);
    if (folded.isEmpty()) return out;
    const auto script = uscript_getScript(folded.char32At(0), &status);
    const bool alphabet =
        script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC;
    if (!alphabet) return folded.toUTF8String(out);
    icu::UnicodeString bare;
    const icu::UnicodeString parts = decompose->normalize(folded, status);
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
      const UChar32 part = parts.char32At(i);
      if (u_charType(part) != U_NON_SPACING_MARK) bare.append(part);
    }
    return bare.toUTF8String(out);
  }

  void start_offsets() {
    moved_ = true;
    out_.offsets.reserve(in_.size() + 1);
    for (std::size_t i = 0; i < out_.text.size(); ++i)
      out_.offsets.push_back(static_cast<std::uint32_t>(i));
  }

  void put(std::string_view bytes, std::size_t from) {
    out_.text += bytes;
    out_.offsets.insert(out_.offsets.end(), bytes.size(), static_cast<std::uint32_t>(from));
  }

  std::string_view in_;
  bool keep_escapes_;
  bool escaped_ = false;  ///< the last character was the backslash of an escape
  std::size_t at_ = 0;
  bool moved_ = false;  ///< places are no longer those of the original; the text may still be empty
  FoldedText out_;
};

}  // namespace

FoldedText fold(std::string_view text) {
  return Folder(text, false).run();
}

std::string fold_text(std::string_view text) {
  return Folder(text, false).run().text;
}

std::string fold_pattern(std::string_view pattern) {
  return Folder(pattern, true).run().text;
}

char32_t next_char(std::string_view text, std::size_t& at) {
  const unsigned char lead = text[at];
  if (lead < 0x80) return ++at, lead;
  std::int64_t index = static_cast<std::int64_t>(at);
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), index,
                  static_cast<std::int64_t>(text.size()), c);
  at = static_cast<std::size_t>(index);
  return static_cast<char32_t>(c);
}

CharClass char_class(char32_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               ? CharClass::word
               : CharClass::separator;
  if ((c >= 0x3041 && c <= 0x309F) || (c >= 0x3400 && c <= 0x9FFF) || c == 0x3005 ||
      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF))
    return CharClass::ideograph;
  if ((c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC) return CharClass::katakana;
  if (c >= 0xAC00 && c <= 0xD7A3) return CharClass::hangul;
  return u_isalnum(static_cast<UChar32>(c)) ? CharClass::word : CharClass::separator;
}

}  // namespace verify

#include "daemon/store/fold.h"

#include <climits>
#include <clocale>
#include <cwchar>
#include <cwctype>

namespace verify::daemon {
namespace {

// The C library carries this locale itself; it needs nothing installed.
locale_t utf8() {
  static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return locale;
}

// uselocale() is of the thread, unlike setlocale().
class InUtf8 {
 public:
  InUtf8() : before_(uselocale(utf8())) {}
  ~InUtf8() { uselocale(before_); }
  InUtf8(const InUtf8&) = delete;
  InUtf8& operator=(const InUtf8&) = delete;

 private:
  locale_t before_;
};

void append(std::string& out, wchar_t letter) {
  char bytes[MB_LEN_MAX];
  std::mbstate_t state{};
  const std::size_t size = std::wcrtomb(bytes, letter, &state);
  if (size != static_cast<std::size_t>(-1)) out.append(bytes, size);
}

}  // namespace

std::string in_small_letters(std::string_view text) {
  const InUtf8 locale;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    wchar_t letter = 0;
    std::mbstate_t state{};
    const std::size_t size = std::mbrtowc(&letter, text.data(), text.size(), &state);
    if (size == 0 || size > text.size()) {  // NUL, or no character
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    append(out, static_cast<wchar_t>(std::towlower(static_cast<wint_t>(letter))));
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace verify::daemon

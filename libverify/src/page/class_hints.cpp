#include "page/class_hints.h"

#include "base/word_bits.h"

namespace verify {
namespace {

// Halves of the usual names of an article's body: "entry-content", "post-body", "articleText".
constexpr std::uint32_t kFirstHalf = 1u << 30;
constexpr std::uint32_t kSecondHalf = 1u << 31;

constexpr WordTable kWords(std::to_array<WordBits>({
    {"nav", kHintNav},
    {"navbar", kHintNav},
    {"navigation", kHintNav},
    {"menu", kHintNav},
    {"megamenu", kHintNav},
    {"submenu", kHintNav},
    {"breadcrumb", kHintNav},
    {"breadcrumbs", kHintNav},
    {"pagination", kHintNav},
    {"pager", kHintNav},
    {"paging", kHintNav},
    {"toc", kHintNav},
    {"header", kHintHeader},
    {"masthead", kHintHeader},
    {"topbar", kHintHeader},
    {"footer", kHintFooter},
    {"colophon", kHintFooter},
    {"copyright", kHintFooter},
    {"sidebar", kHintAside},
    {"aside", kHintAside},
    {"rail", kHintAside},
    {"rightrail", kHintAside},
    {"sidecol", kHintAside},
    {"related", kHintRelated},
    {"relatedposts", kHintRelated},
    {"recommended", kHintRelated},
    {"recommendation", kHintRelated},
    {"recommendations", kHintRelated},
    {"recirc", kHintRelated},
    {"recirculation", kHintRelated},
    {"readmore", kHintRelated},
    {"morestories", kHintRelated},
    {"trending", kHintRelated},
    {"popular", kHintRelated},
    {"mostpopular", kHintRelated},
    {"outbrain", kHintRelated | kHintAd},
    {"taboola", kHintRelated | kHintAd},
    {"share", kHintShare},
    {"shares", kHintShare},
    {"sharing", kHintShare},
    {"sharebar", kHintShare},
    {"sharethis", kHintShare},
    {"sharedaddy", kHintShare},
    {"addtoany", kHintShare},
    {"addthis", kHintShare},
    {"social", kHintShare},
    {"socials", kHintShare},
    {"comment", kHintComments},
    {"comments", kHintComments},
    {"commentlist", kHintComments},
    {"respond", kHintComments},
    {"disqus", kHintComments},
    {"cookie", kHintConsent},
    {"cookies", kHintConsent},
    {"consent", kHintConsent},
    {"gdpr", kHintConsent},
    {"onetrust", kHintConsent},
    {"cmplz", kHintConsent},
    {"cookiebot", kHintConsent},
    {"newsletter", kHintSignup},
    {"newsletters", kHintSignup},
    {"subscribe", kHintSignup},
    {"subscription", kHintSignup},
    {"signup", kHintSignup},
    {"optin", kHintSignup},
    {"mailchimp", kHintSignup},
    {"author", kHintAuthor},
    {"authors", kHintAuthor},
    {"byline", kHintAuthor},
    {"bio", kHintAuthor},
    {"tags", kHintTags},
    {"taglist", kHintTags},
    {"meta", kHintTags},
    {"postmeta", kHintTags},
    {"dateline", kHintTags},
    {"timestamp", kHintTags},
    {"advert", kHintAd},
    {"advertisement", kHintAd},
    {"ad", kHintAd},
    {"ads", kHintAd},
    {"sponsor", kHintAd},
    {"sponsored", kHintAd},
    {"promo", kHintAd},
    {"promotion", kHintAd},
    {"modal", kHintOverlay},
    {"popup", kHintOverlay},
    {"overlay", kHintCover},
    {"lightbox", kHintOverlay},
    {"toast", kHintOverlay},
    {"offcanvas", kHintOverlay | kHintNav},
    {"title", kHintHeading},
    {"subtitle", kHintHeading},
    {"heading", kHintHeading},
    {"headline", kHintHeading},
    {"subheading", kHintHeading},
    {"subhead", kHintHeading},
    {"tab", kHintFold},
    {"tabs", kHintFold},
    {"tabpanel", kHintFold},
    {"accordion", kHintFold},
    {"collapse", kHintFold},
    {"collapsible", kHintFold},
    {"toggle", kHintFold},
    {"faq", kHintFold},
    {"faqs", kHintFold},
    {"expand", kHintFold},
    {"expander", kHintFold},
    {"slide", kHintFold},
    {"slider", kHintFold},
    {"carousel", kHintFold},
    {"swiper", kHintFold},
    {"panel", kHintFold},
    {"articlebody", kHintBody},
    {"storybody", kHintBody},
    {"visuallyhidden", kHintUnseen},
    {"caption", kHintCaption},
    {"figcaption", kHintCaption},
    {"credit", kHintCaption},
    {"credits", kHintCaption},
    {"sr", kHintUnseen},
    {"article", kFirstHalf},
    {"entry", kFirstHalf},
    {"post", kFirstHalf},
    {"story", kFirstHalf},
    {"blog", kFirstHalf},
    {"news", kFirstHalf},
    {"body", kSecondHalf},
    {"content", kSecondHalf},
    {"text", kSecondHalf},
}));

constexpr std::size_t kLongestWord = 16;
// The names that build tools generate ("jXK9ad", "sc-8c70ad4f") hold such words next to a digit.
constexpr std::size_t kShortWord = 3;

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

}  // namespace

std::uint32_t class_hints(std::string_view value) {
  std::uint32_t hints = 0;
  std::uint32_t before = 0;
  char word[kLongestWord];
  std::size_t length = 0;
  bool after_lower = false;
  bool at_digit = false;
  const auto finish = [&] {
    if (length == 0) return;
    const bool by_chance = at_digit && length <= kShortWord;
    const std::uint32_t found =
        length <= kLongestWord && !by_chance ? kWords.bits_of({word, length}) : 0;
    if ((before & kFirstHalf) != 0 && (found & kSecondHalf) != 0) hints |= kHintBody;
    hints |= found & ~(kFirstHalf | kSecondHalf);
    before = found;
    length = 0;
  };
  for (const char c : value) {
    if (is_upper(c) && after_lower) finish();
    after_lower = is_lower(c);
    const bool digit = c >= '0' && c <= '9';
    if (!is_lower(c) && !is_upper(c)) {
      at_digit |= digit;
      finish();
      at_digit = digit;
    } else if (length < kLongestWord) {
      word[length++] = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    } else {
      length = kLongestWord + 1;  // longer than any word we know: stays unknown until a cut
    }
  }
  finish();
  return hints;
}

}  // namespace verify

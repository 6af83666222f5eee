#pragma once

#include <cstdint>
#include <string_view>

namespace verify {

/// What the words of a class or id suggest an element is for. Hints only: page builders put any
/// word anywhere, so a reader acts on one only where the structure agrees.
enum Hint : std::uint32_t {
  kHintNav = 1u << 0,       ///< menu, breadcrumb, pagination
  kHintHeader = 1u << 1,    ///< masthead, banner
  kHintFooter = 1u << 2,    ///< footer, copyright
  kHintAside = 1u << 3,     ///< sidebar, widget area
  kHintRelated = 1u << 4,   ///< related, recommended, read next
  kHintShare = 1u << 5,     ///< share and social bars
  kHintComments = 1u << 6,  ///< readers' comments
  kHintConsent = 1u << 7,   ///< cookie and consent banners
  kHintSignup = 1u << 8,    ///< newsletter and subscription boxes
  kHintAuthor = 1u << 9,    ///< byline, biography
  kHintTags = 1u << 10,     ///< tag lists, categories, dates: a post's meta line
  kHintAd = 1u << 11,       ///< advertisements, promotion
  kHintOverlay = 1u << 12,  ///< modal, popup, toast
  kHintHeading = 1u << 13,  ///< title, heading
  kHintFold = 1u << 14,     ///< tab, accordion, collapse: text a click shows
  kHintBody = 1u << 15,     ///< the body of an article
  kHintUnseen = 1u << 16,   ///< for screen readers, for print
  kHintCaption = 1u << 17,  ///< captions and credits of pictures
  kHintCover = 1u << 18,    ///< overlay: a dialog, or the text over a picture
};

/// Hints of one attribute value: its words, cut at anything but letters and at lower-to-upper case
/// changes, looked up whole.
std::uint32_t class_hints(std::string_view value);

}  // namespace verify

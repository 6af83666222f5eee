#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/time.h"
#include "verify/url.h"

namespace verify {

/// Where on a page something stands.
enum class Region { main, header, nav, footer, aside, dialog };
std::string_view to_string(Region region);

/// One link of a page as a reader meets it.
struct PageLink {
  Url url;           ///< resolved against the page's base
  std::string text;  ///< the anchor: its text, else the image's alt, the title or the aria-label
  Region region = Region::main;
  bool visible = true;  ///< false: hidden, in a template, noscript or with nothing to click on
  bool nofollow = false;
};

/// A heading and what stands under it until the next heading of the same or a higher level.
struct Section {
  int level = 0;  ///< 1…6 for h1…h6; 7 for a styled or bold heading; 0 for text before any
  std::string heading;
  std::string body;  ///< the text up to the next heading of any level
  /// What made it a heading: "h2", "bold", "dt", "summary", "button", "cell", "styled".
  std::string kind;
};

/// One place on a page that names a date.
struct DateCandidate {
  Date date;
  std::string source;     ///< "json-ld", "meta", "time", "microdata", "url", "text", "script" …
  std::string place;      ///< the property, attribute or words around it
  bool modified = false;  ///< says when the page was changed, not when it was published
  double weight = 0;      ///< of its vote
};

/// When a page was published, by a vote of all candidates.
struct PublicationDate {
  std::optional<Date> date;
  std::optional<Date> modified;
  std::string source;     ///< of the strongest candidate for `date`
  double confidence = 0;  ///< 0…1, from the agreement of independent sources
  std::vector<DateCandidate> candidates;
};

/// What else a page of status 200 can be instead of content.
enum class SoftAnswer {
  none,
  not_found,
  parked,
  login_wall,
  consent_wall,
  bot_wall,
  script_shell,
  empty,
  too_complex,  ///< more elements, text, links or style rules than are read
  catch_all     ///< the server shows it under made-up addresses as well; only Evidence can know
};
std::string_view to_string(SoftAnswer answer);

/// One parsed page, read once. Built only for pages a probe reads. Immutable: safe to share between
/// threads. All text is UTF-8 with white space collapsed; block elements are separated by '\n'.
struct Document {
  Url url;  ///< what it was fetched from (after redirects)
  std::string title;
  std::string language;  ///< primary subtag of the detected language ("en"); empty: unknown
  std::string declared_language;  ///< of <html lang>, as written
  std::optional<Url> canonical;
  /// The same page in other languages, as it says itself (<link rel=alternate hreflang>).
  std::vector<Url> alternates;
  std::string description;  ///< meta description or og:description
  std::string site_name;    ///< og:site_name
  std::string author;
  std::vector<std::string> types;  ///< og:type and JSON-LD @type values, lower case

  std::vector<PageLink> links;
  std::vector<Section> sections;  ///< of the main content, in reading order
  std::string text;               ///< main content in reading order, headings included; empty where
                                  ///< there is nothing but menus, headers and footers
  std::string boilerplate;        ///< visible text that is not main content: menus, footers, cards
  std::vector<std::string> image_texts;  ///< alt texts within the main content
  /// 0…1: how sure the split into content and boilerplate is. Below 0.5 little of the text is
  /// prose, or it was taken for want of anything better; an article of plain prose is above 0.9.
  double confidence = 0;

  /// Of a file with pages: where each begins in `text`, in bytes; empty for a web page.
  std::vector<std::size_t> page_starts;

  PublicationDate published;
  SoftAnswer soft_answer = SoftAnswer::none;
  std::string soft_answer_reason;
  bool truncated = false;  ///< a limit on depth, attributes or size cut the page
};

/// What a page is read with.
struct ReadOptions {
  Url url;
  std::string content_type;      ///< the header's value
  std::string default_language;  ///< where the page gives no sign of its own
};

/// Parses and reads a page from its decoded bytes. Total: any bytes give a Document.
Document read_document(std::string bytes, const ReadOptions& options);

}  // namespace verify

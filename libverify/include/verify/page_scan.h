#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// What one linear pass over the tags of a page finds, without building a tree. Every crawled page
/// is scanned; only pages a probe reads become a Document. Tokenises as WHATWG HTML section 13.2.5
/// does as far as tags, comments and raw text elements go, so that it sees the links a tree would
/// have. Linear in the input, no recursion, total on any bytes.
struct PageScan {
  struct Link {
    std::string href;  ///< character references resolved, white space around it stripped
    std::string text;  ///< what stands between the tags, white space collapsed, at most 120 bytes
    bool nofollow = false;
    bool inert = false;  ///< inside <template> or <noscript>: a reader with a browser never sees it
    bool area = false;   ///< <area> of an image map
  };
  struct Frame {
    std::string src;  ///< of <iframe> or <frame>
  };

  std::string base_href;     ///< of the first <base href>; empty when there is none
  std::string title;         ///< of the first <title> outside <svg>, white space collapsed
  std::string lang;          ///< of <html lang>
  std::string canonical;     ///< of <link rel=canonical>, as written
  std::string meta_robots;   ///< content of <meta name=robots>, lower case
  std::string refresh;       ///< content of <meta http-equiv=refresh>
  std::string meta_charset;  ///< as declared, lower case
  std::vector<Link> links;   ///< <a href> and <area href> in document order
  std::vector<Frame> frames;
  std::size_t scripts = 0;     ///< <script> elements that are not data blocks
  std::size_t text_bytes = 0;  ///< text outside tags, scripts and styles, white space not counted

  /// What the guard in front of the tree builder needs.
  std::size_t max_depth = 0;       ///< deepest nesting of unclosed tags seen
  std::size_t max_attributes = 0;  ///< most attributes on one tag
};

/// Scans a page in UTF-8.
PageScan scan_page(std::string_view html);

/// The target of a <meta refresh> or Refresh header as written, empty when there is none
/// (WHATWG "shared declarative refresh steps").
std::string refresh_target(std::string_view content);

}  // namespace verify

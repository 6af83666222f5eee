#pragma once

#include <string>
#include <vector>

#include "page/dom.h"

namespace verify {

/// What a page says about itself in its head and its JSON-LD blocks.
struct Metadata {
  std::string title;                    ///< of <title>, else og:title, else the first h1
  std::string base;                     ///< of the first <base href>, as written
  std::string canonical;                ///< of <link rel=canonical>, as written
  std::string language;                 ///< of <html lang>, as written
  std::vector<std::string> alternates;  ///< of <link rel=alternate hreflang>, as written
  std::string description;
  std::string site_name;
  std::string author;
  std::vector<std::string> types;  ///< og:type and JSON-LD @type values, lower case, each once
};

Metadata read_metadata(const Dom& dom);

}  // namespace verify

#pragma once

#include <string>
#include <vector>

#include "support/places.h"
#include "verify/document.h"
#include "verify/lexicon.h"

namespace verify::test {

/// The lexicons of the source tree, loaded once.
inline const Lexicons& lexicons() {
  static const Lexicons loaded = *Lexicons::load(source_folder() / "config/lexicons");
  return loaded;
}

/// A document made of headings and what stands under them, without a page behind it.
struct Part {
  std::string heading;
  std::string body;
};
inline Document page(const std::string& title, const std::vector<Part>& parts,
                     const std::string& language = "en") {
  Document out{.url = *Url::parse("https://partner.test/story")};
  out.title = title;
  out.language = language;
  for (const Part& part : parts) {
    out.sections.push_back({part.heading.empty() ? 0 : 2, part.heading, part.body, "h2"});
    out.text += part.heading + "\n" + part.body + "\n";
  }
  return out;
}

}  // namespace verify::test

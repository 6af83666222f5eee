#pragma once

#include <string>
#include <vector>

#include "page/dom.h"
#include "verify/document.h"

namespace verify {

class HidingRules;

/// The split of a page into what it is about and what stands around it. See Document for the
/// fields.
struct MainContent {
  std::string text;
  std::vector<Section> sections;
  std::string boilerplate;
  std::vector<std::string> image_texts;
  double confidence = 0;
};

/// `rules` are those of `dom`.
MainContent read_main_content(const Dom& dom, const HidingRules& rules);

}  // namespace verify

#include "page/main_content.h"

namespace verify {

MainContent read_main_content(const Dom& dom) {
  MainContent content;
  if (dom.size() > 0) content.text = dom.text_below(0);
  return content;
}

}  // namespace verify

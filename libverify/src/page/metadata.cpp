#include "page/metadata.h"

namespace verify {

Metadata read_metadata(const Dom& dom) {
  Metadata metadata;
  for (Dom::Index i = 0; i < dom.size(); ++i)
    if (dom[i].tag == Tag::title && dom[i].html && metadata.title.empty())
      metadata.title = dom.text_below(i);
  return metadata;
}

}  // namespace verify

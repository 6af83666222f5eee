#pragma once

#include "reading/page_view.h"
#include "verify/reading.h"

namespace verify {

struct KindReading {
  PageKind kind = PageKind::other;
  std::string reason;
  bool sure = true;
};
KindReading read_page_kind(const PageView& view);

}  // namespace verify

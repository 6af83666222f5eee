#include "verify/document.h"

namespace verify {
Document read_document(std::string, const ReadOptions& options) {
  return Document{.url = options.url};
}
}  // namespace verify

#include "page/tree_guard.h"

namespace verify {

bool cap_for_tree(std::string_view, std::string&) {
  return false;
}

}  // namespace verify

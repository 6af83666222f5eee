#include "fuzz/lexicons.h"

#include "fuzz/input.h"

namespace verify::fuzz {
namespace {

template <class Loaded>
auto take(Loaded loaded) {
  require(loaded.has_value(), "the bundled data can be read");
  return *std::move(loaded);
}

}  // namespace

const Lexicons& bundled_lexicons() {
  static const Lexicons lexicons = take(Lexicons::load(VERIFY_SOURCE_DIR "/config/lexicons"));
  return lexicons;
}

const Checklist& bundled_checklist() {
  static const Checklist checklist =
      take(load_checklist(VERIFY_SOURCE_DIR "/config/checklists/aws-ml-consulting-3.0"));
  return checklist;
}

}  // namespace verify::fuzz

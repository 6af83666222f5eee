#include "base/text.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "page/encoding_sniff.h"
#include "verify/content.h"

namespace verify::fuzz {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf8 = "text/html; charset=utf-8";

}  // namespace

/// The value of Content-Type on the first line, then the page's bytes.
void charset(std::string_view input) {
  Input in(input);
  const Exact content_type(in.line());
  const Exact body(in.rest());
  const DecodedText text = decode_html(std::string(body), content_type);
  require(is_valid_utf8(text.utf8), "what was decoded is UTF-8");
  require(!text.encoding.empty(), "an encoding has a name");
  require(text.utf8.size() <= 3 * body.view().size() + 3, "no byte becomes more than a character");
  if (text.replaced)
    require(text.utf8.find("\uFFFD") != std::string::npos, "what was replaced can be seen");
  const DecodedText named = decode_html(std::string(body), "text/html; charset=" + text.encoding);
  if (text.encoding != "replacement")
    require(named.utf8 == text.utf8 || named.encoding != text.encoding,
            "an encoding that is found is the one that is named");
  if (!text.utf8.starts_with(kMark)) {
    const DecodedText again = decode_html(text.utf8, kUtf8);
    const bool utf16 = again.encoding != "utf-8";  // the text begins like another mark
    require(utf16 || (again.utf8 == text.utf8 && !again.replaced), "UTF-8 stays what it is");
  }
}

}  // namespace verify::fuzz

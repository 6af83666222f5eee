#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verify {

/// Ways on from a page that are no links. A visitor may go them, a crawl cannot, so what lies
/// behind them is not known to be absent.
struct OtherWays {
  /// A control that opens an address by script, a button that loads more of a list, or the page's
  /// own word that it needs JavaScript.
  bool by_script = false;
  /// As written: of forms that are nothing but a button and of buttons with an address of their
  /// own, of pages shown as objects.
  std::vector<std::string> addresses;
};

/// Of a page in UTF-8. Total, linear.
OtherWays other_ways(std::string_view html);

}  // namespace verify

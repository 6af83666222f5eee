#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verify/document.h"
#include "verify/url.h"

namespace verify {

/// Equal for the addresses one made-up address speaks for: those that differ in their last part
/// only. Nothing where another last part would tell nothing: at the top of a site, and where the
/// part before it is what identifies the page ("/questions/4711/any-words").
std::optional<std::string> made_up_key(const Url& page);

/// The page's address with a last part that nobody can have meant, to see what the server answers
/// for what does not exist. `salt` makes it another one in each crawl. Nothing where there is no
/// key.
std::optional<Url> made_up_address(const Url& page, std::string_view salt);

/// Whether a page shows what a made-up address beside it shows. `asked` is what the page was asked
/// for as: a server that leads a made-up address to the page itself, or calls it another name of
/// the page, has that page.
bool shows_the_same(const Url& asked, const Document& page, const Document& made_up);

}  // namespace verify

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verify::daemon {

/// A message as people read it. UTF-8; lines end in LF.
struct MailText {
  std::string text;
  std::string html;  ///< one document without scripts, pictures and links to elsewhere
};

/// What a stored payload says, as a mail. Pure and total: scraped text is shown by safe_text and
/// escaped, so that nothing in it acts on the reader's program. Nothing for a payload that is not
/// of the version we know.
std::optional<MailText> mail_text(std::string_view payload);

}  // namespace verify::daemon

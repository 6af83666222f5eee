#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "verify/url.h"

namespace verify {

/// The two ways to a Url: the URL standard's parser, complete, and a short cut for the links most
/// pages are made of. Where the short cut answers, it answers what the full parser would; a test
/// holds them together.
class UrlParser {
 public:
  static Url::Parsed parse_full(std::string_view input, const Url* base);

  /// Nothing where the link is not of a common form: that says neither yes nor no.
  static std::optional<Url> parse_common(std::string_view input, const Url* base);

 private:
  struct Record;
  static Url::Parsed assemble(const Record& record);
  static Record copy_of(const Url& base);
  static std::optional<Url> common_absolute(std::string_view input);
  static std::optional<Url> common_relative(std::string_view input, const Url& base);
  static bool finish_common(Url& url, std::size_t from);
};

}  // namespace verify

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"

namespace verify {

/// What we know of the words people use: section headings, cue phrases, names of AWS services,
/// kinds of pages; one file a language in config/lexicons/ plus aws-services.json. Checked at load;
/// a language is compiled when a page first needs it. Safe to share between threads.
class Lexicons {
 public:
  /// Reads every lexicon of a folder. Each fault is an Error with file, line and JSON pointer.
  static Result<Lexicons> load(const std::filesystem::path& folder);
  ~Lexicons();
  Lexicons(Lexicons&&) noexcept;
  Lexicons& operator=(Lexicons&&) noexcept;

  /// Languages there is a lexicon for, as primary subtags, sorted.
  std::vector<std::string> languages() const;
  bool knows(std::string_view language) const;
  /// Of all its files, lower-case hex: equal where the words are.
  const std::string& sha256() const { return sha256_; }

  struct Data;  ///< the compiled patterns; private to the readers
  const Data& data() const { return *data_; }

 private:
  Lexicons(std::unique_ptr<const Data> data, std::string sha256);
  std::unique_ptr<const Data> data_;
  std::string sha256_;
};

}  // namespace verify

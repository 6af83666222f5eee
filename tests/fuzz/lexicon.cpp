#include "verify/lexicon.h"

#include "base/json_border.h"
#include "fuzz/errors.h"
#include "fuzz/input.h"
#include "fuzz/targets.h"
#include "reading/fold.h"
#include "reading/lexicon_data.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::fuzz {
namespace {

std::string empty_classes(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names)
    out += (out.empty() ? "{\"" : ",\"") + std::string(name) + "\":[]";
  return out + "}";
}

// A folder of lexicons that hold nothing.
struct Folder {
  test::TempFolder temp;
  std::filesystem::path english = temp.path() / "en.json";
  std::filesystem::path services = temp.path() / "aws-services.json";
  const std::string no_words = R"({"language":"en","name":"English","spaces":true,"headings":)" +
                               empty_classes(kHeadingClasses) +
                               ",\"cues\":" + empty_classes(kCues) + "}";
  const std::string no_services = R"({"platform":[],"services":[]})";
};

void check_file(std::string_view text) {
  static const Folder folder;
  const bool services = text.find("\"services\"") != std::string_view::npos;
  test::write_whole_file(folder.english, services ? std::string_view(folder.no_words) : text);
  test::write_whole_file(folder.services, services ? text : std::string_view(folder.no_services));
  const auto loaded = Lexicons::load(folder.temp.path());
  if (!loaded) return require_errors({loaded.error()}, text);
  require(loaded->knows("en"), "a lexicon is of the language of its file");
  const std::string folded = fold_text(text);
  const PageWords words = loaded->data().of("en");
  words.cues(folded);
  words.heading_classes(folded);
  for (const ServiceHit& hit : loaded->data().services.find(folded, tokenize(folded)))
    require(hit.begin < hit.end && hit.end <= folded.size(), "a name stands in the text");
}

PatternSet set_of(std::initializer_list<std::string_view> patterns, bool whole) {
  PatternSet set(whole);
  unsigned cls = 0;
  for (const std::string_view pattern : patterns) set.add(pattern, cls++);
  set.build();
  return set;
}

void check_pattern(std::string_view written, std::string_view text) {
  const std::string pattern = fold_pattern(written);
  if (PatternSet::fault_of(pattern)) return;
  const std::string folded = fold_text(text);
  // Nothing is known of what this form needs, so it is always tried.
  const std::string tried = "(?:(?:" + pattern + "))|(?:[^\\x00-\\x{10FFFF}])";
  if (PatternSet::fault_of(tried)) return;
  for (const bool whole : {false, true}) {
    const std::uint64_t found = set_of({pattern, "word", tried}, whole).match(folded);
    require(((found & 1) != 0) == ((found & 4) != 0), "the short cut finds what the pattern does");
  }
}

}  // namespace

/// A lexicon file, or a pattern on the first line and a text below it.
void lexicon(std::string_view input) {
  Input in(input);
  if (input.starts_with('{')) return check_file(input);
  const std::string_view pattern = in.line();
  check_pattern(pattern, Exact(in.rest()));
}

}  // namespace verify::fuzz

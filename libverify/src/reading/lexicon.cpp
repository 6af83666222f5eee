#include <set>
#include <sstream>

#include "base/digest.h"
#include "base/json_border.h"
#include "reading/fold.h"
#include "reading/lexicon_data.h"
#include "verify/file_bytes.h"

namespace verify {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 4 << 20;
constexpr std::string_view kServicesFile = "aws-services.json";

/// One language's file, checked but not compiled.
struct Parsed {
  std::string language;
  std::vector<LexiconPattern> headings;
  std::vector<LexiconPattern> cues;
};

/// In languages with spaces a pattern that begins or ends with a letter or a group means whole
/// words; a lexicon stays readable that way. `\d`, `[` and `%` at an end say otherwise.
std::string at_word_edges(const std::string& pattern, bool spaces) {
  if (!spaces) return "(?:" + pattern + ")";
  const char first = pattern.front();
  const char last = pattern.back();
  const bool open = first == '\\' || first == '[' || first == '$';
  const bool shut = last == '%' || last == ']' || last == ':' || last == '!' || last == '.';
  // A group may end with either: "(%|percent)". After "%" there is no edge of a word to be found.
  const bool either = last == ')' && pattern.find_first_of("%:!") != std::string::npos;
  const char* const end = shut ? "" : either ? "(?:\\b|\\W|$)" : "\\b";
  return std::string(open ? "" : "\\b") + "(?:" + pattern + ")" + end;
}

/// Reads {"class": ["pattern", …], …} where every class must be there.
void read_classes(const JsonView& view, std::span<const std::string_view> classes, bool spaces,
                  bool whole, std::vector<LexiconPattern>& out) {
  if (!view.is_object()) return;
  std::set<std::string> seen;
  for (const auto& [key, list] : view.members()) {
    const auto it = std::ranges::find(classes, key);
    if (it == classes.end()) {
      list.fail("unknown class \"" + key + "\"");
      continue;
    }
    seen.insert(key);
    std::set<std::string> patterns;
    for (const JsonView& item : list.items()) {
      const auto text = item.text();
      if (!text) continue;
      const std::string folded = fold_pattern(*text);
      if (folded.empty()) {
        item.fail("nothing is left of the pattern without its accents; expected a letter");
        continue;
      }
      if (!patterns.insert(folded).second) {
        item.fail("the pattern is given twice");
        continue;
      }
      if (const auto fault = PatternSet::fault_of(folded)) {
        item.fail("not a pattern RE2 takes: " + *fault);
        continue;
      }
      out.push_back({whole ? folded : at_word_edges(folded, spaces),
                     static_cast<unsigned>(it - classes.begin())});
    }
  }
  for (const std::string_view name : classes)
    if (!seen.contains(std::string(name)))
      view.fail("the class \"" + std::string(name) + "\" is missing");
}

Result<Parsed> parse_language(const fs::path& file, Sha256& digest) {
  auto text = read_file_bytes(file, kMaxBytes);
  if (!text) return std::unexpected(text.error());
  digest.update(sha256_hex(*text));
  JsonBorder border(*text, file.string(), kMaxBytes);
  Parsed out;
  if (border.root() != nullptr) {
    const JsonView root(border, *border.root(), "");
    if (root.is_object({"$schema", "language", "name", "spaces", "headings", "cues"})) {
      if (const auto view = root.require("language", "its primary subtag")) {
        out.language = view->text().value_or("");
        if (out.language != file.stem().string())
          view->fail("the file is named for another language than \"" + out.language + "\"");
      }
      if (const auto view = root.require("name", "the language in English")) view->text();
      bool spaces = true;
      if (const auto view = root.require("spaces", "whether words are set apart"))
        spaces = view->boolean().value_or(true);
      if (const auto view = root.require("headings", "patterns by class"))
        read_classes(*view, kHeadingClasses, spaces, true, out.headings);
      if (const auto view = root.require("cues", "patterns by class"))
        read_classes(*view, kCues, spaces, false, out.cues);
    }
  }
  if (!border.ok()) return std::unexpected(border.errors().front());
  return out;
}

/// "SageMaker" of "Amazon SageMaker"; the name itself when it has no such prefix.
std::string_view without_prefix(std::string_view name) {
  for (const std::string_view prefix : {"Amazon ", "AWS "})
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  return name;
}

void read_service(const JsonView& view, ServiceNames& names) {
  if (!view.is_object({"name", "ml", "alone", "short", "aliases", "near"})) return;
  const auto name_view = view.require("name", "the canonical name");
  const auto name = name_view ? name_view->text() : std::nullopt;
  if (!name) return;
  if (names.knows(*name)) return name_view->fail("the service is given twice");
  const auto flag = [&](std::string_view key, bool otherwise) {
    const auto member = view.get(key);
    return member ? member->boolean().value_or(otherwise) : otherwise;
  };
  const std::uint32_t index = names.add_service({*name, flag("ml", false)});
  const bool alone = flag("alone", true);
  const auto add = [&](std::string_view full, bool needs_context) {
    // People put "AWS" where it should be "Amazon" and the other way round.
    const std::string base(without_prefix(full));
    names.add_name(index, full, needs_context && base == full);
    names.add_name(index, "Amazon " + base, false);
    names.add_name(index, "AWS " + base, false);
  };
  add(*name, !alone);
  if (flag("short", true)) names.add_name(index, without_prefix(*name), !alone);
  if (const auto aliases = view.get("aliases"))
    for (const auto& alias : aliases->texts()) add(alias, false);
  if (const auto near = view.get("near"))
    for (const auto& alias : near->texts()) add(alias, true);
}

Result<ServiceNames> parse_services(const fs::path& file, Sha256& digest) {
  auto text = read_file_bytes(file, kMaxBytes);
  if (!text) return std::unexpected(text.error());
  digest.update(sha256_hex(*text));
  JsonBorder border(*text, file.string(), kMaxBytes);
  ServiceNames names;
  if (border.root() != nullptr) {
    const JsonView root(border, *border.root(), "");
    if (root.is_object({"$schema", "platform", "services"})) {
      if (const auto view = root.require("platform", "names of AWS itself"))
        for (const auto& name : view->texts()) names.add_platform(name);
      if (const auto view = root.require("services", "a list"))
        for (const JsonView& item : view->items()) read_service(item, names);
    }
  }
  if (!border.ok()) return std::unexpected(border.errors().front());
  return names;
}

/// Every *.json of the folder but the services, sorted, so that errors come in one order.
Result<std::vector<fs::path>> language_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json" && it->path().filename() != kServicesFile)
      files.push_back(it->path());
  if (error)
    return std::unexpected(
        Error{Error::Code::not_found, "no such folder of lexicons", folder.string(), 0, ""});
  std::ranges::sort(files);
  return files;
}

}  // namespace

Lexicons::Lexicons(std::unique_ptr<const Data> data, std::string sha256)
    : data_(std::move(data)), sha256_(std::move(sha256)) {}
Lexicons::~Lexicons() = default;
Lexicons::Lexicons(Lexicons&&) noexcept = default;
Lexicons& Lexicons::operator=(Lexicons&&) noexcept = default;

Result<Lexicons> Lexicons::load(const fs::path& folder) {
  auto files = language_files(folder);
  if (!files) return std::unexpected(files.error());
  std::vector<Parsed> parsed;
  Sha256 digest;
  for (const fs::path& file : *files) {
    auto one = parse_language(file, digest);
    if (!one) return std::unexpected(one.error());
    parsed.push_back(std::move(*one));
  }
  if (std::ranges::find(parsed, "en", &Parsed::language) == parsed.end())
    return std::unexpected(Error{Error::Code::not_found, "there is no en.json to fall back on",
                                 folder.string(), 0, ""});
  auto data = std::make_unique<Data>();
  auto services = parse_services(folder / kServicesFile, digest);
  if (!services) return std::unexpected(services.error());
  data->services = std::move(*services);
  for (Parsed& one : parsed)
    data->languages.try_emplace(one.language, std::move(one.headings), std::move(one.cues));
  return Lexicons(std::move(data), digest.hex());
}

std::vector<std::string> Lexicons::languages() const {
  std::vector<std::string> out;
  for (const auto& [language, lexicon] : data_->languages) out.push_back(language);
  return out;
}

bool Lexicons::knows(std::string_view language) const {
  return data_->knows(language);
}

}  // namespace verify

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "commands.h"
#include "verify/file_bytes.h"
#include "verify/installation.h"

namespace verify::cli {
namespace {

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<ListEntry> parse_line(const std::string& line) {
  if (line.front() != '{') return ListEntry{.file = line};
  const auto object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object() || text_of(object, "file").empty()) return std::nullopt;
  return ListEntry{text_of(object, "file"), text_of(object, "url"), text_of(object, "customer"),
                   text_of(object, "partner"), text_of(object, "lang")};
}

}  // namespace

std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  auto bytes = read_file_bytes(path, max_bytes);
  if (bytes) return *std::move(bytes);
  refuse(bytes.error().describe());
  return std::nullopt;
}

std::optional<std::vector<ListEntry>> read_list(const ListArgs& args) {
  if (args.files.empty() && args.list.empty()) {
    refuse("expected a FILE or --list");
    return std::nullopt;
  }
  std::vector<ListEntry> entries;
  entries.reserve(args.files.size());
  for (const std::string& file : args.files) entries.push_back({.file = file});
  if (args.list.empty()) return entries;
  const auto text = read_file(args.list, kMostOfOurOwn);
  if (!text) return std::nullopt;
  std::istringstream lines(*text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty()) continue;
    auto entry = parse_line(line);
    if (!entry) {
      tell(args.list + ":" + std::to_string(number) +
           ": not a path and not a JSON object with \"file\"");
      return std::nullopt;
    }
    entries.push_back(std::move(*entry));
  }
  return entries;
}

bool is_stream(const std::filesystem::path& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
         !std::filesystem::is_directory(status);
}

namespace {

// What a link leads to is written, whether it is there already or not; the link stays.
std::filesystem::path behind_links(std::filesystem::path path) {
  constexpr int kMostLinks = 40;  // as the system follows
  std::error_code failed;
  for (int i = 0; i < kMostLinks && std::filesystem::is_symlink(path, failed); ++i)
    path = path.parent_path() / std::filesystem::read_symlink(path, failed);
  return path;
}

// A name that is nobody else's: "report.html.part" may be a file of the user's.
std::filesystem::path part_of(const std::filesystem::path& path) {
  return path.string() + "." + std::to_string(getpid()) + ".part";
}

// Also of one that is still to be written.
bool is_same_file(const std::filesystem::path& one, const std::filesystem::path& other) {
  if (other.empty()) return false;
  std::error_code failed;
  if (std::filesystem::equivalent(one, other, failed)) return true;
  return whole_path(one) == whole_path(other);
}

}  // namespace

std::filesystem::path whole_path(const std::filesystem::path& path) {
  std::error_code failed;
  return std::filesystem::weakly_canonical(std::filesystem::absolute(path, failed), failed);
}

bool may_write(const std::filesystem::path& named, const std::vector<std::filesystem::path>& used) {
  if (is_stream(named)) return true;
  for (const std::filesystem::path& each : used)
    if (is_same_file(named, each)) {
      refuse(named.string() +
             ": is read or kept by this command and would be replaced; name another file with -o");
      return false;
    }
  const std::filesystem::path path = behind_links(named);
  const std::filesystem::path part = part_of(path);
  std::error_code failed;
  std::string why = "cannot be written";
  bool good = !std::filesystem::is_directory(path, failed);
  if (good) {
    errno = 0;
    good = std::ofstream(part, std::ios::binary | std::ios::app).is_open();
    if (!good && errno != 0) why += std::string(": ") + std::strerror(errno);
    if (good) std::filesystem::remove(part, failed);
  } else {
    why += ": it is a folder";
  }
  if (!good) refuse(named.string() + ": " + why);
  return good;
}

bool write_whole(const std::filesystem::path& named, const std::string& text) {
  if (is_stream(named)) {
    std::ofstream stream(named, std::ios::binary);
    return static_cast<bool>(stream << text << std::flush);
  }
  const std::filesystem::path path = behind_links(named);
  const std::filesystem::path part = part_of(path);
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(part, path, failed);
  if (out && !failed) return true;
  std::filesystem::remove(part, failed);
  return false;
}

std::optional<Application> application_for(const std::string& home_page) {
  const auto url = Url::parse(home_page);
  if (!url) {
    refuse(home_page + ": " + std::string(to_string(url.error())));
    return std::nullopt;
  }
  const nlohmann::json source = {
      {"partner", {{"name", url->hostname()}, {"home_page", url->href()}}}};
  auto application = parse_application(source.dump(), home_page);
  if (application) return std::move(*application);
  refuse(application.error());
  return std::nullopt;
}

std::filesystem::path config_folder() {
  return verify::config_folder(VERIFY_SOURCE_CONFIG);
}

std::filesystem::path file_reader_program() {
  return verify::file_reader_program(VERIFY_BUILT_FILE_READER);
}

std::expected<Document, FileText> document_in_file(std::string bytes, const ReadOptions& options) {
  const auto kind = file_kind(bytes, false);
  if (!kind) return read_document(std::move(bytes), options);
  const auto reader = make_child_file_reader({.program = file_reader_program()});
  FileText text = read_file_now(*reader, *kind, std::move(bytes));
  if (text.state != FileState::read) return std::unexpected(std::move(text));
  return read_document(text, options);
}

}  // namespace verify::cli

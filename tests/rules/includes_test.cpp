// Who may include whom: the table of docs/architecture.md, checked on every source file.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "support/places.h"

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = verify::test::source_folder();

std::vector<fs::path> sources_of(const std::string& folder) {
  std::vector<fs::path> out;
  if (!fs::exists(kRoot / folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder))
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
      out.push_back(entry.path());
  return out;
}

std::vector<std::string> includes_of(const fs::path& file) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"][^>"]+[>"]))");
  std::ifstream in(file);
  std::vector<std::string> out;
  std::smatch match;
  for (std::string line; std::getline(in, line);)
    if (std::regex_search(line, match, kInclude)) out.push_back(match[1]);
  return out;
}

// Standard headers have neither a folder nor an ending.
bool is_standard(const std::string& include) {
  return include.front() == '<' && include.find('/') == std::string::npos &&
         include.find(".h") == std::string::npos;
}

bool is_public(const std::string& include) {
  return include.find("verify/") == 1;
}

void check(const std::string& folder, const std::function<bool(const std::string&)>& allowed) {
  for (const fs::path& file : sources_of(folder))
    for (const std::string& include : includes_of(file)) {
      INFO(fs::relative(file, kRoot).string() << " includes " << include);
      CHECK((is_standard(include) || is_public(include) || allowed(include)));
    }
}

bool starts_with_any(const std::string& include, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return include.find(prefix) == 1; });
}

}  // namespace

TEST_CASE("public headers include the standard library and each other only", "[rules]") {
  check("libverify/include", [](const std::string&) { return false; });
}

TEST_CASE("probes include verify/ and the standard library only", "[rules]") {
  check("probes", [](const std::string&) { return false; });
}

TEST_CASE("the core includes no probe, no program and no logger", "[rules]") {
  check("libverify/src", [](const std::string& include) {
    return !starts_with_any(
        include, {"probes/", "cli/", "daemon/", "boost/", "spdlog/", "soci/", "sqlite3"});
  });
}

TEST_CASE("the program includes verify/ and its own libraries, not the core's sources", "[rules]") {
  check("cli", [](const std::string& include) {
    const bool own = include.front() == '"' && include.find('/') == std::string::npos;
    const bool system =
        include.front() == '<' &&
        (include.find("sys/") == 1 || include == "<unistd.h>" || include == "<signal.h>" ||
         include == "<stdlib.h>" || include == "<fcntl.h>");
    return own || system || starts_with_any(include, {"CLI/", "nlohmann/", "curl/"});
  });
}

TEST_CASE("the daemon includes verify/, its own files and its own libraries", "[rules]") {
  check("daemon", [](const std::string& include) {
    return starts_with_any(
        include, {"daemon/", "boost/", "soci/", "sqlite3.h", "spdlog/", "prometheus/", "systemd/",
                  "curl/", "openssl/", "nlohmann/", "CLI/", "cctz/", "sys/", "unistd.h", "signal.h",
                  "fcntl.h", "netdb.h"});
  });
}

TEST_CASE("the process that opens files includes nothing of the core", "[rules]") {
  check("filereader", [](const std::string& include) {
    const bool own = include.front() == '"' && include.find('/') == std::string::npos;
    return own || starts_with_any(
                      include, {"poppler-", "zip.h", "expat.h", "nlohmann/", "sys/", "unistd.h"});
  });
}

TEST_CASE("a third-party library is included by the files that are named for it", "[rules]") {
  const std::map<std::string, std::set<std::string>> owners = {
      {"curl/",
       {"curl_loop.cpp", "easy_handles.cpp", "transfer.cpp", "curl_error.cpp", "http_date.cpp",
        "tls_meter.cpp"}},
      {"gumbo.h", {"dom.cpp", "character_references.cpp"}},
      {"libpsl.h", {"registrable_domain.cpp"}},
      {"uchardet", {"charset.cpp"}},
      {"isa-l/", {"gzip_member.cpp"}},
      {"xlsxwriter.h", {"report_xlsx.cpp"}},
      {"openssl/", {"digest.cpp", "curl_error.cpp", "ca_file.cpp", "tls_meter.cpp"}},
  };
  for (const fs::path& file : sources_of("libverify/src"))
    for (const std::string& include : includes_of(file))
      for (const auto& [prefix, files] : owners) {
        if (include.find(prefix) != 1) continue;
        INFO(fs::relative(file, kRoot).string() << " includes " << include);
        CHECK(files.contains(file.filename().string()));
      }
}

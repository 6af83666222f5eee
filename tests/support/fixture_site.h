#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/fake_fetcher.h"
#include "support/loopback_server.h"

namespace verify::test {

/// The value of a header in a request's head; empty when absent.
std::string request_header(const std::string& head, std::string_view name);
/// An answer as it goes over the wire.
std::string http_response(const FakeAnswer& answer);

/// One partner site of fixtures/: pages as files, and what site.json says beyond them.
///
///   site.json       {"host": "www.example.test", "about": "what this site shows",
///                    "hosts": {"blog.example.test": "blog"},
///                    "answers": {"/path?query": {"status", "location", "headers": {}, "file",
///                    "failure"}},
///                    "series": {"/calendar?month=": "calendar.html"}}
///                   a series has a page for every whole number after its prefix; {n}, {previous}
///                   and {next} in its file become numbers, so that it never ends
///   pages/          "/" is index.html, "/a/b" is a/b.html or a/b/index.html, else the file of that
///   name;
///                   another host's pages lie in the folder "hosts" names, beside pages/
///   application.json, expected.json
class FixtureSite {
 public:
  /// Throws with the place of the mistake: a broken fixture is a bug of the tests.
  explicit FixtureSite(std::filesystem::path folder);

  /// Every site below `folder`, sorted.
  static std::vector<std::filesystem::path> all(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  /// The files application.json names, as the program submits them.
  std::vector<std::pair<std::string, std::string>> submitted_files() const;
  /// All hosts the site answers for.
  std::vector<std::string> hosts() const;
  /// The answer to a GET; 404 for what is not there.
  FakeAnswer answer(std::string_view host, std::string_view path_and_search) const;

  /// The same over HTTP; the site must outlive the server.
  LoopbackServer::Script script() const;

 private:
  FakeAnswer from_file(const std::filesystem::path& file, int status) const;
  std::filesystem::path find_file(const std::filesystem::path& pages, std::string_view path) const;

  bool from_series(std::string_view key, FakeAnswer& answer) const;

  std::filesystem::path folder_;
  std::map<std::string, std::string, std::less<>> hosts_;   // host: folder of its pages
  std::map<std::string, std::string, std::less<>> series_;  // host + prefix: file
  std::map<std::string, FakeAnswer, std::less<>> answers_;  // host + path and search
};

}  // namespace verify::test

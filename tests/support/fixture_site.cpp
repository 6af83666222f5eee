#include "support/fixture_site.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "verify/application.h"

namespace verify::test {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) throw std::runtime_error(file.string() + ": cannot be read");
  return std::move(out).str();
}

std::string media_type(const fs::path& file) {
  static const std::map<std::string, std::string> kTypes = {{".html", "text/html; charset=utf-8"},
                                                            {".txt", "text/plain"},
                                                            {".xml", "application/xml"},
                                                            {".pdf", "application/pdf"},
                                                            {".css", "text/css"},
                                                            {".js", "text/javascript"},
                                                            {".svg", "image/svg+xml"}};
  const auto it = kTypes.find(file.extension().string());
  return it == kTypes.end() ? "application/octet-stream" : it->second;
}

FakeAnswer scripted(const nlohmann::json& spec,
                    const std::function<FakeAnswer(const std::string&, int)>& load) {
  if (spec.contains("failure")) {
    FetchStatus status = FetchStatus::unreachable;
    if (!parse_fetch_status(spec.at("failure").get<std::string>(), status))
      throw std::runtime_error("unknown failure word");
    return FakeAnswer::failure(status, "scripted by the fixture");
  }
  const int status = spec.value("status", 200);
  if (spec.contains("location"))
    return FakeAnswer::redirect(spec.at("location").get<std::string>(),
                                status == 200 ? 302 : status);
  FakeAnswer answer = spec.contains("file") ? load(spec.at("file").get<std::string>(), status)
                                            : FakeAnswer::html("");
  answer.http_status = status;
  const auto headers = spec.value("headers", nlohmann::json::object());
  if (headers.contains("Content-Type")) answer.headers.clear();  // instead of the file's own
  for (const auto& [name, value] : headers.items())
    answer.headers += name + ": " + value.get<std::string>() + "\r\n";
  return answer;
}

void replace_all(std::string& text, std::string_view what, int number) {
  const std::string by = std::to_string(number);
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at))
    text.replace(at, what.size(), by);
}

}  // namespace

std::string request_header(const std::string& head, std::string_view name) {
  const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
  if (at == std::string::npos) return {};
  const std::size_t start = at + 2 + name.size() + 2;
  return head.substr(start, head.find("\r\n", start) - start);
}

std::string http_response(const FakeAnswer& answer) {
  return "HTTP/1.1 " + std::to_string(answer.http_status) + " Fixture\r\n" + answer.headers +
         "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n" + answer.body;
}

FixtureSite::FixtureSite(fs::path folder) : folder_(std::move(folder)) {
  const auto site = nlohmann::json::parse(read(folder_ / "site.json"));
  const auto host = site.at("host").get<std::string>();
  hosts_[host] = "pages";
  // items() of a temporary would dangle in a range-for, hence the names.
  const auto others = site.value("hosts", nlohmann::json::object());
  for (const auto& [name, pages] : others.items()) hosts_[name] = pages.get<std::string>();
  const auto series = site.value("series", nlohmann::json::object());
  for (const auto& [prefix, file] : series.items())
    series_[host + prefix] = file.get<std::string>();
  const auto answers = site.value("answers", nlohmann::json::object());
  for (const auto& [path, spec] : answers.items()) {
    const std::string key = path.starts_with('/') ? host + path : path;
    answers_[key] = scripted(spec, [&](const std::string& file, int status) {
      return from_file(folder_ / file, status);
    });
  }
}

bool FixtureSite::from_series(std::string_view key, FakeAnswer& answer) const {
  for (const auto& [prefix, file] : series_) {
    if (!key.starts_with(prefix)) continue;
    const std::string_view rest = key.substr(prefix.size());
    int number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || end != rest.data() + rest.size()) continue;
    answer = from_file(folder_ / file, 200);
    replace_all(answer.body, "{n}", number);
    replace_all(answer.body, "{previous}", number - 1);
    replace_all(answer.body, "{next}", number + 1);
    return true;
  }
  return false;
}

std::vector<fs::path> FixtureSite::all(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (fs::exists(entry.path() / "site.json")) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::pair<std::string, std::string>> FixtureSite::submitted_files() const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto application = load_application(folder_ / "application.json");
  if (!application) throw std::runtime_error(application.error().front().describe());
  for (const std::string& name : application->files())
    if (fs::is_regular_file(folder_ / name)) out.emplace_back(name, read(folder_ / name));
  return out;
}

std::vector<std::string> FixtureSite::hosts() const {
  std::vector<std::string> out;
  for (const auto& [host, pages] : hosts_) out.push_back(host);
  return out;
}

FakeAnswer FixtureSite::from_file(const fs::path& file, int status) const {
  FakeAnswer answer{.http_status = status,
                    .headers = "Content-Type: " + media_type(file) + "\r\n",
                    .body = read(file)};
  return answer;
}

fs::path FixtureSite::find_file(const fs::path& pages, std::string_view path) const {
  std::string name(path.substr(1));
  if (name.empty() || name.back() == '/') name += "index.html";
  for (const fs::path& candidate :
       {pages / name, pages / (name + ".html"), pages / name / "index.html"})
    if (fs::is_regular_file(candidate)) return candidate;
  return {};
}

FakeAnswer FixtureSite::answer(std::string_view host, std::string_view path_and_search) const {
  if (const auto it = answers_.find(std::string(host) + std::string(path_and_search));
      it != answers_.end())
    return it->second;
  if (FakeAnswer answer; from_series(std::string(host) + std::string(path_and_search), answer))
    return answer;
  const auto pages = hosts_.find(host);
  if (pages != hosts_.end() && path_and_search.find("..") == std::string_view::npos) {
    const std::string_view path = path_and_search.substr(0, path_and_search.find('?'));
    if (const fs::path file = find_file(folder_ / pages->second, path); !file.empty())
      return from_file(file, 200);
  }
  FakeAnswer missing =
      FakeAnswer::html("<!doctype html><title>Not found</title><h1>Not found</h1>");
  missing.http_status = 404;
  return missing;
}

LoopbackServer::Script FixtureSite::script() const {
  return [this](LoopbackServer::Connection& connection) {
    for (std::string head = connection.read_head(); !head.empty(); head = connection.read_head()) {
      const std::size_t start = head.find(' ') + 1;
      const std::string path = head.substr(start, head.find(' ', start) - start);
      const std::string host = request_header(head, "Host");
      const FakeAnswer answer = this->answer(host.substr(0, host.find(':')), path);
      // A failure of the network can only be shown as one: the connection is cut.
      if (answer.http_status == 0 || answer.status == FetchStatus::unreachable)
        return connection.reset();
      if (!connection.send(http_response(answer))) return;
    }
  };
}

}  // namespace verify::test

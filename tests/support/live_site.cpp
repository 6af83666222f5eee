#include "support/live_site.h"

#include <stdexcept>

#include "support/with_etags.h"

namespace verify::test {

LiveSite::LiveSite(const std::filesystem::path& folder)
    : site_(folder),
      server_(std::make_unique<LoopbackServer>(
          [this](LoopbackServer::Connection& connection) { serve(connection); })) {}

void LiveSite::set(const std::string& path, FakeAnswer answer) {
  const std::lock_guard lock(mutex_);
  changed_[path] = std::move(answer);
}

void LiveSite::restore(const std::string& path) {
  const std::lock_guard lock(mutex_);
  changed_.erase(path);
}

void LiveSite::edit(const std::string& path, const std::string& from, const std::string& to) {
  FakeAnswer page = answer(site_.hosts().front(), path);
  const std::size_t at = page.body.find(from);
  if (at == std::string::npos) throw std::runtime_error(path + " does not say: " + from);
  page.body.replace(at, from.size(), to);
  set(path, std::move(page));
}

FetcherOptions LiveSite::network() const {
  FetcherOptions options;
  options.allow_net = {Cidr::parse("127.0.0.0/8").value()};
  for (const std::string& host : site_.hosts())
    options.connect_to.push_back({host, 0, "127.0.0.1", server_->port()});
  return options;
}

FakeAnswer LiveSite::answer(const std::string& host, const std::string& path) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = changed_.find(path); found != changed_.end()) return found->second;
  }
  return site_.answer(host, path);
}

void LiveSite::serve(LoopbackServer::Connection& connection) {
  for (std::string head = connection.read_head(); !head.empty(); head = connection.read_head()) {
    ++asked_;
    if (const auto wait = wait_.load(); wait.count() > 0) std::this_thread::sleep_for(wait);
    const std::size_t start = head.find(' ') + 1;
    const std::string path = head.substr(start, head.find(' ', start) - start);
    const std::string host = request_header(head, "Host");
    const FakeAnswer answer = with_etag(this->answer(host.substr(0, host.find(':')), path),
                                        request_header(head, "If-None-Match"));
    if (answer.http_status == 0 || answer.status == FetchStatus::unreachable)
      return connection.reset();
    if (answer.http_status == 304) ++not_modified_;
    if (!connection.send(http_response(answer))) return;
  }
}

}  // namespace verify::test

#include "support/evidence_builder.h"

#include <stdexcept>

#include "base/text.h"
#include "evidence/recorder.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::test {
namespace {

template <class T>
T require(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().describe());
  return *std::move(result);
}

void require(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().describe());
}

Url url_of(std::string_view text) {
  auto url = Url::parse(text);
  if (!url) throw std::invalid_argument("not a URL: " + std::string(text));
  return *std::move(url);
}

Application application_of(std::string_view json) {
  auto application = parse_application(json, "application.json");
  if (!application) throw std::invalid_argument(application.error().front().describe());
  return *std::move(application);
}

std::string head_of(int http_status, std::string_view headers) {
  return "HTTP/1.1 " + std::to_string(http_status) + " Answer\r\n" + std::string(headers) + "\r\n";
}

Exchange exchange_of(const Url& url, Instant now) {
  return {.url = url,
          .status = FetchStatus::ok,
          .request_head = "GET " + std::string(url.path_and_search()) +
                          " HTTP/1.1\r\nHost: " + std::string(url.hostname()) + "\r\n\r\n",
          .address = "192.0.2.1",
          .started_at = now,
          .elapsed = std::chrono::milliseconds(10)};
}

}  // namespace

std::string plain_application(std::string_view home_page) {
  return R"({"partner": {"name": "Example Partner", "home_page": ")" + std::string(home_page) +
         R"("}})";
}

EvidenceBuilder::EvidenceBuilder(std::string_view application_json)
    : application_(application_json),
      started_(std::chrono::sys_days{
          Date{std::chrono::year{2026}, std::chrono::March, std::chrono::day{1}}}) {}

EvidenceBuilder& EvidenceBuilder::add(Visit visit) {
  visits_.push_back(std::move(visit));
  return *this;
}

EvidenceBuilder& EvidenceBuilder::html(std::string url, std::string body) {
  return answer(std::move(url), 200, std::move(body));
}

EvidenceBuilder& EvidenceBuilder::answer(std::string url, int http_status, std::string body,
                                         std::string headers) {
  return add({.urls = {std::move(url)},
              .http_status = http_status,
              .headers = std::move(headers),
              .body = std::move(body),
              .status = http_status >= 400 ? FetchStatus::http_error : FetchStatus::ok});
}

EvidenceBuilder& EvidenceBuilder::redirected(std::vector<std::string> urls, std::string body,
                                             int http_status) {
  answer({}, http_status, std::move(body));
  visits_.back().urls = std::move(urls);
  return *this;
}

EvidenceBuilder& EvidenceBuilder::failure(std::string url, FetchStatus status, std::string detail) {
  return add(
      {.urls = {std::move(url)}, .http_status = 0, .status = status, .detail = std::move(detail)});
}

EvidenceBuilder& EvidenceBuilder::failure(std::string url, FetchFault fault, std::string detail) {
  failure(std::move(url), status_of(fault), std::move(detail));
  visits_.back().fault = fault;
  return *this;
}

EvidenceBuilder& EvidenceBuilder::file_page(std::string url, FileText text) {
  answer(std::move(url), 200, "%PDF-1.4 of which the text is known",
         "Content-Type: application/pdf\r\n");
  visits_.back().text = std::move(text);
  return *this;
}

EvidenceBuilder& EvidenceBuilder::robots(std::string url, std::string body) {
  answer(std::move(url), 200, std::move(body), "Content-Type: text/plain\r\n");
  visits_.back().role = static_cast<int>(PageRole::robots);
  return *this;
}

EvidenceBuilder& EvidenceBuilder::sitemap(std::string url, std::string body) {
  answer(std::move(url), 200, std::move(body), "Content-Type: application/xml\r\n");
  visits_.back().role = static_cast<int>(PageRole::sitemap);
  return *this;
}

EvidenceBuilder& EvidenceBuilder::file(std::string path, std::string content) {
  files_.emplace_back(std::move(path), std::move(content));
  return *this;
}

EvidenceBuilder& EvidenceBuilder::file_text(std::string path, FileText text) {
  texts_.emplace_back(std::move(path), std::move(text));
  return *this;
}

EvidenceBuilder& EvidenceBuilder::ended(std::string why) {
  ended_ = std::move(why);
  return *this;
}

EvidenceBuilder& EvidenceBuilder::started(Instant at) {
  started_ = at;
  return *this;
}

void EvidenceBuilder::record(Recorder& recorder, const Visit& visit, Instant& now) const {
  std::vector<ExchangeRef> exchanges;
  Page page{.url = url_of(visit.urls.front()), .final_url = url_of(visit.urls.back())};
  for (std::size_t i = 0; i < visit.urls.size(); ++i) {
    const bool last = i + 1 == visit.urls.size();
    Exchange exchange = exchange_of(url_of(visit.urls[i]), now);
    exchange.status = last ? visit.status : FetchStatus::ok;
    exchange.detail = last ? visit.detail : "";
    exchange.http_status = last ? visit.http_status : 302;
    std::string headers = last ? visit.headers : "Location: " + visit.urls[i + 1] + "\r\n";
    if (headers.find("Content-Type:") == std::string::npos)
      headers += "Content-Type: text/html; charset=utf-8\r\n";
    if (exchange.http_status != 0) exchange.response_head = head_of(exchange.http_status, headers);
    if (last) exchange.body = visit.body;
    page.hops.push_back({exchange.url, exchange.http_status, now});
    page.content_type = exchange.header("Content-Type");
    exchanges.push_back(require(recorder.add_exchange(exchange)));
    now += std::chrono::seconds(1);
  }
  page.status = visit.status;
  page.fault = visit.fault;
  page.detail = visit.detail;
  page.http_status = visit.http_status;
  page.sha256 = exchanges.back().sha256;
  page.fetched_at = page.hops.back().fetched_at;
  page.bytes = visit.body.size();
  page.is_file = visit.text.has_value();
  if (visit.text) require(recorder.add_text(exchanges.back(), page.final_url, *visit.text));
  page.is_html = ascii_lower(page.content_type).starts_with("text/html");
  require(recorder.add_page(std::move(page), exchanges, static_cast<PageRole>(visit.role)));
}

Evidence EvidenceBuilder::write(const std::filesystem::path& file) const {
  const auto recorder = require(
      Recorder::create(file, application_of(application_), files_, started_, "evidence builder"));
  for (const auto& [path, text] : texts_) require(recorder->add_submitted_text(path, text));
  Instant now = started_;
  CrawlSummary summary{.ended = ended_, .started_at = started_};
  for (const Visit& visit : visits_) {
    record(*recorder, visit, now);
    if (visit.role == 0 && visit.http_status != 0) ++summary.pages;
    summary.bytes += visit.body.size();
  }
  summary.seconds = std::chrono::duration<double>(now - started_).count();
  return require(recorder->seal(summary));
}

std::string EvidenceBuilder::warc() const {
  const TempFolder folder;
  const auto file = folder.path() / "evidence.warc.gz";
  write(file);
  return read_whole_file(file);
}

}  // namespace verify::test

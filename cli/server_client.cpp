#include "server_client.h"

#include <curl/curl.h>

#include <cstdlib>
#include <memory>

#include "commands.h"
#include "verify/url.h"

namespace verify::cli {
namespace {

constexpr std::size_t kMostBytes = 256u << 20;
constexpr long kConnectSeconds = 10, kStallSeconds = 60;

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.pop_back();
  return text;
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// A token stands in a header: nothing that would end it may be in it.
bool is_token(const std::string& text) {
  return !text.empty() && text.size() < 4096 &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=") ==
             std::string::npos;
}

// The body as it arrives; false ends the transfer.
using Sink = std::function<bool(std::string_view)>;

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* sink) {
  const std::size_t bytes = size * count;
  return (*static_cast<Sink*>(sink))({data, bytes}) ? bytes : 0;
}

// The lines of a text/event-stream, put together to events (WHATWG HTML section 9.2.6).
class EventLines {
 public:
  using OnEvent = std::function<bool(const std::string&, const std::string&)>;
  explicit EventLines(OnEvent on_event) : on_event_(std::move(on_event)) {}

  bool feed(std::string_view bytes) {
    for (const char c : bytes) {
      if (c != '\n') {
        if (c != '\r' && line_.size() < kMostBytes) line_ += c;
        continue;
      }
      if (!end_line()) return false;
    }
    return true;
  }

 private:
  bool end_line() {
    const std::string line = std::exchange(line_, {});
    if (line.empty()) {
      const std::string type = std::exchange(type_, {}), data = std::exchange(data_, {});
      return data.empty() || on_event_(type, data);
    }
    if (line.starts_with("event:")) type_ = field(line, 6);
    if (line.starts_with("data:")) data_ += (data_.empty() ? "" : "\n") + field(line, 5);
    return true;
  }

  static std::string field(const std::string& line, std::size_t at) {
    return line.substr(line.size() > at && line[at] == ' ' ? at + 1 : at);
  }

  OnEvent on_event_;
  std::string line_, type_, data_;
};

}  // namespace

struct ServerClient::Request {
  const char* method = "GET";
  std::string path;
  const std::string* body = nullptr;
  const char* content_type = "application/json";
  Sink sink;
  bool endless = false;
};

std::optional<ServerClient> ServerClient::make(const ServerArgs& args) {
  ServerClient client;
  client.server_ = args.server.empty() ? from_environment("VERIFY_SERVER") : args.server;
  if (!args.ca_file.empty()) {
    if (const auto usable = check_ca_file(args.ca_file); !usable) {
      refuse("--server-ca-file " + usable.error().describe());
      return std::nullopt;
    }
    client.ca_file_ = args.ca_file;
  }
  while (client.server_.ends_with('/')) client.server_.pop_back();
  if (client.server_.empty()) {
    refuse("expected the address of a verifyd, as --server URL or in $VERIFY_SERVER");
    return std::nullopt;
  }
  if (!Url::parse(client.server_)) {
    refuse("--server " + client.server_ + ": expected an http or https URL");
    return std::nullopt;
  }
  if (args.token_file.empty()) {
    client.token_ = trimmed(from_environment("VERIFY_TOKEN"));
  } else {
    const auto text = read_file(args.token_file);
    if (!text) return std::nullopt;
    client.token_ = trimmed(*text);
  }
  if (!is_token(client.token_)) {
    refuse(
        "expected a token in $VERIFY_TOKEN or in the file of --token-file; verifyd token add makes "
        "one");
    return std::nullopt;
  }
  return client;
}

ServerClient::Answer ServerClient::send(const Request& request) const {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 &curl_easy_cleanup);
  if (!curl) return {.trouble = "no memory"};
  const auto set = [&](CURLoption option, auto value) {
    curl_easy_setopt(curl.get(), option, value);
  };
  curl_slist* list = curl_slist_append(nullptr, ("Authorization: Bearer " + token_).c_str());
  if (request.body != nullptr)
    list = curl_slist_append(list, (std::string("Content-Type: ") + request.content_type).c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(list,
                                                                            &curl_slist_free_all);
  char reason[CURL_ERROR_SIZE] = "";
  const std::string url = server_ + request.path;
  Sink sink = request.sink;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_CUSTOMREQUEST, request.method);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &sink);
  set(CURLOPT_ERRORBUFFER, reason);
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  // Of a stream only the server's keep-alive is due: a line each few seconds is no speed.
  if (!request.endless) {
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, kStallSeconds);
  } else {
    set(CURLOPT_TCP_KEEPALIVE, 1L);
  }
  if (!ca_file_.empty()) set(CURLOPT_CAINFO, ca_file_.c_str());
  if (request.body != nullptr) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    set(CURLOPT_POSTFIELDS, request.body->c_str());
  }
  Answer answer;
  const CURLcode code = curl_easy_perform(curl.get());
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  const bool ended_by_us = code == CURLE_WRITE_ERROR && request.endless;
  if (code == CURLE_OK || ended_by_us)
    answer.status = static_cast<int>(status);
  else
    answer.trouble = *reason != '\0' ? reason : curl_easy_strerror(code);
  return answer;
}

namespace {

// Keeps a body in memory, up to a bound.
Sink into(std::string& body) {
  return [&body](std::string_view bytes) {
    if (body.size() + bytes.size() > kMostBytes) return false;
    body += bytes;
    return true;
  };
}

}  // namespace

ServerClient::Answer ServerClient::get(const std::string& path) const {
  std::string body;
  Answer answer = send({.path = path, .sink = into(body)});
  answer.body = std::move(body);
  return answer;
}

ServerClient::Answer ServerClient::put(const std::string& path, const std::string& body,
                                       const char* content_type) const {
  std::string received;
  Answer answer = send({.method = "PUT",
                        .path = path,
                        .body = &body,
                        .content_type = content_type,
                        .sink = into(received)});
  answer.body = std::move(received);
  return answer;
}

ServerClient::Answer ServerClient::post(const std::string& path, const std::string& body) const {
  std::string received;
  Answer answer = send({.method = "POST", .path = path, .body = &body, .sink = into(received)});
  answer.body = std::move(received);
  return answer;
}

ServerClient::Answer ServerClient::events(
    const std::string& path,
    const std::function<bool(const std::string&, const std::string&)>& on_event) const {
  EventLines lines(on_event);
  std::string received;  // an answer that is no stream, such as a refusal
  Answer answer = send({.path = path,
                        .sink =
                            [&](std::string_view bytes) {
                              if (received.size() < 65536) received += bytes;
                              return lines.feed(bytes);
                            },
                        .endless = true});
  answer.body = std::move(received);
  return answer;
}

std::string problem_of(const ServerClient::Answer& answer) {
  if (answer.status == 0) return answer.trouble;
  const auto problem = nlohmann::json::parse(answer.body, nullptr, false);
  const auto word = [&](const char* key) {
    return problem.is_object() && problem.contains(key) && problem[key].is_string()
               ? problem[key].get<std::string>()
               : std::string();
  };
  const std::string detail = word("detail").empty() ? word("title") : word("detail");
  return detail.empty() ? "answered " + std::to_string(answer.status) : detail;
}

std::string url_part(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const unsigned char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain)
      out += static_cast<char>(c);
    else
      out += {'%', kDigits[c >> 4], kDigits[c & 15]};
  }
  return out;
}

}  // namespace verify::cli

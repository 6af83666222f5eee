#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace verify::cli {

/// Which daemon is asked, and as whom.
struct ServerArgs {
  std::string server;      ///< http://host:port; empty: $VERIFY_SERVER
  std::string token_file;  ///< its content is the token; empty: $VERIFY_TOKEN
  std::string ca_file;     ///< PEM file of the authorities to trust; empty: the system's
};

/// Asks a verifyd over HTTP. Only the address the user named is connected to: redirects are not
/// followed and proxies of the environment are ignored. Not thread-safe.
class ServerClient {
 public:
  /// Prints what is wrong with the arguments and returns nothing.
  static std::optional<ServerClient> make(const ServerArgs& args);

  struct Answer {
    int status = 0;  ///< 0: there was none
    std::string body;
    std::string trouble;  ///< why there was none
  };
  Answer get(const std::string& path) const;
  Answer put(const std::string& path, const std::string& body, const char* content_type) const;
  Answer post(const std::string& path, const std::string& body) const;

  /// Server-sent events of `path`, until the server ends them or `on_event` says false.
  Answer events(
      const std::string& path,
      const std::function<bool(const std::string& type, const std::string& data)>& on_event) const;

 private:
  struct Request;
  Answer send(const Request& request) const;
  std::string server_, token_, ca_file_;
};

/// What an answer that is not 2xx says, as a sentence: RFC 9457's detail, or the number.
std::string problem_of(const ServerClient::Answer& answer);

/// A text as a part of a path or a query (RFC 3986 unreserved characters stay).
std::string url_part(std::string_view text);

}  // namespace verify::cli

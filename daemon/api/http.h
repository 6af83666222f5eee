#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "verify/time.h"

/// HTTP as plain values, so that only the transport knows sockets.
namespace verify::daemon {

class EventQueue;

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;  ///< as sent; methods are case-sensitive
  std::string target;  ///< as sent
  int version = 11;    ///< 10 or 11
  HttpFields fields;   ///< names as sent
  std::string body;    ///< empty where it went into a BodySink

  /// The first field of that name, without case; empty when there is none.
  std::string_view field(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

/// Where events for one client come from, for as long as it lives.
class EventSource {
 public:
  virtual ~EventSource() = default;
  virtual std::shared_ptr<EventQueue> queue() = 0;
  /// Whether the client may still be told. Asked now and then, on a handler thread; must not throw.
  virtual bool allowed() = 0;
};

/// Exactly one of body, file and events is sent; HEAD gets none of them.
struct HttpResponse {
  int status = 200;
  HttpFields fields;  ///< without Date, Content-Length and Connection, which are the transport's
  std::string body;
  std::filesystem::path file;
  std::unique_ptr<EventSource> events;

  std::string_view field(std::string_view name) const;
};

/// What is wrong with a request before anybody looks at its path.
struct HttpFault {
  int status = 400;
  std::string detail;
};
/// RFC 9112 and 9110: one Host, no transfer coding but chunked, no expectation but 100-continue.
std::optional<HttpFault> head_fault(const HttpRequest& head);

/// Takes a large body piece by piece, on handler threads, one call at a time.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void write(std::string_view bytes) = 0;
};

/// What the transport asks for every request. Thread-safe; never throws.
class HttpService {
 public:
  virtual ~HttpService() = default;

  /// What was decided when the header was there.
  struct Admission {
    std::optional<HttpResponse> refused;
    std::size_t body_limit = 0;      ///< 0: none is taken
    std::unique_ptr<BodySink> sink;  ///< null: the body goes into HttpRequest::body
    std::shared_ptr<void> state;     ///< for `answer`
  };

  /// An answer that waits for nothing, given on an I/O thread: so health and the dashboard's files
  /// answer while everything else is busy.
  virtual std::optional<HttpResponse> at_once(const HttpRequest& head) = 0;
  /// On a handler thread: who asks, and what may come.
  virtual Admission admit(const HttpRequest& head) = 0;
  /// On a handler thread, when the body is there.
  virtual HttpResponse answer(const HttpRequest& request, Admission& admission) = 0;
  /// For what the transport refuses itself. Waits for nothing.
  virtual HttpResponse fault(const HttpFault& fault) = 0;
  /// After an answer was sent, or its client went away.
  virtual void served(const HttpRequest& head, int status, Duration took) = 0;
};

bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace verify::daemon

#include "daemon/api/service.h"

#include <algorithm>

#include "daemon/api/auth.h"
#include "daemon/api/etag.h"
#include "daemon/api/file_sink.h"
#include "daemon/api/router.h"

namespace verify::daemon {
namespace {

/// Of the dashboard, and of everything else, as nothing else is meant to be shown.
constexpr std::string_view kContentSecurity =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// What `let_in` found, for `answer`.
struct LetIn {
  const Route* route = nullptr;
  Call call;
};

Problem unknown_target() {
  return {.status = 400, .code = "bad-target", .detail = "the target is no path with a query"};
}

bool is_known_method(std::string_view method) {
  static constexpr std::string_view kKnown[] = {"GET",   "HEAD",    "POST",  "PUT",    "DELETE",
                                                "PATCH", "OPTIONS", "TRACE", "CONNECT"};
  return std::find(std::begin(kKnown), std::end(kKnown), method) != std::end(kKnown);
}

void check_content_type(const HttpRequest& head, BodyKind kind) {
  if (kind == BodyKind::none) return;
  const std::string_view wanted =
      kind == BodyKind::json ? "application/json" : "application/octet-stream";
  std::string_view sent = head.field("Content-Type");
  sent = sent.substr(0, sent.find(';'));
  while (!sent.empty() && sent.back() == ' ') sent.remove_suffix(1);
  if (equal_ignoring_case(sent, wanted)) return;
  throw Problem{.status = 415,
                .code = "unsupported-media-type",
                .detail = "the body must be " + std::string(wanted)};
}

HttpResponse options(const std::string& allow) {
  HttpResponse response{.status = 204};
  response.fields.emplace_back("Allow", allow);
  return response;
}

/// Runs what answers a request; what it throws becomes the answer (the fence).
template <class Work>
HttpResponse fenced(const ApiNeeds& needs, Work work) {
  const auto tell = [&](int status, const std::exception& why) {
    if (needs.fault) needs.fault(status, why.what());
  };
  try {
    return work();
  } catch (const Problem& problem) {
    return problem_response(problem);
  } catch (const StoreUnavailable& trouble) {
    tell(503, trouble);
    return problem_response({.status = 503,
                             .code = "store-unavailable",
                             .detail = "the database cannot be used now; try again",
                             .fields = {{"Retry-After", "5"}}});
  } catch (const std::exception& error) {
    tell(500, error);
    return problem_response(
        {.status = 500, .code = "internal", .detail = "this is our fault; the log says more"});
  }
}

void tag(const HttpRequest& request, HttpResponse& response) {
  if (response.status != 200 || response.events) return;
  if (response.field("ETag").empty() && !response.body.empty())
    response.fields.emplace_back("ETag", etag_of(response.body));
  not_modified(request, response);
}

}  // namespace

void secure(HttpResponse& response, bool tls) {
  const auto set = [&](std::string_view name, std::string_view value) {
    if (response.field(name).empty())
      response.fields.emplace_back(std::string(name), std::string(value));
  };
  set("Content-Security-Policy", kContentSecurity);
  set("X-Content-Type-Options", "nosniff");
  set("Referrer-Policy", "no-referrer");
  set("Cross-Origin-Resource-Policy", "same-origin");
  set("Cross-Origin-Opener-Policy", "same-origin");
  set("Cache-Control", "no-store");
  if (tls) set("Strict-Transport-Security", "max-age=31536000");
}

std::optional<HttpResponse> ApiService::at_once(const HttpRequest& head) {
  const auto target = parse_target(head.target);
  if (!target) return std::nullopt;
  Match found = match(head.method, target->segments);
  if (found.route == nullptr || !found.route->at_once) return std::nullopt;
  HttpResponse response = fenced(context_.needs, [&] {
    check_query(*found.route, *target);
    return found.route->handler(
        {.api = context_, .request = &head, .path = std::move(found.path), .query = target->query});
  });
  secure(response, !context_.needs.settings()->certificate.empty());
  return response;
}

HttpService::Admission ApiService::admit(const HttpRequest& head) {
  Admission admission;
  HttpResponse refused = fenced(context_.needs, [&] {
    admission = let_in(head);
    return HttpResponse{.status = 0};
  });
  if (refused.status != 0) admission.refused = std::move(refused);
  if (admission.refused)
    secure(*admission.refused, !context_.needs.settings()->certificate.empty());
  return admission;
}

HttpService::Admission ApiService::let_in(const HttpRequest& head) {
  Admission admission;
  if (!is_known_method(head.method))
    throw Problem{
        .status = 501, .code = "unknown-method", .detail = "this method is not known here"};
  if (head.method == "OPTIONS" && head.target == "*") {
    admission.refused = options("GET, HEAD, POST, PUT, DELETE, OPTIONS");
    return admission;
  }
  const auto target = parse_target(head.target);
  if (!target) throw unknown_target();
  Match found = match(head.method, target->segments);
  if (found.allow.empty()) throw not_found("there is no such path");
  if (head.method == "OPTIONS") {
    admission.refused = options(found.allow);
    return admission;
  }
  if (found.route == nullptr)
    throw Problem{.status = 405,
                  .code = "method-not-allowed",
                  .detail = "this path takes " + found.allow,
                  .fields = {{"Allow", found.allow}}};
  auto token =
      authenticate(head, found.route->access, context_.needs.store, context_.needs.clock.now());
  check_query(*found.route, *target);
  check_content_type(head, found.route->body);
  if (found.route->body == BodyKind::json) admission.body_limit = context_.limits.body_bytes;
  if (found.route->body == BodyKind::bytes) {
    admission.body_limit = context_.limits.file_bytes;
    admission.sink = std::make_unique<FileSink>(context_.needs.vault);
  }
  admission.state = std::make_shared<LetIn>(LetIn{.route = found.route,
                                                  .call = {.api = context_,
                                                           .path = std::move(found.path),
                                                           .query = target->query,
                                                           .token = std::move(token)}});
  return admission;
}

HttpResponse ApiService::answer(const HttpRequest& request, Admission& admission) {
  auto& let_in = *std::static_pointer_cast<LetIn>(admission.state);
  let_in.call.request = &request;
  let_in.call.sink = admission.sink.get();
  HttpResponse response =
      fenced(context_.needs, [&] { return let_in.route->handler(let_in.call); });
  if (let_in.route->method == "GET") tag(request, response);
  secure(response, !context_.needs.settings()->certificate.empty());
  return response;
}

HttpResponse ApiService::fault(const HttpFault& fault) {
  HttpResponse response =
      problem_response({.status = fault.status, .code = "http", .detail = fault.detail});
  secure(response, !context_.needs.settings()->certificate.empty());
  return response;
}

void ApiService::served(const HttpRequest& head, int status, Duration took) {
  if (!context_.needs.served) return;
  const auto target = parse_target(head.target);
  const Match found = target ? match(head.method, target->segments) : Match{};
  // What is not ours has no name of its own: anybody may send any method.
  context_.needs.served(found.route != nullptr ? found.route->method : std::string_view("other"),
                        found.route != nullptr ? found.route->path : std::string_view(), status,
                        took);
}

}  // namespace verify::daemon

#pragma once

#include "daemon/api/call.h"

namespace verify::daemon {

/// The API over the table of routes: finds the route, asks who it is, checks what was sent, and is
/// the fence at which exceptions stop. Every answer leaves it with the security fields.
class ApiService final : public HttpService {
 public:
  explicit ApiService(ApiContext context) : context_(std::move(context)) {}

  std::optional<HttpResponse> at_once(const HttpRequest& head) override;
  Admission admit(const HttpRequest& head) override;
  HttpResponse answer(const HttpRequest& request, Admission& admission) override;
  HttpResponse fault(const HttpFault& fault) override;
  void served(const HttpRequest& head, int status, Duration took) override;

 private:
  Admission let_in(const HttpRequest& head);

  const ApiContext context_;
};

/// Sets what every answer says to browsers; what is set already stays.
void secure(HttpResponse& response, bool tls);

}  // namespace verify::daemon

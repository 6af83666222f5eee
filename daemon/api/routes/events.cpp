#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/api/auth.h"
#include "daemon/api/event_queue.h"
#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {
namespace {

/// "event: TYPE", "data: {"partner":…,"run":…, and what the event says}", and an empty line: the
/// format of HTML section 9.2.
std::string frame_of(const Event& event) {
  Json data = {{"partner", event.partner}, {"run", event.run}};
  const Json more = Json::parse(event.data, nullptr, false);
  if (more.is_object()) data.update(more);
  return "event: " + event.type + "\ndata: " + text_of(data) + "\n";
}

/// Listens for as long as one client does, and its token holds.
class Listening final : public EventSource {
 public:
  Listening(const ApiContext& api, std::string token_sha256, const std::string& partner)
      : api_(api),
        token_sha256_(std::move(token_sha256)),
        queue_(std::make_shared<EventQueue>(api.limits.events_waiting)) {
    id_ = api_.needs.events.listen([queue = queue_, partner](const Event& event) {
      if (partner.empty() || event.partner == partner) queue->push(frame_of(event));
    });
  }
  ~Listening() override { api_.needs.events.leave(id_); }
  std::shared_ptr<EventQueue> queue() override { return queue_; }
  bool allowed() override {
    try {
      const auto token = api_.needs.store.token_by_sha256(token_sha256_);
      return token && holds(*token, api_.needs.clock.now());
    } catch (const std::exception&) {
      return false;  // who asks again is told why
    }
  }

 private:
  const ApiContext& api_;
  const std::string token_sha256_;
  std::shared_ptr<EventQueue> queue_;
  std::uint64_t id_ = 0;
};

}  // namespace

Answer events(const Call& call) {
  HttpResponse response = text_response("", "text/event-stream");
  response.events =
      std::make_unique<Listening>(call.api, call.token->sha256, call.partner_key("partner"));
  return response;
}

}  // namespace verify::daemon::routes

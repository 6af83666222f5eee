#include <algorithm>
#include <nlohmann/json.hpp>

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

/// Listens for as long as one client does.
class Listening final : public EventSource {
 public:
  Listening(Events& events, std::size_t most, const std::string& partner)
      : events_(events), queue_(std::make_shared<EventQueue>(most)) {
    id_ = events_.listen([queue = queue_, partner](const Event& event) {
      if (partner.empty() || event.partner == partner) queue->push(frame_of(event));
    });
  }
  ~Listening() override { events_.leave(id_); }
  std::shared_ptr<EventQueue> queue() override { return queue_; }

 private:
  Events& events_;
  std::shared_ptr<EventQueue> queue_;
  std::uint64_t id_ = 0;
};

}  // namespace

Answer events(const Call& call) {
  HttpResponse response = text_response("", "text/event-stream");
  response.events = std::make_unique<Listening>(
      call.api.needs.events, call.api.limits.events_waiting, call.partner_key("partner"));
  return response;
}

}  // namespace verify::daemon::routes

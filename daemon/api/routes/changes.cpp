#include <map>

#include "daemon/api/routes/handlers.h"

namespace verify::daemon::routes {
namespace {

Answer page_of(const Call& call, const std::string& partner) {
  const Store::TransitionFilter filter{.partner = partner,
                                       .requirement = call.text("requirement"),
                                       .before = call.whole("before", 0, 1, INT64_MAX),
                                       .limit = static_cast<int>(call.whole("limit", 50, 1, 500))};
  const auto found = call.store().transitions(filter);
  return json_response(
      {{"transitions", list_of(found)},
       {"next", next_cursor(found, filter.limit, [](const Transition& t) { return t.id; })}});
}

}  // namespace

Answer transitions(const Call& call) {
  return page_of(call, call.partner_key("partner"));
}

Answer partner_transitions(const Call& call) {
  return page_of(call, call.partner().id);
}

Answer history(const Call& call) {
  const Partner partner = call.partner();
  const auto limit = static_cast<int>(call.whole("runs", 50, 1, 500));
  std::map<std::int64_t, Json> verdicts;  // by run
  for (const FindingRow& row : call.store().history(partner.id, limit))
    verdicts[row.run][row.requirement] = to_string(row.verdict);
  const auto runs =
      call.store().runs({.partner = partner.id, .state = RunState::finished, .limit = limit});
  Json out = Json::array();
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {  // oldest first
    const auto found = verdicts.find(run->id);
    out.push_back({{"id", run->id},
                   {"finished_at", word_or_null(run->finished_at)},
                   {"outcome", word_or_null(run->outcome)},
                   {"verdicts", found == verdicts.end() ? Json::object() : found->second}});
  }
  return json_response({{"runs", out}});
}

}  // namespace verify::daemon::routes

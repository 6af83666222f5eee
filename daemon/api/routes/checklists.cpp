#include "daemon/api/routes/handlers.h"
#include "daemon/base/rules.h"

namespace verify::daemon::routes {
namespace {

Json head_of(const Checklist& checklist) {
  return {{"id", checklist.id},
          {"title", checklist.title},
          {"version", checklist.version},
          {"sha256", checklist.sha256}};
}

Json sections_of(const Checklist& checklist) {
  Json out = Json::array();
  for (const ChecklistSection& section : checklist.sections)
    out.push_back(
        {{"id", section.id}, {"title", section.title}, {"group", to_string(section.group)}});
  return out;
}

Json items_of(const Checklist& checklist) {
  Json out = Json::array();
  for (const Requirement& item : checklist.requirements)
    out.push_back({{"id", item.id},
                   {"printed", item.printed},
                   {"title", item.title},
                   {"section", item.section},
                   {"group", to_string(item.group)},
                   {"parent", text_or_null(item.parent)}});
  return out;
}

}  // namespace

Answer checklists(const Call& call) {
  const auto rules = call.api.needs.rules();
  Json out = Json::array();
  for (const auto& [id, checklist] : rules->checklists) out.push_back(head_of(checklist));
  return json_response({{"checklists", out}, {"default", call.api.needs.settings()->checklist}});
}

Answer checklist(const Call& call) {
  const auto rules = call.api.needs.rules();
  const auto found = rules->checklists.find(call.in_path("id"));
  if (found == rules->checklists.end()) throw not_found("there is no checklist with this id");
  Json out = head_of(found->second);
  out["sections"] = sections_of(found->second);
  out["items"] = items_of(found->second);
  return json_response(out);
}

}  // namespace verify::daemon::routes

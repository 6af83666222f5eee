#include <set>

#include "target/pack_reader.h"

namespace verify {
namespace {

void fail_at(const JsonView& view, std::string_view key, std::string message) {
  const auto member = view.get(key);
  (member ? *member : view).fail(std::move(message));
}

template <class T>
void check_ids(const std::vector<T>& values, const std::vector<JsonView>& places) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!seen.insert(values[i].id).second) fail_at(places[i], "id", "the id is given twice");
}

// An item is answered by a probe or by its parts, which are items with probes.
void check_parts(const Checklist& checklist, const Requirement& item, const JsonView& place) {
  const bool has_parts = !checklist.parts_of(item.id).empty();
  if (item.probe.empty() && !has_parts)
    place.fail("the key \"probe\" is missing: the id of the probe that answers it");
  if (!item.probe.empty() && has_parts)
    fail_at(place, "probe", "the item is answered by its parts and cannot have a probe as well");
  if (item.parent.empty()) return;
  const Requirement* parent = checklist.find(item.parent);
  if (parent == nullptr) {
    fail_at(place, "parent", "there is no item \"" + item.parent + "\"");
  } else if (parent == &item || !parent->parent.empty()) {
    fail_at(place, "parent", "an item that is itself a part cannot have parts");
  } else if (parent->group != item.group) {
    fail_at(place, "parent", "an item and its parts must be of one group");
  }
}

void check_gate(PackDraft& draft, const JsonView& root) {
  const Checklist& checklist = draft.checklist;
  if (checklist.waiver_gate.empty()) return;
  const Requirement* gate = checklist.find(checklist.waiver_gate);
  if (gate == nullptr)
    return fail_at(root, "waiver_gate", "there is no item \"" + checklist.waiver_gate + "\"");
  if (gate->probe.empty()) fail_at(root, "waiver_gate", "the gate must be answered by a probe");
  if (gate->waiver == WaiverRule::waived_if_msp)
    fail_at(root, "waiver_gate", "the gate itself cannot be waived");
}

void check_readings(PackDraft& draft) {
  const Checklist& checklist = draft.checklist;
  for (std::size_t i = 0; i < checklist.readings.size(); ++i) {
    const auto items = draft.reading_places[i].get("items")->items();
    for (std::size_t k = 0; k < items.size(); ++k) {
      const std::string& id = checklist.readings[i].items[k];
      if (id != "*" && checklist.find(id) == nullptr)
        items[k].fail("there is no item \"" + id + "\"");
    }
  }
}

void check_order(PackDraft& draft) {
  const auto& sections = draft.checklist.sections;
  for (std::size_t i = 1; i < sections.size(); ++i)
    if (sections[i].group == Group::prerequisite && sections[i - 1].group == Group::checklist)
      fail_at(draft.section_places[i], "group", "prerequisites stand before checklist items");
}

}  // namespace

void check_pack(PackDraft& draft) {
  const JsonView root(draft.files.front().border, *draft.files.front().border.root(), "");
  check_ids(draft.checklist.sections, draft.section_places);
  check_ids(draft.checklist.requirements, draft.item_places);
  check_ids(draft.checklist.readings, draft.reading_places);
  for (std::size_t i = 0; i < draft.item_places.size(); ++i)
    check_parts(draft.checklist, draft.checklist.requirements[i], draft.item_places[i]);
  check_gate(draft, root);
  check_readings(draft);
  check_order(draft);
}

}  // namespace verify

#include "verify/checklist.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/digest.h"
#include "base/json_border.h"
#include "verify/probe.h"

namespace verify {
namespace {

constexpr std::size_t kMaxPackBytes = 4u << 20;

std::string read_required(const JsonView& view, std::string_view key, std::string_view what) {
  const auto member = view.require(key, what);
  return member ? member->text().value_or("") : std::string();
}

std::optional<ParamValue> read_param(const JsonView& view, ParamSpec::Kind kind) {
  switch (kind) {
    case ParamSpec::Kind::integer:
      if (const auto value = view.integer(0, 1'000'000)) return *value;
      break;
    case ParamSpec::Kind::flag:
      if (const auto value = view.boolean()) return *value;
      break;
    case ParamSpec::Kind::words:
      return view.texts();
  }
  return std::nullopt;
}

// The probe says which parameters there are; a pack that sets another one has a mistake in it.
void read_params(const JsonView& view, const Probe& probe, Requirement& out) {
  if (!view.is_object()) return;
  for (const auto& [key, member] : view.members()) {
    const auto spec =
        std::find_if(probe.params.begin(), probe.params.end(),
                     [&key = key](const ParamSpec& each) { return each.name == key; });
    if (spec == probe.params.end()) {
      member.fail("the probe \"" + std::string(probe.id) + "\" has no parameter of this name");
    } else if (auto value = read_param(member, spec->kind)) {
      out.params.emplace(key, std::move(*value));
    }
  }
}

Requirement read_requirement(const JsonView& view) {
  Requirement out;
  view.is_object({"id", "printed", "title", "text", "probe", "params", "advice"});
  out.id = read_required(view, "id", "the item's stable id");
  out.printed = read_required(view, "printed", "the number in the checklist's text");
  out.title = read_required(view, "title", "a short title");
  out.text = read_required(view, "text", "what is asked for");
  out.probe = read_required(view, "probe", "the id of the probe that answers it");
  const Probe* probe = find_probe(out.probe);
  if (probe == nullptr && !out.probe.empty())
    view.get("probe")->fail("there is no probe \"" + out.probe + "\"");
  if (const auto params = view.get("params"); params && probe != nullptr)
    read_params(*params, *probe, out);
  if (const auto advice = view.get("advice"); advice && advice->is_object())
    for (const auto& [code, text] : advice->members())
      out.advice.emplace(code, text.text().value_or(""));
  return out;
}

void check_ids(const JsonView& list, const std::vector<Requirement>& requirements) {
  std::set<std::string> seen;
  const auto items = list.items();
  for (std::size_t i = 0; i < requirements.size(); ++i)
    if (!requirements[i].id.empty() && !seen.insert(requirements[i].id).second)
      items[i].get("id")->fail("the id is given twice");
}

Checklist read_checklist(JsonBorder& border) {
  Checklist out;
  const JsonView root(border, *border.root(), "");
  root.is_object({"schema", "id", "title", "version", "requirements"});
  if (const auto schema = root.require("schema", "\"libverify-checklist/1\""))
    schema->word({"libverify-checklist/1"});
  out.id = read_required(root, "id", "the pack's id");
  out.title = read_required(root, "title", "the checklist's name");
  out.version = read_required(root, "version", "the checklist's version");
  if (const auto list = root.require("requirements", "the items")) {
    for (const JsonView& item : list->items()) out.requirements.push_back(read_requirement(item));
    if (out.requirements.empty()) list->fail("expected at least one requirement");
    check_ids(*list, out.requirements);
  }
  return out;
}

}  // namespace

const Requirement* Checklist::find(std::string_view requirement_id) const {
  const auto it = std::find_if(requirements.begin(), requirements.end(),
                               [&](const Requirement& each) { return each.id == requirement_id; });
  return it == requirements.end() ? nullptr : &*it;
}

std::expected<Checklist, std::vector<Error>> load_checklist(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto file = std::filesystem::is_directory(path, ignored) ? path / "checklist.json" : path;
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  if (in && std::filesystem::is_regular_file(file, ignored)) out << in.rdbuf();
  const std::string text = std::move(out).str();
  if (!in || text.empty())
    return std::unexpected(std::vector{Error{
        Error::Code::not_found, "there is no checklist that can be read here", file.string()}});
  JsonBorder border(text, file.string(), kMaxPackBytes);
  if (border.root() == nullptr) return std::unexpected(std::move(border.errors()));
  Checklist checklist = read_checklist(border);
  if (!border.ok()) return std::unexpected(std::move(border.errors()));
  checklist.sha256 = sha256_hex(text);
  return checklist;
}

}  // namespace verify

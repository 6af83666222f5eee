#include "verify/checklist.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "base/digest.h"
#include "target/pack_reader.h"
#include "verify/file_bytes.h"

namespace verify {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxPackBytes = 4u << 20;
constexpr std::string_view kSchema = "libverify-checklist/2";

template <class T, std::size_t N>
std::string_view word_of(const std::array<std::pair<T, std::string_view>, N>& words, T value) {
  for (const auto& [each, word] : words)
    if (each == value) return word;
  return {};
}

// `absent` says that there is none, or an empty one.
Result<std::string> read_text(const fs::path& file, const char* absent) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) {
    auto text = read_file_bytes(file, kMaxPackBytes);
    if (!text || !text->empty()) return text;
  }
  return std::unexpected(Error{Error::Code::not_found, absent, file.string()});
}

// Reads the pack's file and the section files it names.
class PackReader {
 public:
  explicit PackReader(fs::path file) : file_(std::move(file)) {}

  std::expected<Checklist, std::vector<Error>> read() {
    auto text = read_text(file_, "there is no checklist that can be read here");
    if (!text) return std::unexpected(std::vector{std::move(text.error())});
    if (const nlohmann::json* root = open(file_, std::move(*text)))
      read_root(JsonView(draft_.files.front().border, *root, ""));
    if (faults().empty()) check_pack(draft_);
    if (auto errors = faults(); !errors.empty()) return std::unexpected(std::move(errors));
    std::string digests;
    for (const PackDraft::File& each : draft_.files) digests += sha256_hex(each.text);
    draft_.checklist.sha256 = draft_.files.size() == 1 ? std::move(digests) : sha256_hex(digests);
    count_equal_numbers();
    return std::move(draft_.checklist);
  }

 private:
  void count_equal_numbers() {
    std::map<std::pair<Group, std::string_view>, std::vector<Requirement*>> items;
    for (Requirement& each : draft_.checklist.requirements) {
      std::vector<Requirement*>& same = items[{each.group, each.number()}];
      each.nth = same.size();
      same.push_back(&each);
      for (Requirement* one : same) one->same_number = same.size();
    }
  }

  const nlohmann::json* open(const fs::path& path, std::string text) {
    return draft_.files.emplace_back(std::move(text), path, kMaxPackBytes).border.root();
  }

  std::vector<Error> faults() {
    std::vector<Error> out;
    for (PackDraft::File& each : draft_.files)
      out.insert(out.end(), each.border.errors().begin(), each.border.errors().end());
    return out;
  }

  void read_root(const JsonView& root) {
    Checklist& out = draft_.checklist;
    root.is_object({"$schema", "schema", "id", "title", "version", "note", "source", "valid_from",
                    "valid_to", "waiver_gate", "submission", "advice", "sections", "readings"});
    if (const auto schema = root.require("schema", "\"libverify-checklist/2\""))
      schema->word({kSchema});
    out.id = read_required(root, "id", "the pack's id");
    out.title = read_required(root, "title", "the checklist's name");
    out.version = read_required(root, "version", "the checklist's version");
    if (const auto note = root.get("note")) out.note = note->text().value_or("");
    if (const auto source = root.get("source")) read_source(*source);
    if (const auto submission = root.get("submission")) read_submission(*submission);
    out.valid_from = read_day(root, "valid_from");
    out.valid_to = read_day(root, "valid_to");
    check_window(root, out.valid_from, out.valid_to);
    if (const auto gate = root.get("waiver_gate")) out.waiver_gate = gate->text().value_or("");
    out.advice = read_advice(root);
    if (const auto sections = root.require("sections", "the parts of the checklist"))
      read_sections(*sections);
    if (const auto readings = root.get("readings"))
      for (const JsonView& each : readings->items()) read_reading(each);
  }

  void read_submission(const JsonView& view) {
    view.is_object({"to", "subject"});
    Submission out{read_required(view, "to", "a mail address"),
                   read_required(view, "subject", "the subject with {partner} in it")};
    if (const auto to = view.get("to"); to && std::ranges::count(out.to, '@') != 1)
      to->fail("expected a mail address");
    if (const auto subject = view.get("subject");
        subject && out.subject.find("{partner}") == std::string::npos)
      subject->fail("expected \"{partner}\" where the partner's name belongs");
    draft_.checklist.submission = std::move(out);
  }

  void read_source(const JsonView& view) {
    view.is_object({"title", "sha256"});
    draft_.checklist.source.title = read_required(view, "title", "the document's title");
    const auto digest = view.get("sha256");
    if (!digest) return;
    const std::string text = digest->text().value_or("");
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (text.size() != 64 || !std::all_of(text.begin(), text.end(), is_hex))
      digest->fail("expected a SHA-256 digest as 64 lower-case hexadecimal digits");
    draft_.checklist.source.sha256 = text;
  }

  void read_sections(const JsonView& list) {
    const auto entries = list.items();
    if (list.value().is_array() && entries.empty()) list.fail("expected at least one section");
    for (const JsonView& entry : entries) {
      if (entry.value().is_object() && entry.value().contains("file")) {
        read_section_file(entry);
      } else {
        read_section(entry, std::nullopt);
      }
    }
  }

  // A section may stand in a file of its own, beside the pack or in a pack beside it.
  void read_section_file(const JsonView& entry) {
    entry.is_object({"file", "only"});
    const auto view = entry.require("file", "the file of the section");
    if (!view) return;
    const auto name = view->text();
    if (!name) return;
    const fs::path folder = file_.parent_path();
    const fs::path inside = (fs::path("pack") / *name).lexically_normal();
    if (fs::path(*name).is_absolute() || inside.empty() || *inside.begin() == "..")
      return view->fail("expected a path beside the pack or in a pack beside it");
    auto text = read_text(folder / *name, "there is no such file");
    if (!text) return view->fail(text.error().message);
    std::optional<std::vector<std::string>> only;
    if (const auto ids = entry.get("only")) only = ids->texts();
    if (const nlohmann::json* root = open(folder / *name, std::move(*text)))
      read_section(JsonView(draft_.files.back().border, *root, ""), only);
    if (only)
      for (const std::string& id : *only)
        if (draft_.checklist.find(id) == nullptr)
          entry.get("only")->fail("the section has no item \"" + id + "\"");
  }

  void read_section(const JsonView& view, const std::optional<std::vector<std::string>>& only) {
    if (!view.is_object({"$schema", "id", "title", "group", "items"})) {
      if (!view.value().is_object()) return;
    }
    ChecklistSection section;
    section.id = read_required(view, "id", "the section's id");
    section.title = read_required(view, "title", "the section's title");
    if (const auto group = view.require("group", "prerequisite or checklist"))
      if (group->word({"prerequisite", "checklist"}) == "checklist")
        section.group = Group::checklist;
    draft_.section_places.push_back(view);
    draft_.checklist.sections.push_back(section);
    const auto items = view.require("items", "the items of the section");
    if (!items) return;
    const auto entries = items->items();
    if (items->value().is_array() && entries.empty()) items->fail("expected at least one item");
    for (const JsonView& item : entries) {
      Requirement read = read_requirement(item, section);
      if (only && std::find(only->begin(), only->end(), read.id) == only->end()) continue;
      draft_.item_places.push_back(item);
      draft_.checklist.requirements.push_back(std::move(read));
    }
  }

  void read_reading(const JsonView& view) {
    UnclearPoint out;
    view.is_object({"id", "items", "unclear", "reading"});
    out.id = read_required(view, "id", "the point's id");
    if (const auto items = view.require("items", "the ids it concerns, or \"*\" for the pack")) {
      out.items = items->texts();
      if (items->value().is_array() && items->value().empty())
        items->fail("the reading concerns no item; \"*\" stands for the pack as a whole");
    }
    out.unclear = read_required(view, "unclear", "what the text leaves unclear");
    out.reading = read_required(view, "reading", "how it is read");
    draft_.reading_places.push_back(view);
    draft_.checklist.readings.push_back(std::move(out));
  }

  fs::path file_;
  PackDraft draft_;
};

}  // namespace

std::string_view to_string(Group group) {
  return group == Group::prerequisite ? "prerequisite" : "checklist";
}

std::string_view to_string(AppliesTo applies_to) {
  static constexpr std::array<std::pair<AppliesTo, std::string_view>, 5> kWords = {
      {{AppliesTo::all, "all"},
       {AppliesTo::saas_iot, "saas_iot"},
       {AppliesTo::iot_component, "iot_component"},
       {AppliesTo::msp, "msp"},
       {AppliesTo::non_msp, "non_msp"}}};
  return word_of(kWords, applies_to);
}

std::string_view to_string(WaiverRule rule) {
  static constexpr std::array<std::pair<WaiverRule, std::string_view>, 4> kWords = {
      {{WaiverRule::waived_if_msp, "waived_if_msp"},
       {WaiverRule::not_eligible, "not_eligible"},
       {WaiverRule::none_stated, "none_stated"},
       {WaiverRule::not_applicable, "not_applicable"}}};
  return word_of(kWords, rule);
}

std::string_view Requirement::number() const {
  return std::string_view(printed).substr(0, printed.find(' '));
}

const Requirement* Checklist::find(std::string_view requirement_id) const {
  const auto it = std::find_if(requirements.begin(), requirements.end(),
                               [&](const Requirement& each) { return each.id == requirement_id; });
  return it == requirements.end() ? nullptr : &*it;
}

const ChecklistSection* Checklist::section(std::string_view section_id) const {
  const auto it = std::find_if(sections.begin(), sections.end(),
                               [&](const ChecklistSection& each) { return each.id == section_id; });
  return it == sections.end() ? nullptr : &*it;
}

std::vector<const Requirement*> Checklist::parts_of(std::string_view requirement_id) const {
  std::vector<const Requirement*> out;
  for (const Requirement& each : requirements)
    if (!each.parent.empty() && each.parent == requirement_id) out.push_back(&each);
  return out;
}

std::expected<Checklist, std::vector<Error>> load_checklist(const fs::path& path) {
  std::error_code ignored;
  return PackReader(fs::is_directory(path, ignored) ? path / "checklist.json" : path).read();
}

}  // namespace verify

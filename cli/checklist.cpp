#include <algorithm>
#include <iostream>

#include "commands.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

std::string window_of(const Checklist& checklist) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? to_string(*date) : std::string("…");
  };
  return checklist.valid_from || checklist.valid_to
             ? day(checklist.valid_from) + " to " + day(checklist.valid_to)
             : std::string("always");
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + safe_text(word);
  return out;
}

void show_readings(const Checklist& checklist, const std::string& item) {
  for (const UnclearPoint& each : checklist.readings)
    if (std::find(each.items.begin(), each.items.end(), item) != each.items.end())
      std::cout << "  " << safe_text(each.id) << " unclear: " << safe_text(each.unclear)
                << "\n     read as: " << safe_text(each.reading) << "\n";
}

void show(const Checklist& checklist, const Requirement& item) {
  std::cout << "\n"
            << safe_text(item.id) << " (printed " << safe_text(item.printed) << ")  "
            << safe_text(item.title) << "\n  " << safe_text(item.text) << "\n";
  if (item.probe.empty()) {
    std::cout << "  answered by:";
    for (const Requirement* part : checklist.parts_of(item.id))
      std::cout << " " << safe_text(part->id);
    std::cout << "\n";
  } else {
    std::cout << "  asked by: " << find_probe(item.probe)->question << "\n";
  }
  std::cout << "  evidence: " << joined(item.evidence_forms)
            << "; applies to: " << to_string(item.applies_to)
            << "; waiver: " << to_string(item.waiver) << "\n";
  if (item.certificate)
    std::cout << "  " << safe_text(item.certificate->standard)
              << (item.certificate->use == Certificate::Use::exemption ? " exempts"
                                                                       : " counts as evidence")
              << " as long as it is valid\n";
  show_readings(checklist, item.id);
}

}  // namespace

int run_checklist_list() {
  const std::filesystem::path folder = config_folder() / "checklists";
  std::vector<std::filesystem::path> packs;
  std::error_code failed;
  for (std::filesystem::directory_iterator it(folder, failed), end; !failed && it != end;
       it.increment(failed))
    packs.push_back(it->path());
  if (failed) return refuse(folder.string() + ": cannot be read: " + failed.message());
  std::sort(packs.begin(), packs.end());
  for (const auto& path : packs) {
    const auto checklist = load_checklist(path);
    if (!checklist) return refuse(checklist.error());
    std::cout << safe_text(checklist->id) << "\t" << checklist->requirements.size() << " items\t"
              << window_of(*checklist) << "\t" << safe_text(checklist->title) << "\n";
  }
  return kFine;
}

int run_checklist_show(const std::string& name) {
  const auto checklist = load_checklist(checklist_path(name));
  if (!checklist) return refuse(checklist.error());
  std::cout << safe_text(checklist->title) << ", version " << safe_text(checklist->version) << "\n"
            << "valid: " << window_of(*checklist) << "\n";
  if (!checklist->note.empty()) std::cout << safe_text(checklist->note) << "\n";
  if (!checklist->source.title.empty())
    std::cout << "written from: " << safe_text(checklist->source.title) << "\n";
  show_readings(*checklist, "*");
  std::string section;
  for (const Requirement& item : checklist->requirements) {
    if (item.section != section) {
      section = item.section;
      std::cout << "\n== " << to_string(item.group) << ": "
                << safe_text(checklist->section(section)->title) << "\n";
    }
    show(*checklist, item);
  }
  return kFine;
}

int run_checklist_check(const std::string& file) {
  const auto checklist = load_checklist(checklist_path(file));
  if (!checklist) return refuse(checklist.error());
  std::cout << safe_text(checklist->id) << ": " << checklist->requirements.size()
            << " items, no fault\n";
  return kFine;
}

}  // namespace verify::cli

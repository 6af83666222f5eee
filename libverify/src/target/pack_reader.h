#pragma once

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json_border.h"
#include "verify/checklist.h"

namespace verify {

/// A pack while it is read: what has been found, and for each part the place it was found at, so
/// that what only the whole can tell is reported there.
struct PackDraft {
  struct File {
    std::string text;
    JsonBorder border;
    File(std::string content, const std::filesystem::path& path, std::size_t max_bytes)
        : text(std::move(content)), border(text, path.string(), max_bytes) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
  };

  Checklist checklist;
  std::deque<File> files;  ///< pack file first; views into their borders stay valid
  std::vector<JsonView> item_places, section_places, reading_places;
};

/// A member that must be there as text; empty after a fault.
std::string read_required(const JsonView& view, std::string_view key, std::string_view what);
std::optional<Date> read_day(const JsonView& view, std::string_view key);
/// Faults at `view` when the days are reversed.
void check_window(const JsonView& view, const std::optional<Date>& from,
                  const std::optional<Date>& to);
/// Advice by reason code, with its placeholders checked.
std::map<std::string, std::string> read_advice(const JsonView& parent);

/// One item, without what depends on others.
Requirement read_requirement(const JsonView& view, const ChecklistSection& section);

/// What only the whole pack can tell: ids given twice, names that lead nowhere, parts without a
/// whole. Faults are recorded in the draft's files.
void check_pack(PackDraft& draft);

}  // namespace verify

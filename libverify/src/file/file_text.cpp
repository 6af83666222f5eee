#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "file/text_json.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

struct StateWords {
  std::string_view name;
  FetchFault fault;
};
// In the order of the enumeration.
constexpr std::array<StateWords, 6> kStates{{{"read", FetchFault::none},
                                             {"encrypted", FetchFault::file_encrypted},
                                             {"no_text", FetchFault::file_without_text},
                                             {"damaged", FetchFault::file_damaged},
                                             {"over_limits", FetchFault::file_over_limits},
                                             {"unavailable", FetchFault::file_reader_failed}}};

constexpr std::array<std::string_view, 5> kKinds{"pdf", "slides", "notebook", "workbook", "table"};

constexpr std::string_view kPdfMark = "%PDF-";
constexpr std::size_t kPdfMarkWithin = 1024;  // as readers of PDF have always been that lenient

Json day(const std::optional<Date>& date) {
  return date ? Json(to_string(*date)) : Json(nullptr);
}

}  // namespace

std::string_view to_string(FileKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

bool parse_file_kind(std::string_view text, FileKind& kind) {
  const auto* const found = std::ranges::find(kKinds, text);
  if (found == kKinds.end()) return false;
  kind = static_cast<FileKind>(found - kKinds.begin());
  return true;
}

std::string_view unit_of(FileKind kind) {
  constexpr std::array<std::string_view, 5> kUnits{"page", "slide", "cell", "sheet", "sheet"};
  return kUnits[static_cast<std::size_t>(kind)];
}

std::optional<FileKind> submitted_file_kind(std::string_view name, std::string_view bytes) {
  const std::string lower = ascii_lower(name);
  if (lower.ends_with(".ipynb")) return FileKind::notebook;
  if (lower.ends_with(".pptx")) return FileKind::slides;
  if (lower.ends_with(".pdf")) return FileKind::pdf;
  if (lower.ends_with(".xlsx") || lower.ends_with(".xlsm")) return FileKind::workbook;
  if (lower.ends_with(".csv") || lower.ends_with(".tsv")) return FileKind::table;
  return file_kind(bytes, false);
}

std::optional<FileKind> file_kind(std::string_view bytes, bool declared) {
  const std::size_t within = declared ? kPdfMarkWithin + kPdfMark.size() : kPdfMark.size();
  if (bytes.substr(0, within).find(kPdfMark) != std::string_view::npos) return FileKind::pdf;
  return std::nullopt;
}

std::string_view to_string(FileState state) {
  return kStates[static_cast<std::size_t>(state)].name;
}

FetchFault fault_of(FileState state) {
  return kStates[static_cast<std::size_t>(state)].fault;
}

std::string write_file_text(const FileText& text) {
  Json pages = Json::array();
  for (const FileText::Page& page : text.pages) pages.push_back(json_of_page(page));
  Json out = {{"kind", to_string(text.kind)},   {"state", to_string(text.state)},
              {"detail", text.detail},          {"title", text.title},
              {"author", text.author},          {"created", day(text.created)},
              {"modified", day(text.modified)}, {"page_count", text.page_count},
              {"truncated", text.truncated},    {"pages", std::move(pages)}};
  if (!text.names.empty()) out["names"] = text.names;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::expected<FileText, std::string> read_file_text(std::string_view json) {
  const Json object = Json::parse(json, nullptr, false);
  if (!object.is_object()) return std::unexpected("the text of a file is not a JSON object");
  FileText out;
  const std::string state = text_member(object, "state");
  const auto* const known = std::ranges::find(kStates, state, &StateWords::name);
  if (known == kStates.end()) return std::unexpected("its \"state\" is missing or wrong");
  out.state = static_cast<FileState>(known - kStates.begin());
  // Evidence of before there were others has no kind.
  if (object.contains("kind") && !parse_file_kind(text_member(object, "kind"), out.kind))
    return std::unexpected("its \"kind\" is wrong");
  take_head(object, out);
  out.detail = text_member(object, "detail");
  const auto pages = object.find("pages");
  if (pages == object.end() || !pages->is_array())
    return std::unexpected("its \"pages\" are missing or wrong");
  for (const Json& page : *pages) out.pages.push_back(page_of_json(page));
  if (const auto names = object.find("names"); names != object.end() && names->is_array())
    for (const Json& name : *names) out.names.push_back(line_of_json(name));
  return out;
}

}  // namespace verify

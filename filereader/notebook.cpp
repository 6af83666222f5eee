// The cells of a Jupyter notebook (nbformat 3 and 4): what is written in them. Outputs are not
// looked at, and nothing is executed.
#include <algorithm>
#include <vector>

#include "answer.h"
#include "limits.h"

namespace verify::filereader {
namespace {

using Json = nlohmann::json;

// Outputs and pictures make most of a notebook's size: they are dropped while it is read.
Json parse(const std::string& bytes) {
  const auto keep = [](int, Json::parse_event_t event, Json& value) {
    return event != Json::parse_event_t::key ||
           (value != "outputs" && value != "attachments" && value != "metadata");
  };
  return Json::parse(bytes, keep, false);
}

// A text, or a list of lines.
std::string text_of(const Json& source) {
  if (source.is_string()) return source.get<std::string>();
  std::string out;
  if (source.is_array())
    for (const Json& line : source)
      if (line.is_string()) out += line.get_ref<const std::string&>();
  return out;
}

nlohmann::ordered_json lines_of(const std::string& text, bool code) {
  nlohmann::ordered_json lines = nlohmann::ordered_json::array();
  bool starts = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string::npos) {
      starts = true;
      continue;
    }
    nlohmann::ordered_json out = {{"text", line}};
    if (code) out["code"] = true;
    if (!code && line.starts_with('#')) out["bold"] = true;
    if (starts) out["starts"] = true;
    starts = false;
    lines.push_back(std::move(out));
  }
  return lines;
}

// Version 4 has its cells at the top, version 3 in worksheets.
std::vector<const Json*> cells_of(const Json& notebook) {
  std::vector<const Json*> out;
  const auto add = [&](const Json& holder) {
    const auto cells = holder.is_object() ? holder.find("cells") : holder.end();
    if (holder.is_object() && cells != holder.end() && cells->is_array())
      for (const Json& cell : *cells) out.push_back(&cell);
  };
  add(notebook);
  if (const auto sheets = notebook.find("worksheets");
      sheets != notebook.end() && sheets->is_array())
    for (const Json& sheet : *sheets) add(sheet);
  return out;
}

void say_cell(const Json& cell) {
  const auto type = cell.is_object() ? cell.value("cell_type", Json()) : Json();
  const bool code = type == "code";
  std::string text;
  for (const char* name : {"source", "input"})
    if (cell.is_object() && text.empty() && cell.contains(name)) text = text_of(cell[name]);
  say({{"lines", lines_of(text, code)}});
}

}  // namespace

void read_notebook(const std::string& bytes) {
  if (!close_the_door()) return say({{"fault", "damaged"}, {"detail", "the limits were refused"}});
  const Json notebook = parse(bytes);
  if (!notebook.is_object()) return say({{"fault", "damaged"}, {"detail", "it is no JSON object"}});
  const std::vector<const Json*> cells = cells_of(notebook);
  say({{"page_count", cells.size()}, {"truncated", cells.size() > kMaxCells}});
  for (std::size_t i = 0; i < std::min(cells.size(), kMaxCells); ++i) say_cell(*cells[i]);
  say({{"end", true}});
}

}  // namespace verify::filereader

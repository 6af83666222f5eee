#include "file/text_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kLargestSize = 10'000;  // points; larger letters are of no other use

bool flag_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

// Control characters mean nothing in a line of text, and would only act where it is shown.
std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return collapse_space(text);
}

std::string line_of_json(const Json& value) {
  return value.is_string() ? one_line(value.get<std::string>()) : std::string();
}

std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string() : line_of_json(*found);
}

void take_head(const Json& object, FileText& text) {
  text.title = text_member(object, "title");
  text.author = text_member(object, "author");
  text.created = parse_date(text_member(object, "created"));
  text.modified = parse_date(text_member(object, "modified"));
  if (const auto count = object.find("page_count");
      count != object.end() && count->is_number_unsigned())
    text.page_count = count->get<std::uint64_t>();
  text.truncated = flag_member(object, "truncated");
}

Json json_of_page(const FileText::Page& page) {
  Json lines = Json::array();
  for (const FileText::Line& line : page) {
    Json out = {{"text", line.text}, {"size", line.size}};
    if (line.bold) out["bold"] = true;
    if (line.starts) out["starts"] = true;
    if (line.code) out["code"] = true;
    if (!line.cell.empty()) out["cell"] = line.cell;
    lines.push_back(std::move(out));
  }
  return lines;
}

FileText::Page page_of_json(const Json& lines) {
  FileText::Page page;
  if (!lines.is_array()) return page;
  for (const Json& each : lines) {
    if (!each.is_object()) continue;
    FileText::Line line{.text = text_member(each, "text"),
                        .bold = flag_member(each, "bold"),
                        .starts = flag_member(each, "starts"),
                        .code = flag_member(each, "code"),
                        .cell = text_member(each, "cell")};
    if (line.text.empty()) continue;
    if (const auto size = each.find("size"); size != each.end() && size->is_number())
      line.size = std::clamp(size->get<double>(), 0.0, kLargestSize);
    page.push_back(std::move(line));
  }
  return page;
}

}  // namespace verify

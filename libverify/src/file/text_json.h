#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "verify/file_reader.h"

namespace verify {

/// Text as a line of a file holds it: control characters and runs of white space are one space.
std::string one_line(std::string text);

/// The JSON that a child process and a conversion record have in common. Total: what is missing or
/// of another type is left as it was, and text is made one line of UTF-8.
std::string text_member(const nlohmann::ordered_json& object, const char* name);
std::string line_of_json(const nlohmann::ordered_json& value);
/// Title, author, days, number of pages and whether something is missing.
void take_head(const nlohmann::ordered_json& object, FileText& text);

nlohmann::ordered_json json_of_page(const FileText::Page& page);
FileText::Page page_of_json(const nlohmann::ordered_json& lines);

}  // namespace verify

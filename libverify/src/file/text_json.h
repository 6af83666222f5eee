#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "verify/file_reader.h"

namespace verify {

/// The JSON that a child process and a conversion record have in common. Total: what is missing or
/// of another type is left as it was, and text is made one line of UTF-8.
std::string text_member(const nlohmann::ordered_json& object, const char* name);
/// Title, author, days, number of pages and whether something is missing.
void take_head(const nlohmann::ordered_json& object, FileText& text);

nlohmann::ordered_json json_of_page(const FileText::Page& page);
FileText::Page page_of_json(const nlohmann::ordered_json& lines);

}  // namespace verify

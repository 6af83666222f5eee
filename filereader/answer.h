#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace verify::filereader {

/// Writes one object as a line to standard output, at once: what was said before a limit ended the
/// process counts. Ends the process when nobody listens.
void say(const nlohmann::ordered_json& object);

/// Reads a file from standard input and says what is in it.
void read_pdf(const std::string& bytes);
void read_slides(const std::string& bytes);
void read_notebook(const std::string& bytes);
void read_workbook(const std::string& bytes);

}  // namespace verify::filereader

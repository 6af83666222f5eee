#include "support/pdf_file.h"

#include <cstdio>

namespace verify::test {
namespace {

std::string take(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return {};
  line.remove_prefix(word.size());
  return std::string(word);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string reference(std::size_t object) {
  return std::to_string(object) + " 0 R";
}

}  // namespace

std::string pdf_page(const std::vector<std::string>& lines) {
  std::string out = "BT\n";
  int y = 720;
  for (const std::string& each : lines) {
    std::string_view line = each;
    const int size = take(line, "large ").empty() ? 11 : 20;
    const char* font = take(line, "bold ").empty() ? "F1" : "F2";
    out += "/" + std::string(font) + " " + std::to_string(size) + " Tf 1 0 0 1 72 " +
           std::to_string(y) + " Tm (" + escaped(line) + ") Tj\n";
    y -= size + 3;
  }
  return out + "ET";
}

std::string PdfFile::bytes() const {
  const std::size_t first = 6;  // object of the first page; its content follows it
  std::string kids;
  for (std::size_t i = 0; i < pages.size(); ++i) kids += reference(first + 2 * i) + " ";
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R " + catalog + " >>",
      "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>", "<< " + info + " >>"};
  for (std::size_t i = 0; i < pages.size(); ++i) {
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents " +
                      reference(first + 2 * i + 1) + " /Resources << " +
                      (font ? "/Font << /F1 3 0 R /F2 4 0 R >> " : "") + ">> >>");
    objects.push_back("<< " + filter + " /Length " + std::to_string(pages[i].size()) +
                      " >>\nstream\n" + pages[i] + "\nendstream");
  }
  std::string out = "%PDF-1.4\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[24];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t at = out.size();
  return out + table + "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
         " /Root 1 0 R /Info 5 0 R >>\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
}

std::string pdf_of(const std::vector<std::vector<std::string>>& pages, std::string info) {
  PdfFile file{.info = std::move(info)};
  for (const auto& lines : pages) file.pages.push_back(pdf_page(lines));
  return file.bytes();
}

}  // namespace verify::test

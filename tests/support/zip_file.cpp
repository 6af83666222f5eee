#include "support/zip_file.h"

#include <zlib.h>

#include <stdexcept>

namespace verify::test {
namespace {

std::string number(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string raw_deflated(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error("deflate");
  return out;
}

std::string paragraph(const std::string& text) {
  return "<a:p><a:r><a:t>" + text + "</a:t></a:r></a:p>";
}

std::string slide(const std::vector<std::string>& lines) {
  std::string out =
      R"(<?xml version="1.0" encoding="UTF-8"?><p:sld xmlns:a="a" xmlns:p="p"><p:cSld><p:spTree>)";
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += "<p:sp><p:nvSpPr><p:nvPr>" + std::string(i == 0 ? R"(<p:ph type="title"/>)" : "") +
           "</p:nvPr></p:nvSpPr><p:txBody>" + paragraph(lines[i]) + "</p:txBody></p:sp>";
  return out + "</p:spTree></p:cSld></p:sld>";
}

}  // namespace

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string out, directory;
  for (const auto& [name, text] : parts) {
    const std::string packed = raw_deflated(text);
    const uLong crc =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    const std::string common = number(20, 2) + number(0, 2) + number(8, 2) + number(0, 4) +
                               number(crc, 4) + number(packed.size(), 4) + number(text.size(), 4) +
                               number(name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + common + number(0, 2) + number(0, 2) +
                 number(0, 2) + number(0, 4) + number(out.size(), 4) + name;
    out += "PK\x03\x04" + common + name + packed;
  }
  const std::string count = number(parts.size(), 2);
  return out + directory + "PK\x05\x06" + number(0, 4) + count + count +
         number(directory.size(), 4) + number(out.size(), 4) + number(0, 2);
}

std::string presentation_of(const std::vector<std::vector<std::string>>& slides) {
  std::string ids, relations;
  std::vector<std::pair<std::string, std::string>> parts;
  for (std::size_t i = slides.size(); i-- > 0;) {  // the parts in another order than the slides
    const std::string n = std::to_string(i + 1);
    ids = "<p:sldId id=\"" + n + "\" r:id=\"rId" + n + "\"/>" + ids;
    relations += "<Relationship Id=\"rId" + n + "\" Target=\"slides/slide" + n + ".xml\"/>";
    parts.emplace_back("ppt/slides/slide" + n + ".xml", slide(slides[i]));
  }
  parts.emplace_back("ppt/presentation.xml",
                     R"(<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>)" + ids +
                         "</p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  parts.emplace_back(
      "docProps/core.xml",
      R"(<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Overview &amp; more</dc:title>)"
      "<dc:creator>Somebody</dc:creator><dcterms:created xmlns:dcterms=\"t\">"
      "2025-03-04T10:00:00Z</dcterms:created></cp:coreProperties>");
  return zip_of(parts);
}

}  // namespace verify::test

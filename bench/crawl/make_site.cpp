// Writes a site that bench/run serves: FOLDER [pages [known_urls [page_bytes [menu [content]]]]].
// Every page lies there twice, as it is and in gzip, so that the server compresses nothing.
#include <libdeflate.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "site_generator.h"

namespace {

std::string gzip(const std::string& bytes) {
  static libdeflate_compressor* const compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  out.resize(
      libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
  std::ofstream(file.string() + ".gz", std::ios::binary) << gzip(bytes);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 3;
  const auto number = [&](int at, std::size_t fallback) {
    return at < argc ? static_cast<std::size_t>(std::strtoull(argv[at], nullptr, 10)) : fallback;
  };
  verify::bench::SiteShape shape;
  shape.pages = number(2, shape.pages);
  shape.known_urls = number(3, shape.pages);
  shape.page_bytes = number(4, shape.page_bytes);
  shape.menu_links = number(5, shape.menu_links);
  shape.content_links = number(6, shape.content_links);
  const std::filesystem::path folder = argv[1];
  for (std::size_t i = 0; i < shape.pages; ++i) {
    const std::string path = i == 0 ? "/index.html" : verify::bench::page_path(i);
    const auto file = folder / path.substr(1);
    std::filesystem::create_directories(file.parent_path());
    write(file, verify::bench::page_html(shape, i));
  }
  write(folder / "robots.txt", "User-agent: *\nDisallow: /private/\n");
  // Which page is where, for whoever writes an application about the site.
  for (std::size_t i = 0; i < std::min<std::size_t>(shape.pages, 100); ++i)
    std::cout << verify::bench::page_path(i) << "\n";
}

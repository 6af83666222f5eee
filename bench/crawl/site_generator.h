#pragma once

#include <cstddef>
#include <string>

namespace verify::bench {

/// A website that does not exist. Page k links to the menu's pages and to those numbered from
/// k * content_links + 1, modulo known_urls: breadth first from page 0 they are met in their order,
/// and with more known URLs than pages the rest is known and not there.
struct SiteShape {
  std::size_t pages = 5000;
  std::size_t known_urls = 5000;
  std::size_t page_bytes = 61'000;  ///< at least, and hardly more
  std::size_t menu_links = 35;      ///< the same on every page
  std::size_t content_links = 25;
};

/// The same path and page for the same arguments, on every machine.
std::string page_path(std::size_t number);
std::string page_html(const SiteShape& shape, std::size_t number);

}  // namespace verify::bench

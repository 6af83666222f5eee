#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "verify/evidence.h"

namespace verify {

/// What a page is to the crawl. A made-up address is asked for to see what the server says of pages
/// that do not exist.
enum class PageRole { page, robots, sitemap, made_up };

/// A page as its metadata record tells it.
struct PageRecord {
  Page page;
  PageRole role = PageRole::page;
  std::vector<std::string> exchanges;  ///< ids of the records of its answers, hop by hop
  std::string text;                    ///< id of the record of its text; empty: not a file
};

/// The blocks of our metadata records: JSON in UTF-8. Reading them gives back exactly what was
/// written; the error says which member is missing or wrong.
std::string write_page_record(const PageRecord& record);
std::expected<PageRecord, std::string> read_page_record(std::string_view json);

std::string write_crawl_summary(const CrawlSummary& summary);
std::expected<CrawlSummary, std::string> read_crawl_summary(std::string_view json);

/// Why there is no response to an exchange.
std::string write_failed_exchange(const Exchange& exchange);

}  // namespace verify

#pragma once

#include "evidence/link_graph.h"
#include "verify/evidence.h"

namespace verify {

/// Whether a URL belongs to the partner's own site: the registrable domain of the home page as
/// declared or as it answered; for a bare IP address the same address and port.
bool on_site(const Evidence& evidence, const Url& url);

/// The link graph of everything fetched so far; pages that arrived since the last call are scanned.
LinkGraph& link_graph(const Evidence& evidence);

/// Adds a page that has just been scanned; `scan` is null for what is not HTML.
void add_to_graph(const Evidence& evidence, const Page& page, const PageScan* scan);

/// Whether a link that was found leads to the URL, seen by a reader or not. Cheap.
bool is_within_reach(const Evidence& evidence, const Url& url);

/// Text of a page as the scan reads it: content and character coding removed.
std::string page_text(const Evidence& evidence, const Page& page);

/// Whether a sitemap that was fetched lists the URL.
bool sitemap_lists(const Evidence& evidence, const Url& url);

}  // namespace verify

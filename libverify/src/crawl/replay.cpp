#include "crawl/replay.h"

#include <algorithm>

#include "evidence/evidence_impl.h"
#include "evidence/made_up.h"

namespace verify {
namespace {

// The last hop of a page that has not changed is a 304: the page says what it was answered with.
bool same_hops(const Page& now, const Page& before, bool with_urls) {
  if (now.hops.size() != before.hops.size() || now.http_status != before.http_status) return false;
  for (std::size_t i = 0; i < now.hops.size(); ++i) {
    const bool last = i + 1 == now.hops.size();
    if (with_urls && now.hops[i].url != before.hops[i].url) return false;
    if (!last && now.hops[i].http_status != before.hops[i].http_status) return false;
  }
  return true;
}

}  // namespace

Replay::Replay(const Evidence& earlier) : earlier_(earlier) {
  for (const Page& page : earlier.pages()) by_url_.emplace(page.url.href(), &page);
}

bool Replay::is_possible(const Evidence& earlier, const std::string& basis) {
  const CrawlSummary& crawl = earlier.crawl();
  const bool by_itself =
      crawl.ended == "satisfied" || crawl.ended == "exhausted" || crawl.ended == "depth";
  return by_itself && crawl.capped_patterns.empty() && !basis.empty() && crawl.basis == basis;
}

const Page* Replay::peek() const {
  const auto pages = earlier_.pages();
  return next_ < pages.size() ? &pages[next_] : nullptr;
}

std::span<const Page> Replay::of(PageRole role) const {
  return earlier_.impl().auxiliary(role);
}

const Page* Replay::counterpart(const Page& now, PageRole role) const {
  if (role == PageRole::page) {
    const auto found = by_url_.find(now.url.href());
    return found == by_url_.end() ? nullptr : found->second;
  }
  const auto pages = of(role);
  const auto key = role == PageRole::made_up ? made_up_key(now.url) : std::nullopt;
  const auto found = std::ranges::find_if(pages, [&](const Page& before) {
    return key ? made_up_key(before.url) == key : before.url == now.url;
  });
  return found == pages.end() ? nullptr : &*found;
}

bool Replay::is_same(const Page& now, const Page& before, PageRole role) {
  const bool alike = now.status == before.status && now.fault == before.fault &&
                     now.detail == before.detail && now.content_type == before.content_type &&
                     now.is_html == before.is_html && now.is_file == before.is_file &&
                     same_hops(now, before, role != PageRole::made_up);
  if (!alike) return false;
  return !now.ok() || (now.sha256 == before.sha256 && now.bytes == before.bytes);
}

}  // namespace verify

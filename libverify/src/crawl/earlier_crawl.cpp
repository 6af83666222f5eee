#include "crawl/earlier_crawl.h"

namespace verify {

EarlierCrawl::EarlierCrawl(const Evidence& evidence, Instant now)
    : evidence_(evidence),
      now_(now),
      pages_(index(PageRole::page)),
      sitemaps_(index(PageRole::sitemap)) {}

// A page that was not read says nothing that could still hold.
EarlierCrawl::Index EarlierCrawl::index(PageRole role) const {
  Index out;
  for (const Page& page : evidence_.impl().auxiliary(role))
    if (page.ok() && page.http_status == 200) out.emplace(page.final_url.href(), &page);
  return out;
}

const Page* EarlierCrawl::page_at(const Url& url) const {
  const auto found = pages_.find(url.href());
  return found == pages_.end() ? nullptr : found->second;
}

std::shared_ptr<const EarlierAnswer> EarlierCrawl::find(PageRole role, const Url& url) const {
  if (role != PageRole::page && role != PageRole::sitemap) return nullptr;
  const Index& known = role == PageRole::page ? pages_ : sitemaps_;
  const auto found = known.find(url.href());
  if (found == known.end()) return nullptr;
  auto answer = earlier_answer(evidence_, *found->second);
  if (!answer || !answer->has_validator() || now_ - answer->sent_at > kLongestBelieved)
    return nullptr;
  return std::make_shared<const EarlierAnswer>(*std::move(answer));
}

}  // namespace verify

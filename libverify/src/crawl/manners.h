#pragma once

#include "crawl/host_gate.h"
#include "crawl/origin_rules.h"
#include "verify/crawl.h"
#include "verify/fetch.h"

namespace verify {

/// What a crawl asks the HostGate with for a request to `url`: its own delay, or the host's
/// Crawl-delay up to the cap where that is longer.
HostGate::Manners manners_towards(const Url& url, const OriginRules& rules,
                                  const CrawlOptions& options);

/// How long a host is left alone after the answer with its rules: its Crawl-delay, where that is
/// one that is obeyed; nothing where it is cut to the cap, which holds between pages.
Duration rest_after_rules(const Url& url, const OriginRules& rules, const CrawlOptions& options);

/// How long the host is left alone after an answer.
Duration rest_after(const Exchange& exchange, const HostGate::Manners& manners);

/// Less time than this is not worth another request.
inline constexpr Duration kLeastTime = std::chrono::seconds(1);
/// What is asked only to know the server better is not worth a long wait.
inline constexpr Duration kMadeUpTime = std::chrono::seconds(5);

/// The name robots.txt files know the crawl by: "libverify" of "libverify/0.1".
std::string_view product_token(std::string_view user_agent);

}  // namespace verify

#include "evidence/click_path.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "evidence/evidence_impl.h"
#include "evidence/other_ways.h"
#include "evidence/sitemap.h"
#include "evidence/unread_words.h"
#include "page/page_html.h"
#include "page/soft_answer_phrases.h"

namespace verify {
namespace {

bool same_place(const Url& a, const Url& b) {
  const bool literal = a.hostname().front() == '[' || IpAddress::parse(a.hostname());
  return literal ? a.hostname() == b.hostname() && a.port() == b.port() : same_site(a, b);
}

// All nodes that stand for `target`: itself, and every hop of the page that answers for it.
std::vector<LinkGraph::Node> nodes_of(const Evidence& evidence, const LinkGraph& graph,
                                      const Url& target) {
  std::vector<LinkGraph::Node> nodes = {graph.find(target)};
  if (const Page* page = evidence.find(target)) {
    nodes.push_back(graph.find(page->final_url));
    for (const Page::Hop& hop : page->hops) nodes.push_back(graph.find(hop.url));
  }
  std::erase(nodes, LinkGraph::kNone);
  return nodes;
}

LinkGraph::Node nearest(const LinkGraph& graph, const std::vector<LinkGraph::Node>& nodes) {
  LinkGraph::Node best = LinkGraph::kNone;
  for (const LinkGraph::Node node : nodes) {
    if (graph.depth(node) == LinkGraph::kUnreached) continue;
    if (best == LinkGraph::kNone || graph.depth(node) < graph.depth(best)) best = node;
  }
  return best;
}

std::vector<Url> visible_links(const Evidence& evidence, const Page& page) {
  std::vector<Url> out;
  if (const Document* document = evidence.document(page))
    for (const PageLink& link : document->links)
      if (link.visible) out.push_back(link.url);
  return out;
}

// Reads the pages of the chain as trees until one turns out to show fewer links than the scan
// found. True when every page of it had been read before: the chain is proven.
bool prove(const Evidence& evidence, LinkGraph& graph, const std::vector<LinkGraph::Node>& chain) {
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const std::uint32_t page = *graph.page_of(graph.linked_from(chain[i]));
    if (graph.is_restricted(page)) continue;
    graph.restrict(page, visible_links(evidence, evidence.pages()[page]));
    const Document* document = evidence.document(evidence.pages()[page]);
    if (document != nullptr && document->truncated) graph.mark_cut(page);
    return false;
  }
  return true;
}

Click click_to(const Evidence& evidence, const LinkGraph& graph, LinkGraph::Node to) {
  const std::uint32_t page = *graph.page_of(graph.linked_from(to));
  if (const Document* document = evidence.document(evidence.pages()[page]))
    for (const PageLink& link : document->links)
      if (link.visible && graph.find(link.url) == to)
        return {page, link.url, link.text, link.region};
  return {page, Url::parse(graph.href(to)).value()};
}

std::vector<Click> clicks_of(const Evidence& evidence, const LinkGraph& graph,
                             const std::vector<LinkGraph::Node>& chain) {
  std::vector<Click> clicks;
  for (std::size_t i = 1; i < chain.size(); ++i)
    clicks.push_back(click_to(evidence, graph, chain[i]));
  return clicks;
}

bool is_reached(const LinkGraph& graph, LinkGraph::Node node) {
  return node != LinkGraph::kNone && graph.depth(node) != LinkGraph::kUnreached;
}

// Whether a visitor gets to this page by links.
bool is_reached(const LinkGraph& graph, const Page& page) {
  return is_reached(graph, graph.node_of(page.id)) || is_reached(graph, graph.find(page.url));
}

// A gate elsewhere, of a log-in or a challenge, that sends back to the page it stands before.
bool is_gate_elsewhere(const Page& page) {
  return page.final_url.search().contains(page.url.hostname());
}

bool is_way_on_site(const Evidence& evidence, const LinkGraph& graph, const Page& page) {
  return is_reached(graph, page) && (on_site(evidence, page.final_url) ||
                                     (on_site(evidence, page.url) && is_gate_elsewhere(page)));
}

// In lower case with one space around each word.
std::string spaced_words(std::string_view text) {
  std::string out = " ";
  for (const char c : ascii_lower(text)) {
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (part || out.back() != ' ') out += part ? c : ' ';
  }
  return out.back() == ' ' ? out : out + " ";
}

constexpr std::array<std::string_view, 4> kAccounts = {" account ", " konto ", " compte ",
                                                       " portal "};

// "Mein Konto", and not "compte rendu".
bool names_account(std::string_view words) {
  return std::ranges::any_of(kAccounts,
                             [&](std::string_view word) { return words.ends_with(word); });
}

bool has_any(std::string_view words, std::span<const std::string_view> wanted) {
  return std::ranges::any_of(wanted, [&](std::string_view word) { return words.contains(word); });
}

bool names_log_in(const Url& url) {
  constexpr std::array<std::string_view, 12> kWords = {
      " login ", " log in ", " logon ",    " signin ",    " sign in ",   " auth ",
      " sso ",   " oauth ",  " anmelden ", " anmeldung ", " einloggen ", " accedi "};
  const std::string_view path = url.pathname(), host = url.hostname();
  const std::string_view last = path.substr(path.rfind('/'));
  const std::string label = " " + std::string(host.substr(0, host.find('.'))) + " ";
  return has_any(spaced_words(path), kWords) || names_account(spaced_words(last)) ||
         has_any(label, kWords) || names_account(label);
}

// A label that says nothing else.
bool names_log_in(std::string_view anchor) {
  constexpr std::ptrdiff_t kFewWords = 3;
  const std::string words = spaced_words(anchor);
  return std::ranges::count(words, ' ') <= kFewWords + 1 &&
         (has_any(words, kLoginTexts) || names_account(words));
}

// Pages where visitors log in are meant to be such; what asks for it under another name hides what
// the name promises. Everything lies behind a home page that asks.
bool is_for_log_in(const Evidence& evidence, const LinkGraph& graph, const Page& page) {
  if (&page == evidence.home()) return false;
  const LinkGraph::Node node = graph.find(page.url);
  return names_log_in(page.url) || (node != LinkGraph::kNone && names_log_in(graph.anchor(node)));
}

// What an answered page shows in the place of its content, and with it of its links.
SoftAnswer wall_of(const Evidence& evidence, const LinkGraph& graph, const Page& page) {
  if (!page.ok() || !graph.is_sparse(page.id)) return SoftAnswer::none;
  const Document* document = evidence.document(page);
  const SoftAnswer answer = document == nullptr ? SoftAnswer::none : document->soft_answer;
  switch (answer) {
    case SoftAnswer::bot_wall:
    case SoftAnswer::consent_wall:
    case SoftAnswer::script_shell:
    case SoftAnswer::empty:
      return answer;
    case SoftAnswer::login_wall:
      return is_for_log_in(evidence, graph, page) ? SoftAnswer::none : answer;
    default:
      return SoftAnswer::none;
  }
}

// A page that might have had the way on, and was not observed.
bool hides_links(const Evidence& evidence, const LinkGraph& graph, const Page& page) {
  switch (page.status) {
    case FetchStatus::ok:
      return graph.is_shell(page.id) || graph.is_cut(page.id) ||
             wall_of(evidence, graph, page) != SoftAnswer::none;
    case FetchStatus::unsupported_type:
    case FetchStatus::unreadable_file:
      return false;
    case FetchStatus::http_error:
      return page.http_status != 404 && page.http_status != 410;
    default:
      return true;
  }
}

// Why a page's links are not known; empty where they are.
std::string hidden_by(const Evidence& evidence, const LinkGraph& graph, const Page& page) {
  if (!page.ok()) return unread_words(page);
  if (graph.is_cut(page.id)) return "more links than are kept";
  if (graph.is_shell(page.id)) return "empty until its scripts run";
  return std::string(unread_words(wall_of(evidence, graph, page)));
}

std::string unobserved(const Evidence& evidence, const LinkGraph& graph) {
  std::size_t count = 0;
  std::string first;
  for (const Page& page : evidence.pages()) {
    if (!is_way_on_site(evidence, graph, page) || !hides_links(evidence, graph, page)) continue;
    if (++count == 1)
      first = std::string(page.final_url.href()) + ": " + hidden_by(evidence, graph, page);
  }
  if (count == 0) return {};
  return std::to_string(count) + (count == 1 ? " page" : " pages") +
         " on the way could not be read, first " + first;
}

// Whether it leads to a page of the site that no link leads to: by a frame or an object, where a
// visitor clicks and a crawl does not, by a button, or after a while by itself.
bool leads_on_without_links(const Evidence& evidence, const LinkGraph& graph, const Page& page,
                            const std::string& html, std::vector<std::string> addresses) {
  const PageScan scan = scan_page(html);
  for (const PageScan::Frame& frame : scan.frames) addresses.push_back(frame.src);
  addresses.push_back(refresh_target(scan.refresh));
  const auto base = scan.base_href.empty() ? Url::Parsed(page.final_url)
                                           : Url::parse(scan.base_href, page.final_url);
  return std::ranges::any_of(addresses, [&](const std::string& address) {
    if (address.empty()) return false;
    const auto url = Url::parse(address, base ? *base : page.final_url);
    return url && on_site(evidence, *url) && !is_reached(graph, graph.find(*url));
  });
}

// The first reached page with ways on that are no links; null when links are all there is.
const Page* with_other_ways(const Evidence& evidence, const LinkGraph& graph) {
  const auto leads_on = [&](const Page& page) {
    if (!page.ok() || !page.is_html || !is_reached(graph, page) ||
        !on_site(evidence, page.final_url))
      return false;
    const std::string html = page_text(evidence, page);
    OtherWays ways = other_ways(html);
    return ways.by_script ||
           leads_on_without_links(evidence, graph, page, html, std::move(ways.addresses));
  };
  const auto found = std::ranges::find_if(evidence.pages(), leads_on);
  return found == evidence.pages().end() ? nullptr : &*found;
}

/// "all 12 pages that can be reached were looked at": what was asked for and is not linked is not
/// among them.
std::string all_were_seen(const Evidence& evidence, const LinkGraph& graph) {
  const auto count = std::ranges::count_if(evidence.pages(), [&](const Page& page) {
    return page.ok() && is_way_on_site(evidence, graph, page);
  });
  return count == 1 ? "the home page leads to no other page of the site"
                    : "all " + std::to_string(count) + " pages that can be reached were looked at";
}

PathAnswer absent(const Evidence& evidence, const LinkGraph& graph, const Url& target) {
  const CrawlSummary& crawl = evidence.crawl();
  if (std::string why = unobserved(evidence, graph); !why.empty())
    return {PathAnswer::Kind::blocked, {}, std::move(why)};
  if (crawl.ended != "exhausted")
    return {PathAnswer::Kind::unknown,
            {},
            "the search ended early (" + crawl.ended + ") after " + std::to_string(crawl.pages) +
                " pages"};
  if (!crawl.capped_patterns.empty())
    return {PathAnswer::Kind::unknown,
            {},
            "not every page like " + crawl.capped_patterns.front() + " was looked at"};
  if (const Page* page = with_other_ways(evidence, graph))
    return {PathAnswer::Kind::unknown,
            {},
            "there are ways on that are no links (a script, a button, a frame), first on " +
                std::string(page->final_url.href())};
  const std::string complete = all_were_seen(evidence, graph);
  if (sitemap_lists(evidence, target)) return {PathAnswer::Kind::sitemap_only, {}, complete};
  return {PathAnswer::Kind::not_found, {}, complete};
}

std::string unreadable_home(const Evidence& evidence) {
  const Page* home = evidence.home();
  if (home == nullptr) return "the home page was not fetched";
  if (!home->ok()) return "the home page could not be read: " + unread_words(*home);
  return home->is_html ? "" : "the home page is not a web page";
}

bool contains_any(std::string_view text, std::span<const std::string> words) {
  const std::string lower = ascii_lower(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return lower.find(ascii_lower(word)) != std::string::npos;
  });
}

}  // namespace

bool on_site(const Evidence& evidence, const Url& url) {
  if (same_place(evidence.application().partner.home_page, url)) return true;
  const Page* home = evidence.home();
  return home != nullptr && home->ok() && same_place(home->final_url, url);
}

std::string page_text(const Evidence& evidence, const Page& page) {
  return page_html(evidence.body(page), page.content_type);
}

void add_to_graph(const Evidence& evidence, const Page& page, const PageScan* scan) {
  auto& graph = evidence.impl().link_graph;
  if (!graph) graph = std::make_shared<LinkGraph>();
  graph->add_page(page, scan, scan != nullptr && on_site(evidence, page.final_url));
  if (evidence.home() == &page && page.ok()) graph->set_home(page);
}

LinkGraph& link_graph(const Evidence& evidence) {
  auto& graph = evidence.impl().link_graph;
  if (!graph) graph = std::make_shared<LinkGraph>();
  while (graph->pages() < evidence.pages().size()) {
    const Page& page = evidence.pages()[graph->pages()];
    if (page.ok() && page.is_html) {
      const PageScan scan = scan_page(page_text(evidence, page));
      add_to_graph(evidence, page, &scan);
    } else {
      add_to_graph(evidence, page, nullptr);
    }
  }
  return *graph;
}

bool is_within_reach(const Evidence& evidence, const Url& url) {
  const LinkGraph& graph = link_graph(evidence);
  return nearest(graph, nodes_of(evidence, graph, url)) != LinkGraph::kNone;
}

bool sitemap_lists(const Evidence& evidence, const Url& url) {
  const std::span<const Page> sitemaps = evidence.impl().auxiliary(PageRole::sitemap);
  auto& listed = evidence.impl().in_sitemaps;
  for (; listed.sitemaps < sitemaps.size(); ++listed.sitemaps) {
    const Page& sitemap = sitemaps[listed.sitemaps];
    if (!sitemap.ok()) continue;
    for (std::string& key : sitemap_pages(page_text(evidence, sitemap), sitemap.final_url))
      listed.keys.insert(std::move(key));
  }
  return listed.keys.contains(page_key(url));
}

std::string_view to_string(PathAnswer::Kind kind) {
  switch (kind) {
    case PathAnswer::Kind::found:
      return "found";
    case PathAnswer::Kind::is_home:
      return "is_home";
    case PathAnswer::Kind::not_found:
      return "not_found";
    case PathAnswer::Kind::sitemap_only:
      return "sitemap_only";
    case PathAnswer::Kind::unknown:
      return "unknown";
    case PathAnswer::Kind::blocked:
      return "blocked";
  }
  return "unknown";
}

PathAnswer Evidence::path_to(const Url& target) const {
  if (std::string why = unreadable_home(*this); !why.empty())
    return {PathAnswer::Kind::blocked, {}, std::move(why)};
  LinkGraph& graph = link_graph(*this);
  const Page* page = find(target);
  // A page that sends its visitors to the home page is no other page.
  if (page == home() ||
      page_key(page != nullptr ? page->final_url : target) == page_key(home()->final_url))
    return {PathAnswer::Kind::is_home, {}, ""};
  const std::vector<LinkGraph::Node> nodes = nodes_of(*this, graph, target);
  for (;;) {
    const LinkGraph::Node node = nearest(graph, nodes);
    if (node == LinkGraph::kNone) return absent(*this, graph, target);
    const auto chain = graph.shortest(node);
    // Each round that is not the last reads one more page as a tree, so this ends.
    if (prove(*this, graph, chain))
      return {PathAnswer::Kind::found, clicks_of(*this, graph, chain), ""};
  }
}

std::vector<Url> Evidence::links_about(std::span<const std::string> words,
                                       std::size_t limit) const {
  const LinkGraph& graph = link_graph(*this);
  std::vector<std::pair<int, LinkGraph::Node>> hits;
  for (LinkGraph::Node node = 0; node < graph.size(); ++node) {
    if (graph.depth(node) <= 0) continue;
    if (contains_any(graph.anchor(node), words) || contains_any(graph.href(node), words))
      hits.emplace_back(graph.depth(node), node);
  }
  std::sort(hits.begin(), hits.end());
  std::vector<Url> out;
  for (const auto& [depth, node] : hits) {
    if (out.size() == limit) break;
    if (auto url = Url::parse(graph.href(node)); url && on_site(*this, *url))
      out.push_back(std::move(*url));
  }
  return out;
}

}  // namespace verify

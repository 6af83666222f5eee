#include "daemon/change/cited_pages.h"

#include <algorithm>

namespace verify::daemon {
namespace {

constexpr std::size_t kDiffLines = 200;  // of all pages of one change

using Items = std::vector<const EvidenceItem*>;

// One page as one run saw it.
struct Sight {
  const EvidenceItem* item = nullptr;  // null: not cited then
  const Page* page = nullptr;          // null: not asked for, or the evidence is gone
  const Document* document = nullptr;
  bool kept = false;  // whether there is evidence
};

Sight sight(const std::string& url, const Items& items, const Evidence* evidence) {
  Sight out{.kept = evidence != nullptr};
  const auto item = std::find_if(items.begin(), items.end(),
                                 [&](const EvidenceItem* each) { return each->url == url; });
  if (item != items.end()) out.item = *item;
  const auto parsed = Url::parse(url);
  if (evidence == nullptr || !parsed) return out;
  out.page = evidence->find(*parsed);
  if (out.page != nullptr) out.document = evidence->document(*out.page);
  return out;
}

std::vector<std::string> urls_of(const Items& was, const Items& is) {
  std::vector<std::string> out;
  for (const Items* items : {&was, &is})
    for (const EvidenceItem* item : *items)
      if (!is_submitted(*item) && std::find(out.begin(), out.end(), item->url) == out.end())
        out.push_back(item->url);
  return out;
}

std::string article(const Document& document) {
  return document.title + "\n" + document.text;
}

bool contains(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

// Whether words stand in a page's menu or footer and nowhere else.
bool stands_beside(const Document& document, const std::string& quote) {
  return !quote.empty() && !contains(article(document), quote) &&
         contains(document.boilerplate, quote);
}

std::string words_of(const Document& document, bool with_the_rest) {
  return article(document) + (with_the_rest ? "\n" + document.boilerplate : "");
}

// A line a sentence: a paragraph in which one word changed shows that sentence, not itself.
std::string by_sentence(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool end = text[i] == ' ' && i > 0 && std::string_view(".!?").contains(text[i - 1]);
    out += end ? '\n' : text[i];
  }
  if (!out.ends_with('\n')) out += '\n';
  return out;
}

std::string named(const std::string& url, const Page* page) {
  return url + (page == nullptr ? "" : " " + verify::to_string(date_of(page->fetched_at)));
}

std::string diff_of(const std::string& url, const Sight& was, const Sight& is,
                    const std::string& before, const std::string& after, std::size_t room) {
  if (room < 4) return {};
  const std::string diff = unified_diff(before, after, room - 2);
  if (diff.empty()) return {};
  return "--- " + named(url, was.page) + "\n+++ " + named(url, is.page) + "\n" + diff;
}

std::string answer_of(const Sight& sight) {
  if (sight.page == nullptr) return sight.item == nullptr ? "" : sight.item->status;
  if (sight.page->status == FetchStatus::http_error)
    return "HTTP " + std::to_string(sight.page->http_status);
  return std::string(verify::to_string(sight.page->status));
}

std::string final_url_of(const Sight& sight) {
  if (sight.page != nullptr) return std::string(sight.page->final_url.href());
  return sight.item == nullptr ? "" : sight.item->final_url;
}

// Without the page of before: whether what was cited then can still be read.
bool quote_is_gone(const Sight& was, const Sight& is) {
  return was.page == nullptr && was.item != nullptr && is.document != nullptr &&
         !was.item->quote.empty() && !contains(words_of(*is.document, true), was.item->quote);
}

std::optional<PageChange> text_change(const std::string& url, const Sight& was, const Sight& is,
                                      std::size_t room) {
  if (was.document != nullptr && is.document != nullptr) {
    const bool rest = (was.item != nullptr && stands_beside(*was.document, was.item->quote)) ||
                      (is.item != nullptr && stands_beside(*is.document, is.item->quote));
    const std::string before = words_of(*was.document, rest), after = words_of(*is.document, rest);
    if (before == after) return std::nullopt;
    return PageChange{url, "says something else",
                      diff_of(url, was, is, by_sentence(before), by_sentence(after), room)};
  }
  if (quote_is_gone(was, is)) return PageChange{url, "no longer has the words that were cited", ""};
  const bool both = was.item != nullptr && is.item != nullptr;
  if (both && was.document == nullptr && is.document == nullptr &&
      was.item->sha256 != is.item->sha256)
    return PageChange{url, "has another content", ""};
  return std::nullopt;
}

std::optional<PageChange> page_change(const std::string& url, const Sight& was, const Sight& is,
                                      std::size_t room) {
  if (was.kept && is.kept && was.page == nullptr && is.page == nullptr) return std::nullopt;
  if (was.kept && is.kept && was.page == nullptr) return PageChange{url, "was not seen before", ""};
  if (was.kept && is.kept && is.page == nullptr)
    return PageChange{url, "was not come across any more", ""};
  const std::string before = answer_of(was), after = answer_of(is);
  if (!before.empty() && !after.empty() && before != after)
    return PageChange{url, "was answered with " + after + " instead of " + before, ""};
  const std::string from = final_url_of(was), to = final_url_of(is);
  if (!from.empty() && !to.empty() && from != to)
    return PageChange{url, "leads to " + to + " instead of " + from, ""};
  return text_change(url, was, is, room);
}

}  // namespace

std::vector<const EvidenceItem*> cited_items(const Report* report,
                                             const RequirementResult* result) {
  Items out;
  if (report == nullptr || result == nullptr) return out;
  for (const ReportReason& reason : result->reasons)
    for (const std::string& id : reason.citations) {
      const auto item = std::find_if(report->evidence.begin(), report->evidence.end(),
                                     [&](const EvidenceItem& each) { return each.id == id; });
      if (item != report->evidence.end() && std::find(out.begin(), out.end(), &*item) == out.end())
        out.push_back(&*item);
    }
  return out;
}

bool is_submitted(const EvidenceItem& item) {
  return item.status == "submitted";
}

std::vector<PageChange> changed_pages(const Before& before, const RequirementResult* was,
                                      const Now& now, const RequirementResult* is) {
  const Items cited_then = cited_items(before.report, was), cited_now = cited_items(now.report, is);
  std::vector<PageChange> out;
  std::size_t room = kDiffLines;
  for (const std::string& url : urls_of(cited_then, cited_now)) {
    auto change = page_change(url, sight(url, cited_then, before.evidence),
                              sight(url, cited_now, now.evidence), room);
    if (!change) continue;
    room -= static_cast<std::size_t>(std::count(change->diff.begin(), change->diff.end(), '\n'));
    out.push_back(*std::move(change));
  }
  return out;
}

}  // namespace verify::daemon

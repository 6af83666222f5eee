#include "page/date_title.h"

namespace verify {
namespace {

// Bytes of a title, and of a heading that repeats it. A heading within headings gives its text to
// each, and what is looked for in what is as long costs the product.
constexpr std::size_t kLongestTitle = 4000;

bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h3;
}

std::string_view page_title(const Dom& dom, std::string& storage) {
  for (Dom::Index i = 0; i < dom.size() && dom[i].tag != Tag::body; ++i) {
    if (dom[i].tag != Tag::title) continue;
    storage = dom.text_below(i, kLongestTitle);
    break;
  }
  return storage;
}

}  // namespace

Dom::Index title_heading(const Dom& dom) {
  constexpr int kMostHeadings = 60;
  constexpr std::size_t kShortest = 8;
  std::string storage;
  const std::string_view title = page_title(dom, storage);
  Dom::Index best = Dom::kNone, first = Dom::kNone;
  std::size_t best_size = kShortest;
  int seen = 0;
  for (Dom::Index i = 0; i < dom.size() && seen < kMostHeadings; ++i) {
    if (!is_heading(dom[i].tag)) continue;
    ++seen;
    const std::string text = dom.text_below(i, kLongestTitle + 1);
    if (dom[i].tag == Tag::h1 && first == Dom::kNone && !text.empty()) first = i;
    if (text.size() > best_size && title.find(text) != title.npos) {
      best = i;
      best_size = text.size();
    }
  }
  return best != Dom::kNone ? best : first;
}

}  // namespace verify

#include "reading/services.h"

#include <algorithm>

#include "reading/fold.h"

namespace verify {
namespace {

std::vector<std::string> words_of(std::string_view name) {
  const std::string folded = fold_text(name);
  std::vector<std::string> words;
  for (const Token& token : tokenize(folded)) words.emplace_back(token.in(folded));
  return words;
}

}  // namespace

void ServiceNames::add_platform(std::string_view name) {
  insert(ServiceHit::kPlatform, name, false);
}

std::uint32_t ServiceNames::add_service(Service service) {
  services_.push_back(std::move(service));
  return static_cast<std::uint32_t>(services_.size() - 1);
}

void ServiceNames::add_name(std::uint32_t service, std::string_view name, bool needs_context) {
  insert(service, name, needs_context);
}

bool ServiceNames::knows(std::string_view name) const {
  const auto words = words_of(name);
  if (words.empty()) return false;
  const auto it = by_first_word_.find(words[0]);
  return it != by_first_word_.end() &&
         std::ranges::any_of(it->second, [&](const Entry& e) { return e.words == words; });
}

void ServiceNames::insert(std::uint32_t service, std::string_view name, bool needs_context) {
  auto words = words_of(name);
  if (words.empty()) return;
  auto& entries = by_first_word_[words[0]];
  if (std::ranges::any_of(entries, [&](const Entry& e) { return e.words == words; })) return;
  entries.push_back({std::move(words), service, needs_context});
  // The longest first: "Kinesis Data Firehose" before "Kinesis".
  std::ranges::stable_sort(entries, std::greater(), [](const Entry& e) { return e.words.size(); });
}

std::vector<ServiceHit> ServiceNames::find(std::string_view folded,
                                           const std::vector<Token>& tokens) const {
  std::vector<ServiceHit> hits;
  for (std::size_t at = 0; at < tokens.size();) {
    std::size_t taken = 1;
    const auto it =
        tokens[at].open_left ? by_first_word_.find(tokens[at].in(folded)) : by_first_word_.end();
    if (it != by_first_word_.end()) {
      for (const Entry& entry : it->second) {
        const std::size_t n = entry.words.size();
        if (at + n > tokens.size() || !tokens[at + n - 1].open_right) continue;
        bool same = true;
        for (std::size_t k = 1; same && k < n; ++k)
          same = tokens[at + k].in(folded) == entry.words[k];
        if (!same) continue;
        hits.push_back(
            {entry.service, tokens[at].begin, tokens[at + n - 1].end, entry.needs_context});
        taken = n;
        break;
      }
    }
    at += taken;
  }
  return hits;
}

}  // namespace verify

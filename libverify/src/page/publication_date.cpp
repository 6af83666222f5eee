#include "page/publication_date.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/text.h"
#include "page/date_candidates.h"

namespace verify {
namespace {

// English-speaking countries write the day first, all but one.
bool english_day_first(std::string_view region, std::string_view host) {
  static constexpr std::array<std::string_view, 12> kRegions = {"gb", "uk", "au", "nz", "ie", "in",
                                                                "za", "ng", "sg", "ke", "mt", "pk"};
  const std::string_view top = host.substr(host.rfind('.') + 1);
  return std::ranges::any_of(kRegions, [&](std::string_view c) { return region == c || top == c; });
}

std::string declared_language(const Dom& dom) {
  for (Dom::Index i = 0; i < dom.size() && dom[i].tag != Tag::body; ++i)
    if (dom[i].tag == Tag::html) return ascii_lower(dom.attribute(i, "lang"));
  return {};
}

bool is_month_first(std::string_view language, std::string_view declared, std::string_view host) {
  if (!language.empty() && language != "en") return false;
  const std::size_t dash = declared.find_first_of("-_");
  const std::string_view region =
      declared.starts_with("en") && dash != declared.npos ? declared.substr(dash + 1) : "";
  if (region == "us" || host.ends_with(".us")) return true;
  if (english_day_first(region, host)) return false;
  // A page that does not say its language: the country of its domain decides.
  const std::size_t top = host.size() - std::min(host.size(), host.rfind('.') + 1);
  return language == "en" || top > 2;
}

/// All votes for one day.
struct Tally {
  std::map<std::string_view, const DateCandidate*> best;  // the strongest of each source

  void add(const DateCandidate& candidate) {
    const DateCandidate*& slot = best[candidate.source];
    if (slot == nullptr || slot->weight < candidate.weight) slot = &candidate;
  }
  double score() const {
    double sum = 0;
    for (const auto& [source, candidate] : best) sum += candidate->weight;
    return sum;
  }
  const DateCandidate& strongest() const {
    return *std::ranges::max_element(best, {}, [](const auto& vote) {
              return vote.second->weight;
            })->second;
  }
};

struct Outcome {
  std::optional<Date> date;
  std::string source;
  double confidence = 0;
};

// A path that names year and month supports the days of it.
constexpr double kMonthWeight = 1.0;

Outcome vote(const DateCandidates& candidates, bool modified, std::optional<Date> month) {
  std::map<Date, Tally> tallies;
  for (const DateCandidate& candidate : candidates)
    if (candidate.modified == modified) tallies[candidate.date].add(candidate);
  Outcome outcome;
  double best = 0, sum = 0;
  for (const auto& [date, tally] : tallies) {
    double score = tally.score();
    const bool in_month = month && month->year() == date.year() && month->month() == date.month();
    if (in_month) score += kMonthWeight;
    sum += score;
    // The first of equals is the earlier: a page is never published after it was.
    if (score <= best) continue;
    best = score;
    outcome.date = date;
    outcome.source = tally.strongest().source;
  }
  if (outcome.date) outcome.confidence = best / sum * (1 - std::exp(-best / 2.5));
  return outcome;
}

}  // namespace

PublicationDate find_publication_date(const Dom& dom, const DateContext& context) {
  const std::string declared = declared_language(dom);
  std::string_view language = context.language;
  if (language.empty()) language = declared;
  language = language.substr(0, language.find_first_of("-_"));
  const DateReading reading{language, is_month_first(language, declared, context.url.hostname())};

  PublicationDate result;
  add_url_dates(context.url, reading, result.candidates);
  add_page_dates(dom, reading, result.candidates);

  const auto month = url_month(context.url);
  Outcome published = vote(result.candidates, false, month);
  const Outcome modified = vote(result.candidates, true, std::nullopt);
  result.modified = modified.date;
  if (!published.date) {
    constexpr double kModifiedConfidence = 0.3;
    published = modified;
    published.confidence *= kModifiedConfidence;
  }
  result.date = published.date;
  result.source = published.source;
  result.confidence = published.confidence;
  std::ranges::stable_sort(result.candidates, std::ranges::greater{}, &DateCandidate::weight);
  return result;
}

}  // namespace verify

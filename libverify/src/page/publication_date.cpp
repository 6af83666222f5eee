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
    if (dom[i].tag == Tag::html)
      return ascii_lower(dom.attribute(i, dom.has_attribute(i, "lang") ? "lang" : "xml:lang"));
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

/// Sources that one hand writes at once: what a generator puts into the head, and what a reader
/// sees. Within a family each further vote counts half as much as the one before.
enum class Family { markup, visible, address };

Family family_of(std::string_view source) {
  if (source == "url") return Family::address;
  return source == "text" || source == "time" ? Family::visible : Family::markup;
}

/// All votes for one day.
struct Tally {
  std::map<std::string_view, const DateCandidate*> best;  // the strongest of each source
  std::size_t first = 0;                                  // the candidate met first

  void add(const DateCandidate& candidate) {
    const DateCandidate*& slot = best[candidate.source];
    if (slot == nullptr || slot->weight < candidate.weight) slot = &candidate;
  }

  double score() const {
    std::vector<const DateCandidate*> votes;
    votes.reserve(best.size());
    for (const auto& [source, candidate] : best) votes.push_back(candidate);
    std::ranges::sort(votes, std::ranges::greater{}, &DateCandidate::weight);
    std::array<double, 3> share{1, 1, 1};
    double sum = 0;
    for (const DateCandidate* candidate : votes) {
      double& mine = share[static_cast<std::size_t>(family_of(candidate->source))];
      sum += mine * candidate->weight;
      mine /= 2;
    }
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
  double score = 0;
  double confidence = 0;
};

// A path that names year and month supports the days of it.
constexpr double kMonthWeight = 1.0;

std::map<Date, Tally> tally(const DateCandidates& candidates, bool modified) {
  std::map<Date, Tally> tallies;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].modified != modified) continue;
    const auto [it, fresh] = tallies.try_emplace(candidates[i].date);
    if (fresh) it->second.first = i;
    it->second.add(candidates[i]);
  }
  return tallies;
}

// How often a day with this score is right where the next has `second` and all others together
// `rest`, measured on pages with a known date: the next one is what may be right instead, the rest
// are mostly the dates of other pages in a list.
double confidence_of(double score, double second, double rest) {
  constexpr double kSecond = 0.7, kRest = 0.2, kScale = 1.8;
  if (score <= 0) return 0;
  return score / (score + kSecond * second + kRest * rest) * (1 - std::exp(-score / kScale));
}

Outcome vote(const DateCandidates& candidates, bool modified, std::optional<Date> month) {
  Outcome outcome;
  double sum = 0, second = 0;
  std::size_t first = 0;
  for (const auto& [date, votes] : tally(candidates, modified)) {
    double score = votes.score();
    if (month && month->year() == date.year() && month->month() == date.month())
      score += kMonthWeight;
    sum += score;
    // Of equals the one met first: in a list of news that is the newest.
    constexpr double kEqual = 1e-9;
    const bool wins =
        score > outcome.score + kEqual || (score > outcome.score - kEqual && votes.first < first);
    second = std::max(second, wins ? outcome.score : score);
    if (!wins) continue;
    first = votes.first;
    outcome = {date, votes.strongest().source, score, 0};
  }
  outcome.confidence = confidence_of(outcome.score, second, sum - outcome.score - second);
  return outcome;
}

// Dates the text happens to name are no answer where the page says when it was changed.
bool is_better_answer(const Outcome& modified, const Outcome& published) {
  constexpr double kHearsay = 1.0, kSaid = 1.5;
  if (modified.source == kHeaderSource) return false;
  return !published.date || (published.score < kHearsay && modified.score >= kSaid);
}

}  // namespace

PublicationDate find_publication_date(const Dom& dom, const DateContext& context) {
  const std::string declared = declared_language(dom);
  std::string_view language = context.language;
  if (language.empty()) language = declared;
  language = language.substr(0, language.find_first_of("-_"));
  const DateReading reading{language, is_month_first(language, declared, context.url.hostname()),
                            context.url.pathname()};

  PublicationDate result;
  add_url_dates(context.url, result.candidates);
  add_page_dates(dom, reading, result.candidates);

  const auto month = url_month(context.url);
  Outcome published = vote(result.candidates, false, month);
  const Outcome modified = vote(result.candidates, true, std::nullopt);
  result.modified = modified.date;
  if (is_better_answer(modified, published)) {
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

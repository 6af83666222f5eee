// P3.2: material on machine learning published within the months before the report's day, workshops
// and use cases of an industry described.
#include <verify/probe.h>

#include <algorithm>
#include <array>
#include <set>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"items_min", ParamSpec::Kind::integer, "materials that are needed"},
    ParamSpec{"max_age_months", ParamSpec::Kind::integer,
              "months before the report's day that count", 1, kMostMonths},
    ParamSpec{"workshop_words", ParamSpec::Kind::words,
              "words in links that may lead to a workshop"},
    ParamSpec{"use_case_words", ParamSpec::Kind::words,
              "words in links that may lead to a use case of an industry"},
};
constexpr std::size_t kMorePages = 3;  // looked at for workshops, and as many for use cases
constexpr double kSureOfDate = 0.5;
constexpr std::chrono::days kEdge{
    1};  // a date this near the window's edge depends on the time zone

std::vector<std::string> workshop_words(const Params& params) {
  return params.words("workshop_words", {"workshop", "training", "webinar", "academy", "bootcamp",
                                         "immersion", "course", "schulung", "atelier", "formation",
                                         "taller", "formación", "研修", "セミナー", "워크숍"});
}

std::vector<std::string> use_case_words(const Params& params) {
  return params.words("use_case_words", {"use-case", "use case", "usecase", "industr", "branche",
                                         "secteur", "sector", "setor", "業界", "산업"});
}

// Where workshops and use cases may be described: what was submitted first, then what links point
// at. Each page once.
std::vector<Url> places_to_look(const Evidence& evidence, const Params& params) {
  std::vector<Url> urls;
  std::set<std::string> known;
  const auto add = [&](const Url& url) {
    if (known.insert(page_key(url)).second) urls.push_back(url);
  };
  const Application& application = evidence.application();
  for (const auto& material : application.thought_leadership) add(material.url);
  if (application.practice_page) add(*application.practice_page);
  for (const auto& reference : application.references)
    if (reference.public_url) add(*reference.public_url);
  if (const Page* home = evidence.home(); home != nullptr && home->ok()) {
    add(home->final_url);
    for (const auto& words : {workshop_words(params), use_case_words(params)})
      for (const Url& url : evidence.links_about(words, kMorePages)) add(url);
  }
  return urls;
}

std::vector<Wish> wants(const Evidence& evidence, const Params& params) {
  std::vector<Wish> wishes;
  if (evidence.application().thought_leadership.empty()) return wishes;
  for (const Url& url : places_to_look(evidence, params)) wishes.push_back({url});
  return wishes;
}

std::string place_of(const PublicationDate& published) {
  for (const DateCandidate& candidate : published.candidates)
    if (candidate.source == published.source && !candidate.place.empty())
      return published.source + ": " + candidate.place;
  return published.source;
}

// The publication date against the window (as_of - months, as_of]; nothing when it is safely
// inside.
std::optional<Finding> judge_date(const Page& page, const Document& document,
                                  const std::string& name, const Params& params) {
  const PublicationDate& published = document.published;
  if (!published.date)
    return finding_of(Verdict::needs_review, "material-undated",
                      name + " gives no publication date that could be read.",
                      {cite(page, document.title, "title")});
  const Citation seen = cite(page, to_string(*published.date), place_of(published));
  const auto months = static_cast<int>(params.integer("max_age_months", 12));
  const Date first = add_months(params.day.date(), -months);
  const std::chrono::sys_days date{*published.date};
  const Date day_before{date - kEdge}, day_after{date + kEdge};
  const std::string said = name + " was published on " + to_string(*published.date);
  if (published.confidence < kSureOfDate)
    return finding_of(Verdict::needs_review, "material-date-uncertain",
                      said + " as far as can be told; the page's signs do not agree well enough.",
                      {seen});
  if (!params.day.has_come(day_before))
    return finding_contradicted(
        {Reason{"material-later", said + ", after the day this report speaks for.", {seen}, {}}});
  if (params.day.is_older(day_after, months))
    return finding_contradicted(
        {Reason{"material-too-old", said + ", before " + to_string(first) + ".", {seen}, {}}});
  if (!params.day.has_come(*published.date))
    return finding_of(Verdict::needs_review, "material-at-edge",
                      said +
                          ", a day after the day this report speaks for; with another time zone "
                          "it may be the same day.",
                      {seen});
  if (params.day.is_older(Date{date - kEdge - std::chrono::days{1}}, months))
    return finding_of(Verdict::needs_review, "material-at-edge",
                      said + "; what counts begins on " + to_string(first) +
                          ", and a day more or less depends on the time zone.",
                      {seen});
  return std::nullopt;
}

Finding judge_material(const Evidence& evidence, const Application::Material& material,
                       const Params& params) {
  const std::string name = "The material at " + std::string(material.url.href());
  const Page* page = evidence.find(material.url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) return finding_unread(evidence, page, name);
  const MaterialReading reading =
      params.reader.material(*document, evidence.application().partner.name);
  const Citation title = cite(*page, document->title, "title");
  if (reading.about_ml.answer == Answer::no)
    return finding_contradicted(
        {Reason{"material-not-ml", name + " is not about machine learning.", {title}, {}}});
  if (auto finding = judge_date(*page, *document, name, params)) return std::move(*finding);
  if (reading.about_ml.answer == Answer::unclear)
    return finding_of(Verdict::needs_review, "material-topic-unclear",
                      name + " may or may not be about machine learning.", {title});
  const bool own =
      page->final_url.hostname() == evidence.application().partner.home_page.hostname() ||
      same_site(page->final_url, evidence.application().partner.home_page);
  if (!own && reading.by_partner.answer != Answer::yes)
    return finding_of(Verdict::needs_review, "material-author-unclear",
                      name + " stands on another site and does not plainly name the partner.",
                      {title});
  Finding finding = finding_met(
      {Reason{"material-recent",
              name + " is about machine learning and was published on " +
                  to_string(*document->published.date) + ".",
              {cite(*page, to_string(*document->published.date), place_of(document->published)),
               cite(*page, reading.about_ml.quote, reading.about_ml.place)},
              {}}});
  // Its last safe day: one more and it stands at the edge.
  finding.valid_until =
      Date{std::chrono::sys_days{add_months(
               *document->published.date, static_cast<int>(params.integer("max_age_months", 12)))} -
           2 * kEdge};
  return finding;
}

// Looks for a description on all pages that were read for it; the first plain one is cited.
Finding judge_description(const Evidence& evidence, const Params& params,
                          Claim MaterialReading::* claim, const std::string& code,
                          const std::string& what) {
  std::optional<Finding> unclear;
  std::vector<Citation> looked_at;
  for (const Url& url : places_to_look(evidence, params)) {
    const Page* page = evidence.find(url);
    const Document* document = readable(evidence, page);
    if (document == nullptr) continue;
    const MaterialReading reading =
        params.reader.material(*document, evidence.application().partner.name);
    const Claim& found = reading.*claim;
    if (found.answer == Answer::yes)
      return finding_met({Reason{code,
                                 "The partner describes " + what + ".",
                                 {cite(*page, found.quote, found.place)},
                                 {}}});
    looked_at.push_back(cite(*page, document->title, "title"));
    if (found.answer == Answer::unclear && !unclear)
      unclear =
          finding_of(Verdict::needs_review, code + "-unclear", "A page may describe " + what + ".",
                     {cite(*page, found.quote, found.place)});
  }
  if (unclear) return std::move(*unclear);
  const std::string count = std::to_string(looked_at.size());
  std::string text = looked_at.empty()
                         ? "No page that could be looked at for it was found: none describes "
                         : "None of the " + count + " pages looked at for it describes ";
  text += what + "; others may.";
  return finding_of(Verdict::needs_review, code + "-not-found", std::move(text),
                    std::move(looked_at));
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& materials = evidence.application().thought_leadership;
  const auto needed = static_cast<std::size_t>(params.integer("items_min", 1));
  if (materials.size() < needed)
    return finding_of(Verdict::missing, "materials-too-few",
                      "The application names " + std::to_string(materials.size()) + " of " +
                          std::to_string(needed) + " materials.",
                      {cite_application("/thought_leadership", "")});
  std::vector<Finding> parts;
  parts.reserve(materials.size());
  for (const auto& material : materials)
    parts.push_back(judge_material(evidence, material, params));
  return combine({combine_at_least(std::move(parts), needed),
                  judge_description(evidence, params, &MaterialReading::workshop, "workshop",
                                    "workshops or other education for customers"),
                  judge_description(evidence, params, &MaterialReading::vertical_use_case,
                                    "use-case", "a use case of an industry")});
}

}  // namespace

extern const Probe kThoughtLeadership;
const Probe kThoughtLeadership = {
    "thought-leadership",
    "Is there recent public material on machine learning, with workshops and use cases?", kParams,
    &wants, &evaluate};

}  // namespace verify

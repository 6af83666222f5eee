// P3.3: enough different people completed the course.
#include <verify/declaration.h>
#include <verify/page_facts.h>
#include <verify/probe.h>
#include <verify/public_badge.h>
#include <verify/submitted_text.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

using Course = BadgeReading::Course;

constexpr std::array kParams = {
    ParamSpec{"employees_min", ParamSpec::Kind::integer, "people who must have completed it"},
    ParamSpec{"course", ParamSpec::Kind::topics,
              "words a course's name must have, one topic for each"},
    ParamSpec{"badge_hosts", ParamSpec::Kind::words,
              "sites that show badges; without any, badges are not read"},
    ParamSpec{"badge_days", ParamSpec::Kind::integer,
              "days after the completion within which a badge is issued"},
    ParamSpec{"badge_issuers", ParamSpec::Kind::words, "who may issue the badge"},
    ParamSpec{"issuer_labels", ParamSpec::Kind::words, "words before the issuer"},
    ParamSpec{"earner_labels", ParamSpec::Kind::words, "words before the person's name"},
    ParamSpec{"completion_words", ParamSpec::Kind::words, "words between person and course"},
    ParamSpec{"course_labels", ParamSpec::Kind::words, "labels of the course"},
    ParamSpec{"issued_labels", ParamSpec::Kind::words, "labels of the day"},
    ParamSpec{"expiry_labels", ParamSpec::Kind::words, "labels of the last day it is valid"},
    ParamSpec{"void_words", ParamSpec::Kind::words, "words with which a badge may not count"},
    ParamSpec{"person_titles", ParamSpec::Kind::words, "words beside a person's name"},
};
constexpr std::size_t kMostBadges = 50;  // that are looked at

std::vector<Wish> wants(const Evidence& evidence, const Params& params) {
  std::vector<Wish> wishes;
  if (params.words("badge_hosts", {}).empty()) return wishes;
  for (const Application::Person& person : evidence.application().trained_staff)
    if (person.badge_url && wishes.size() < kMostBadges) wishes.push_back({*person.badge_url});
  return wishes;
}

struct Trained {
  std::size_t index = 0;  // in the application
  std::string name;
};

struct Tally {
  std::vector<Trained> trained;  // those in `right`
  std::vector<Citation> right, like;
  std::vector<Reason> faults;
  NameList listed{};

  void fault(std::string code, std::string text, const std::string& pointer, std::string quote) {
    faults.push_back(
        {std::move(code), std::move(text), {cite_application(pointer, std::move(quote))}, {}, {}});
  }
};

void count(const std::vector<Application::Person>& people, std::size_t index, const Params& params,
           Tally& tally) {
  const Application::Person& person = people[index];
  const std::string pointer = "/trained_staff/" + std::to_string(index);
  const std::string name = "\"" + person.name + "\"";
  if (tally.listed.add_known(person.name))
    return tally.fault("person-repeated", name + " is listed twice and counts once.",
                       pointer + "/name", person.name);
  const auto course = answered_text(person.course);
  if (!course || !person.completed)
    return tally.fault(
        "person-incomplete",
        "For " + name + " the " + (course ? "day of completion" : "course") + " is not given.",
        pointer, person.name);
  if (!params.day.has_come(*person.completed))
    return tally.fault("training-later",
                       name + " completes the course after the day this report speaks for.",
                       pointer + "/completed", to_string(*person.completed));
  const Course which = course_named(*course, params.topics("course"));
  const Citation seen = cite_application(pointer + "/course", *course);
  if (which == Course::right) {
    tally.right.push_back(seen);
    tally.trained.push_back({index, person.name});
  } else if (which == Course::like) {
    tally.like.push_back(seen);
  } else {
    tally.fault("course-other", name + " completed another course.", pointer + "/course", *course);
  }
}

// Training records that were submitted have to name the people. Nothing where there are none that
// can be read: then the application's word is all there is.
std::optional<Finding> check_records(const Evidence& evidence, const Tally& tally,
                                     const Params& params) {
  if (params.item == nullptr) return std::nullopt;
  const SubmittedText records(evidence, declaration_of(evidence, *params.item).files);
  if (!records.any()) {
    if (records.unread().empty()) return std::nullopt;
    return Finding{Verdict::needs_review, records.unread(), std::nullopt};
  }
  std::string missing;
  std::vector<Citation> found;
  for (const auto& [index, name] : tally.trained) {
    if (auto citation = records.find(Name{name, {}})) {
      found.push_back(*std::move(citation));
    } else {
      missing += (missing.empty() ? "" : ", ") + name;
    }
  }
  if (missing.empty())
    return finding_of(Verdict::attested, "trained-staff-in-records",
                      "The records submitted name all of them.", std::move(found));
  Finding finding = finding_of(Verdict::needs_review, "person-not-in-records",
                               "The records submitted do not name: " + missing + ".",
                               {cite_application("/trained_staff", "")});
  finding.reasons.front().details["missing"] = missing;
  return finding;
}

// What the badge of one person comes to.
struct Badge {
  enum class State {
    shown,     // person, course, issuer and day
    silent,    // no badge is named, or it gives no day: the application's word is all there is
    open,      // could not be observed
    doubtful,  // a person must look
  };
  State state = State::silent;
  std::optional<Reason> reason{};
  std::optional<std::uint32_t> page{};
  std::optional<Date> expires{};
};

BadgeWords badge_words(const Params& params) {
  return {.course = params.topics("course"),
          .earner = params.words("earner_labels", {}),
          .completed = params.words("completion_words", {}),
          .courses = params.words("course_labels", {}),
          .issued = params.words("issued_labels", {}),
          .expires = params.words("expiry_labels", {}),
          .issuers = params.words("badge_issuers", {}),
          .issuer = params.words("issuer_labels", {}),
          .voided = params.words("void_words", {}),
          .beside_name = params.words("person_titles", {})};
}

// Why what a page shows is no proof; nothing where it is one.
struct Doubt {
  const char* code;
  std::string says;
  BadgeReading::Seen seen;
};
std::optional<Doubt> doubt_of(const BadgeReading& reading, const Application::Person& person,
                              const Params& params) {
  if (reading.voided) return Doubt{"badge-void", "may not count any more", *reading.voided};
  if (reading.expires && params.day.is_over(*reading.expires))
    return Doubt{"badge-void", "has expired", reading.expires_at};
  if (reading.person == BadgeReading::Person::another)
    return Doubt{"badge-of-another", "is of somebody else", reading.person_at};
  if (reading.person == BadgeReading::Person::several)
    return Doubt{"badge-of-another", "names other people as well", reading.person_at};
  if (reading.course == Course::another)
    return Doubt{"badge-other-course", "is for another course", reading.course_at};
  if (reading.person == BadgeReading::Person::none)
    return Doubt{"badge-unclear", "does not plainly say whose it is", reading.course_at};
  if (reading.course != Course::right)
    return Doubt{"badge-unclear", "does not plainly say for which course it is",
                 reading.course == Course::none ? reading.person_at : reading.course_at};
  if (reading.issuer != BadgeReading::Issuer::right)
    return Doubt{
        "badge-issuer-unclear", "does not plainly come from who gives the course",
        reading.issuer == BadgeReading::Issuer::none ? reading.course_at : reading.issuer_at};
  if (!reading.issued) return std::nullopt;
  const std::chrono::sys_days issued{*reading.issued}, completed{*person.completed};
  if (issued < completed ||
      issued > completed + std::chrono::days{params.integer("badge_days", 31)} ||
      !params.day.has_come(*reading.issued))
    return Doubt{"badge-date-differs",
                 "is of " + to_string(*reading.issued) + ", while the application names " +
                     to_string(*person.completed),
                 reading.issued_at};
  return std::nullopt;
}

Badge read_one(const Evidence& evidence, const Application::Person& person,
               const std::string& pointer, const BadgeReader& badges, const Params& params) {
  const auto hosts = params.words("badge_hosts", {});
  if (!person.badge_url || hosts.empty()) return {};
  const std::string what = "The badge of \"" + person.name + "\"";
  const Page* page = evidence.find(*person.badge_url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) {
    Finding unread = finding_unread(evidence, page, what);
    return {unread.verdict == Verdict::blocked ? Badge::State::open : Badge::State::doubtful,
            std::move(unread.reasons.front())};
  }
  const auto doubtful = [&](const Doubt& doubt) {
    return Badge{Badge::State::doubtful, Reason{doubt.code,
                                                what + " " + doubt.says + ".",
                                                {cite(*page, doubt.seen.quote, doubt.seen.place),
                                                 cite_application(pointer, person.name)},
                                                {},
                                                {}}};
  };
  if (std::ranges::find(hosts, page->final_url.hostname()) == hosts.end())
    return doubtful({"badge-elsewhere",
                     "is not on a site that is known to show badges",
                     {document->title, "title"}});
  const BadgeReading reading = badges.read(evidence.facts(*page), *document, person.name);
  if (const auto doubt = doubt_of(reading, person, params)) return doubtful(*doubt);
  std::vector<Citation> seen;
  for (const BadgeReading::Seen& each :
       {reading.person_at, reading.course_at, reading.issuer_at, reading.issued_at})
    if (!each.quote.empty()) seen.push_back(cite(*page, each.quote, each.place));
  if (!reading.issued)
    return {Badge::State::silent, Reason{"badge-undated",
                                         what + " shows person and course and no day that could be "
                                                "read.",
                                         std::move(seen)}};
  return {
      Badge::State::shown,
      Reason{"badge-shown", what + " shows person, course and day as declared.", std::move(seen)},
      page->id, reading.expires};
}

// The badges of all who count, in their order. Two people cannot have one badge, nor one person
// two names.
std::vector<Badge> read_badges(const Evidence& evidence, const Tally& tally, const Params& params) {
  const auto& people = evidence.application().trained_staff;
  const BadgeReader reader(badge_words(params));
  std::vector<Badge> out;
  for (std::size_t i = 0; i < tally.trained.size(); ++i) {
    const std::size_t index = tally.trained[i].index;
    const std::string pointer = "/trained_staff/" + std::to_string(index) + "/badge_url";
    Badge badge = read_one(evidence, people[index], pointer, reader, params);
    for (std::size_t k = 0; k < i && badge.state == Badge::State::shown; ++k)
      if (out[k].state == Badge::State::shown &&
          (out[k].page == badge.page || same_words(tally.trained[k].name, tally.trained[i].name))) {
        badge.state = Badge::State::doubtful;
        badge.reason->code = "badge-repeated";
        badge.reason->text = "The badge of \"" + tally.trained[i].name + "\" may be that of \"" +
                             tally.trained[k].name + "\".";
      }
    out.push_back(std::move(badge));
  }
  return out;
}

// What badges make of a number of people that would do as declared.
struct Shown {
  Verdict verdict = Verdict::attested;
  std::vector<Reason> first, beside;
  std::optional<Date> valid_until;
};
Shown weigh(std::vector<Badge> badges, std::size_t needed) {
  using State = Badge::State;
  const auto of = [&](State state) {
    return static_cast<std::size_t>(std::ranges::count(badges, state, &Badge::state));
  };
  Shown out;
  if (of(State::shown) >= needed) {
    out.verdict = Verdict::met;
  } else if (of(State::shown) + of(State::silent) < needed && badges.size() >= needed) {
    out.verdict = of(State::doubtful) > 0 ? Verdict::needs_review : Verdict::blocked;
  }
  std::vector<Date> lapses;
  for (Badge& badge : badges) {
    if (badge.state == State::shown && badge.expires) lapses.push_back(*badge.expires);
    if (!badge.reason) continue;
    const bool decides = out.verdict == Verdict::met       ? badge.state == State::shown
                         : out.verdict == Verdict::blocked ? badge.state == State::open
                                                           : out.verdict == Verdict::needs_review &&
                                                                 badge.state == State::doubtful;
    (decides ? out.first : out.beside).push_back(std::move(*badge.reason));
  }
  // As long as enough of them are valid.
  const std::size_t spare = of(State::shown) - std::min(needed, of(State::shown));
  std::ranges::sort(lapses);
  if (out.verdict == Verdict::met && lapses.size() > spare) out.valid_until = lapses[spare];
  return out;
}

Reason tally_reason(const Tally& tally, std::size_t needed) {
  const std::size_t right = tally.right.size();
  const std::string of = std::to_string(right) + " of " + std::to_string(needed);
  Reason said{"trained-staff",
              "The application names " + of + " people who completed the course.",
              tally.right,
              {},
              {{"found", std::to_string(right)}, {"needed", std::to_string(needed)}}};
  if (right >= needed) return said;
  said.code = "trained-staff-too-few";
  if (said.citations.empty()) said.citations.push_back(cite_application("/trained_staff", ""));
  return said;
}

Reason unclear_courses(const Tally& tally) {
  return {"course-unclear",
          std::to_string(tally.like.size()) +
              " more completed a course that may or may not be the one asked for.",
          tally.like,
          {},
          {}};
}

void insert(std::vector<Reason>& reasons, std::vector<Reason>& more, bool first) {
  reasons.insert(first ? reasons.begin() : reasons.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& people = evidence.application().trained_staff;
  const auto needed = static_cast<std::size_t>(params.integer("employees_min", 5));
  Tally tally;
  for (std::size_t i = 0; i < people.size(); ++i) count(people, i, params, tally);
  const std::size_t right = tally.right.size(), like = tally.like.size();
  Finding finding{right < needed ? Verdict::missing : Verdict::attested,
                  {tally_reason(tally, needed)},
                  std::nullopt};
  if (like > 0) finding.reasons.push_back(unclear_courses(tally));
  if (right < needed && right + like >= needed) {
    finding.verdict = Verdict::needs_review;
    std::swap(finding.reasons.front(), finding.reasons.back());
  }
  Shown shown = weigh(read_badges(evidence, tally, params), needed);
  if (finding.verdict == Verdict::attested) {
    finding.verdict = shown.verdict;
    finding.valid_until = shown.valid_until;
  }
  insert(finding.reasons, shown.first, true);
  if (auto records = check_records(evidence, tally, params); records && !tally.trained.empty()) {
    const bool doubtful =
        finding.verdict == Verdict::attested && records->verdict == Verdict::needs_review;
    if (doubtful) finding.verdict = Verdict::needs_review;
    insert(finding.reasons, records->reasons, doubtful);
  }
  insert(finding.reasons, shown.beside, false);
  insert(finding.reasons, tally.faults, false);
  if (finding.verdict != Verdict::met) return finding;
  Finding met = finding_met(std::move(finding.reasons));
  met.valid_until = shown.valid_until;
  return met;
}

}  // namespace

extern const Probe kTrainedStaff;
const Probe kTrainedStaff = {"trained-staff", "Have enough different people completed the course?",
                             kParams, &wants, &evaluate};

}  // namespace verify

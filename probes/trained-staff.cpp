// P3.3: enough different people completed the course.
#include <verify/declaration.h>
#include <verify/probe.h>
#include <verify/submitted_text.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"employees_min", ParamSpec::Kind::integer, "people who must have completed it"},
    ParamSpec{"course", ParamSpec::Kind::topics,
              "words a course's name must have, one topic for each"},
};

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

// The course as people write it: every topic of its name must be there. Some but not all of them:
// a person must see which course it was.
enum class Course { right, like, other };
Course course_of(const std::string& name, const std::vector<Topic>& topics) {
  const TopicSearch search(name);
  const auto named = std::count_if(topics.begin(), topics.end(), [&](const Topic& each) {
    return search.find(each).has_value();
  });
  if (static_cast<std::size_t>(named) == topics.size()) return Course::right;
  return named > 0 && search.find(topics.front()) ? Course::like : Course::other;
}

bool same_person(const std::string& a, const std::string& b) {
  const auto holds = [](const std::string& written, const std::string& sought) {
    Document document{.url = *Url::parse("https://invalid/")};
    document.title = written;
    return find_name(document, {sought, {}}).in_content();
  };
  return holds(a, b) && holds(b, a);
}

struct Tally {
  std::vector<Citation> right, like;
  std::vector<std::string> names;  // of those in `right`
  std::vector<Reason> faults;

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
  const auto before = people.begin() + static_cast<std::ptrdiff_t>(index);
  if (std::any_of(people.begin(), before, [&](const Application::Person& other) {
        return same_person(person.name, other.name);
      }))
    return tally.fault("person-repeated", name + " is listed twice and counts once.",
                       pointer + "/name", person.name);
  const auto course = answered_text(person.course);
  if (!course || !person.completed)
    return tally.fault(
        "person-incomplete",
        "For " + name + " the " + (course ? "day of completion" : "course") + " is not given.",
        pointer, person.name);
  if (*person.completed > params.as_of)
    return tally.fault("training-later",
                       name + " completes the course after the day this report speaks for.",
                       pointer + "/completed", to_string(*person.completed));
  const Course which = course_of(*course, params.topics("course"));
  const Citation seen = cite_application(pointer + "/course", *course);
  if (which == Course::right) {
    tally.right.push_back(seen);
    tally.names.push_back(person.name);
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
  for (const std::string& name : tally.names) {
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

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& people = evidence.application().trained_staff;
  const auto needed = static_cast<std::size_t>(params.integer("employees_min", 5));
  Tally tally;
  for (std::size_t i = 0; i < people.size(); ++i) count(people, i, params, tally);
  const std::size_t right = tally.right.size(), like = tally.like.size();
  const std::string of = std::to_string(right) + " of " + std::to_string(needed);
  Reason said{"trained-staff",
              "The application names " + of + " people who completed the course.",
              tally.right,
              {},
              {{"found", std::to_string(right)}, {"needed", std::to_string(needed)}}};
  Verdict verdict = Verdict::attested;
  if (right < needed) {
    verdict = Verdict::missing;
    said.code = "trained-staff-too-few";
    if (said.citations.empty()) said.citations.push_back(cite_application("/trained_staff", ""));
  }
  std::vector<Reason> reasons = {std::move(said)};
  if (like > 0)
    reasons.push_back({"course-unclear",
                       std::to_string(like) +
                           " more completed a course that may or may not be the one asked for.",
                       tally.like,
                       {},
                       {}});
  if (right < needed && right + like >= needed) {
    verdict = Verdict::needs_review;
    std::swap(reasons.front(), reasons.back());
  }
  if (auto records = check_records(evidence, tally, params); records && !tally.names.empty()) {
    const bool doubtful = verdict == Verdict::attested && records->verdict == Verdict::needs_review;
    if (doubtful) verdict = Verdict::needs_review;
    reasons.insert(doubtful ? reasons.begin() : reasons.end(), records->reasons.begin(),
                   records->reasons.end());
  }
  for (Reason& fault : tally.faults) reasons.push_back(std::move(fault));
  return {verdict, std::move(reasons), std::nullopt};
}

}  // namespace

extern const Probe kTrainedStaff;
const Probe kTrainedStaff = {"trained-staff", "Have enough different people completed the course?",
                             kParams, &wants, &evaluate};

}  // namespace verify

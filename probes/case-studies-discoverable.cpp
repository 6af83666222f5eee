// P2.3.2: a visitor can get from the home page to the public case studies by clicking.
#include <verify/references.h>

#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"public_min", ParamSpec::Kind::integer, "case studies that must be discoverable"},
    ParamSpec{"max_clicks", ParamSpec::Kind::integer,
              "clicks that still count as easily discoverable"},
};
constexpr std::string_view kWords =
    "case studies customers success stories references clients work projects";

std::vector<Wish> wants(const Evidence& evidence, const Params& params) {
  return public_reference_wishes(evidence, true, static_cast<int>(params.integer("max_clicks", 4)),
                                 kWords);
}

// Every click is cited where it stands, so that a person can follow.
std::vector<Citation> citations_of(const Evidence& evidence, const std::vector<Click>& clicks) {
  std::vector<Citation> out;
  out.reserve(clicks.size());
  for (const Click& click : clicks)
    out.push_back(cite(evidence.pages()[click.from], click.text,
                       "link in " + std::string(to_string(click.region))));
  return out;
}

Finding reached(const Evidence& evidence, PathAnswer path, const std::string& name,
                std::int64_t max_clicks) {
  const auto clicks = static_cast<std::int64_t>(path.clicks.size());
  const std::string distance = std::to_string(clicks) + (clicks == 1 ? " click" : " clicks");
  Reason reason{"case-study-discoverable",
                name + " is " + distance + " from the home page (at most " +
                    std::to_string(max_clicks) + " count as easily discoverable).",
                citations_of(evidence, path.clicks), std::move(path.clicks)};
  if (clicks <= max_clicks) return finding_met({std::move(reason)});
  reason.code = "case-study-too-far";
  return {Verdict::needs_review, {std::move(reason)}, std::nullopt};
}

Finding judge_path(const Evidence& evidence, const Application::Reference& reference,
                   std::int64_t max_clicks) {
  const std::string name = case_study_title(reference);
  PathAnswer path = evidence.path_to(*reference.public_url);
  const auto say = [&](Verdict verdict, std::string code, std::string text) {
    std::vector<Citation> citations;
    if (const Page* home = evidence.home()) citations.push_back(cite(*home, "", "home page"));
    return Finding{verdict,
                   {Reason{std::move(code), std::move(text), std::move(citations), {}}},
                   std::nullopt};
  };
  switch (path.kind) {
    case PathAnswer::Kind::found:
      return reached(evidence, std::move(path), name, max_clicks);
    case PathAnswer::Kind::is_home:
      return say(Verdict::needs_review, "case-study-is-home",
                 name + " is no page of its own: its address leads to the home page.");
    case PathAnswer::Kind::not_found:
      return say(Verdict::not_met, "case-study-not-linked",
                 name + " cannot be reached from the home page by links: " + path.why + ".");
    case PathAnswer::Kind::sitemap_only:
      return say(Verdict::not_met, "case-study-sitemap-only",
                 name + " is listed in the sitemap, but no link a visitor can click leads to it: " +
                     path.why + ".");
    case PathAnswer::Kind::unknown:
      return say(Verdict::needs_review, "case-study-path-unknown",
                 name + " was not found by following links, but " + path.why + ".");
    case PathAnswer::Kind::blocked:
      break;
  }
  return say(Verdict::blocked, "case-study-path-blocked",
             name + " may or may not be linked: " + path.why + ".");
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto needed = static_cast<std::size_t>(params.integer("public_min", 2));
  return judge_public_references(evidence, needed, [&](const Application::Reference& reference) {
    return judge_path(evidence, reference, params.integer("max_clicks", 4));
  });
}

}  // namespace

extern const Probe kCaseStudiesDiscoverable;
const Probe kCaseStudiesDiscoverable = {
    "case-studies-discoverable",
    "Can a visitor click from the home page to the public case studies?", kParams, &wants,
    &evaluate};

}  // namespace verify

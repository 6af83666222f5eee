// P3.1: a landing page for the AWS ML practice, reachable from the home page, that is not the home
// page.
#include <verify/probe.h>

#include <algorithm>
#include <array>
#include <set>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"max_clicks", ParamSpec::Kind::integer, "clicks from the home page that are allowed"},
};
constexpr std::string_view kWords =
    "machine learning artificial intelligence practice services solutions aws data";

struct Element {
  std::string_view code;
  std::string_view what;
  const Claim LandingReading::* claim;
};
constexpr std::array kElements = {
    Element{"practice", "an AWS machine learning practice", &LandingReading::practice},
    Element{"solutions", "AWS solutions and use cases", &LandingReading::solutions},
    Element{"partnerships", "technology partnerships", &LandingReading::partnerships},
    Element{"references", "links to customer references or case studies",
            &LandingReading::references},
    Element{"aws-partnership", "the partnership with AWS", &LandingReading::aws_partnership},
};

std::vector<Wish> wants(const Evidence& evidence, const Params& params) {
  const auto& url = evidence.application().practice_page;
  if (!url) return {};
  return {{*url, true, static_cast<int>(params.integer("max_clicks", 3)), std::string(kWords)}};
}

// The home page, or its text under another address. A canonical link does not tell: themes that
// name the home page on every page are common.
bool is_home(const Evidence& evidence, const Page& page, const Document& document) {
  constexpr double kSamePage = 0.9;
  const Page* home = evidence.home();
  if (home == nullptr) return false;
  if (&page == home || page_key(page.final_url) == page_key(home->final_url)) return true;
  const Document* front = readable(evidence, home);
  return front != nullptr && text_similarity(front->text, document.text) >= kSamePage;
}

// The home page counts only for a company that does nothing else, and then the page must show it.
Finding judge_home_as_practice(const Evidence& evidence, const Page& page,
                               const LandingReading& reading) {
  const auto dedicated = evidence.application().partner.dedicated_practice;
  const Citation seen = cite(page, reading.ml_focus.quote,
                             reading.ml_focus.place.empty() ? "home page" : reading.ml_focus.place);
  if (dedicated.value_or(false) && reading.ml_focus.answer == Answer::yes)
    return finding_met({Reason{"practice-page-dedicated",
                               "The practice page is the home page of a company that declares to "
                               "do nothing but machine learning, and the page shows that focus.",
                               {seen},
                               {}}});
  if (dedicated.value_or(false))
    return finding_of(
        Verdict::needs_review, "practice-page-focus-unclear",
        "The practice page is the home page; the company declares to do nothing but machine "
        "learning, but the page does not plainly show it.",
        {seen});
  return finding_contradicted(
      {Reason{"practice-page-is-home",
              "The practice page is the home page, and the company is not declared to do nothing "
              "but machine learning.",
              {cite(page, std::string(page.final_url.href()), "address of the page")},
              {}}});
}

Finding judge_path(const Evidence& evidence, const Page& page, const Params& params) {
  PathAnswer path = evidence.path_to(page.url);
  const auto max_clicks = params.integer("max_clicks", 3);
  const auto home = [&](std::string quote) {
    return std::vector{cite(*evidence.home(), std::move(quote), "home page")};
  };
  switch (path.kind) {
    case PathAnswer::Kind::is_home:
      break;
    case PathAnswer::Kind::found: {
      const auto clicks = static_cast<std::int64_t>(path.clicks.size());
      Reason reason{"practice-page-reachable",
                    "The practice page is " + std::to_string(clicks) +
                        (clicks == 1 ? " click" : " clicks") + " from the home page (at most " +
                        std::to_string(max_clicks) + " are allowed).",
                    {},
                    {}};
      for (const Click& click : path.clicks)
        reason.citations.push_back(cite(evidence.pages()[click.from], click.text,
                                        "link in " + std::string(to_string(click.region))));
      reason.path = std::move(path.clicks);
      if (clicks <= max_clicks) return finding_met({std::move(reason)});
      reason.code = "practice-page-too-far";
      return {Verdict::needs_review, {std::move(reason)}, std::nullopt};
    }
    case PathAnswer::Kind::not_found:
      return finding_of(
          Verdict::not_met, "practice-page-not-linked",
          "The practice page cannot be reached from the home page by links: " + path.why + ".",
          home(""));
    case PathAnswer::Kind::sitemap_only:
      return finding_of(
          Verdict::not_met, "practice-page-sitemap-only",
          "The practice page is listed in the sitemap, but no link a visitor can click "
          "leads to it: " +
              path.why + ".",
          home(""));
    case PathAnswer::Kind::unknown:
      return finding_of(Verdict::needs_review, "practice-page-path-unknown",
                        "The practice page was not found by following links, but " + path.why + ".",
                        home(""));
    case PathAnswer::Kind::blocked:
      return finding_of(Verdict::blocked, "practice-page-path-blocked",
                        "The practice page may or may not be linked: " + path.why + ".",
                        {cite(page, "", "")});
  }
  return finding_met({Reason{"practice-page-reachable",
                             "The practice page is the home page.",
                             home(std::string(page.final_url.href())),
                             {}}});
}

// A link to one of the case studies that were submitted is the plainest way to link to references.
const PageLink* link_to_reference(const Evidence& evidence, const Document& document) {
  std::set<std::string> references;
  for (const Application::Reference& each : evidence.application().references)
    if (each.public_url) references.insert(page_key(*each.public_url));
  const auto it = std::ranges::find_if(document.links, [&](const PageLink& link) {
    return link.visible && references.contains(page_key(link.url));
  });
  return it == document.links.end() ? nullptr : &*it;
}

Finding judge_element(const Page& page, const Document& document, const Element& element,
                      const Claim& claim) {
  const std::string code = "practice-page-" + std::string(element.code);
  const std::string what(element.what);
  if (claim.answer == Answer::yes)
    return finding_met({Reason{code,
                               "The practice page shows " + what + ".",
                               {cite(page, claim.quote, claim.place)},
                               {}}});
  // What the page says against it, or what leaves it open, is what a person will look at.
  const Citation seen = claim.quote.empty() ? cite(page, document.title, "title")
                                            : cite(page, claim.quote, claim.place);
  if (claim.answer == Answer::no)
    return finding_contradicted(
        {Reason{code + "-missing", "The practice page does not show " + what + ".", {seen}, {}}});
  return finding_of(Verdict::needs_review, code + "-unclear",
                    "The practice page may or may not show " + what + ".", {seen});
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& url = evidence.application().practice_page;
  if (!url)
    return finding_of(Verdict::missing, "practice-page-not-given",
                      "The application does not name a practice page.",
                      {cite_application("/practice_page", "")});
  const Page* page = evidence.find(*url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) return finding_unread(evidence, page, "The practice page");

  LandingReading reading = params.reader.landing_page(*document);
  if (const PageLink* link = link_to_reference(evidence, *document))
    reading.references = {Answer::yes,
                          link->text.empty() ? std::string(link->url.href()) : link->text,
                          "link in " + std::string(to_string(link->region))};
  std::vector<Finding> parts;
  if (is_home(evidence, *page, *document)) {
    parts.push_back(judge_home_as_practice(evidence, *page, reading));
  } else {
    parts.push_back(judge_path(evidence, *page, params));
  }
  for (const Element& element : kElements)
    parts.push_back(judge_element(*page, *document, element, reading.*element.claim));
  return combine(std::move(parts));
}

}  // namespace

extern const Probe kPracticePage;
const Probe kPracticePage = {
    "practice-page",
    "Is there a landing page for the AWS ML practice that a visitor finds from the home page?",
    kParams, &wants, &evaluate};

}  // namespace verify

// P1.2: the partner's tier qualifies.
#include <verify/page_facts.h>
#include <verify/probe.h>
#include <verify/public_profile.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"tiers", ParamSpec::Kind::words, "tiers that qualify"},
    ParamSpec{"profile_hosts", ParamSpec::Kind::words,
              "sites of the partner network's directory; without any, profiles are not read"},
    ParamSpec{"shown_tiers", ParamSpec::Kind::topics, "each tier with the words it is shown by"},
    ParamSpec{"tier_labels", ParamSpec::Kind::words, "labels a tier stands beside"},
    ParamSpec{"tier_marks", ParamSpec::Kind::words,
              "words of which one stands beside a tier that has no label"},
    ParamSpec{"beside_tier", ParamSpec::Kind::words,
              "words that may stand beside a tier; with any other a person must look"},
    ParamSpec{"profile_headings", ParamSpec::Kind::words,
              "what a part of a profile may be headed by"},
};

std::vector<std::string> tiers_of(const Params& params) {
  return params.words("tiers", {"advanced", "premier"});
}

bool qualifies(const std::string& tier, const Params& params) {
  const auto tiers = tiers_of(params);
  return std::find(tiers.begin(), tiers.end(), tier) != tiers.end();
}

const std::optional<Url>& profile_of(const Evidence& evidence, const Params& params) {
  static const std::optional<Url> kNone;
  return params.words("profile_hosts", {}).empty() ? kNone
                                                   : evidence.application().partner.profile_page;
}

std::vector<Wish> wants(const Evidence& evidence, const Params& params) {
  const auto& profile = profile_of(evidence, params);
  if (!profile) return {};
  return {{*profile}};
}

Finding declared_only(const Evidence& evidence, const Params& params) {
  const auto& tier = evidence.application().partner.tier;
  if (!tier)
    return finding_of(Verdict::missing, "tier-not-given",
                      "The application does not name the partner's tier.",
                      {cite_application("/partner/tier", "")});
  const std::string name(to_string(*tier));
  const Citation seen = cite_application("/partner/tier", name);
  if (!qualifies(name, params))
    return finding_contradicted(
        {Reason{"tier-too-low",
                "The application names the tier \"" + name + "\", which does not qualify.",
                {seen},
                {},
                {{"found", name}}}});
  return finding_of(Verdict::attested, "tier-declared",
                    "The application names the tier \"" + name + "\", which qualifies.", {seen});
}

Finding for_a_person(std::string code, std::string text, std::vector<Citation> citations) {
  return finding_of(Verdict::needs_review, std::move(code), std::move(text), std::move(citations));
}

// A profile that is not there shows no tier, and shows no other one either.
Finding unread(const Evidence& evidence, const Page* page) {
  Finding finding = finding_unread(evidence, page, "The partner's public profile");
  if (finding.verdict == Verdict::not_met) finding.verdict = Verdict::needs_review;
  return finding;
}

ProfileWords words_of(const Params& params) {
  return {params.topics("shown_tiers"), params.words("tier_labels", {}),
          params.words("tier_marks", {}), params.words("beside_tier", {}),
          params.words("profile_headings", {})};
}

Finding not_plain(const Page& page, const ProfileReading& reading) {
  std::vector<Citation> seen;
  constexpr std::size_t kSome = 5;
  for (const auto& each : reading.shown)
    if (seen.size() < kSome && !each.quote.empty())
      seen.push_back(cite(page, each.quote, each.place));
  if (seen.empty())
    return for_a_person("tier-not-shown",
                        "The partner's public profile shows no tier that could be read.",
                        {cite(page, reading.named, "heading")});
  return for_a_person("tier-unclear",
                      "The partner's public profile names tiers, none of them plainly as the "
                      "partner's one tier of today.",
                      std::move(seen));
}

// What is shown against what qualifies and what was declared.
Finding compare(const Page& page, const ProfileReading& reading, const Evidence& evidence,
                const Params& params) {
  const ProfileReading::Shown& shown = *reading.tier();
  const auto& declared = evidence.application().partner.tier;
  std::vector<Citation> seen = {cite(page, shown.quote, shown.place),
                                cite(page, reading.named, "heading")};
  std::string differs;
  if (declared && to_string(*declared) != shown.tier) {
    differs = ", while the application names \"" + std::string(to_string(*declared)) + "\"";
    seen.push_back(cite_application("/partner/tier", std::string(to_string(*declared))));
  }
  const std::string said =
      "The partner's public profile shows the tier \"" + shown.tier + "\"" + differs;
  if (!qualifies(shown.tier, params)) {
    // A line without a label may be a call to choose one.
    if (!shown.record) return for_a_person("tier-unclear", said + ".", std::move(seen));
    return finding_contradicted({Reason{"tier-shown-too-low",
                                        said + "; what is shown does not qualify.",
                                        std::move(seen),
                                        {},
                                        {{"found", shown.tier}}}});
  }
  if (!differs.empty()) return for_a_person("tier-differs", said + ".", std::move(seen));
  return finding_met({Reason{"tier-shown", said + ", which qualifies.", std::move(seen), {}, {}}});
}

bool of_directory(const Page& page, const Params& params) {
  const auto hosts = params.words("profile_hosts", {});
  return std::ranges::any_of(
      hosts, [&](const std::string& host) { return page.final_url.hostname() == host; });
}

Finding judge_profile(const Evidence& evidence, const Url& url, const Params& params) {
  const Page* page = evidence.find(url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) return unread(evidence, page);
  const Application::Partner& partner = evidence.application().partner;
  const ProfileReading reading = read_profile(evidence.facts(*page), *document, partner.name,
                                              partner.home_page, words_of(params));
  const Citation named = cite(*page, reading.named, "heading");
  if (reading.of_partner == Answer::no)
    return for_a_person("profile-of-another",
                        "The page named as the partner's public profile does not carry the "
                        "partner's name as its own.",
                        {named});
  if (reading.of_partner == Answer::unclear)
    return for_a_person("profile-name-unclear",
                        "The page named as the partner's public profile may or may not be the "
                        "partner's: its heading has more than the name.",
                        {named});
  if (!of_directory(*page, params))
    return for_a_person("profile-elsewhere",
                        "The page named as the partner's public profile is not on a site of the "
                        "partner network, so that what it shows is somebody's word.",
                        {named});
  if (reading.tier() == nullptr) return not_plain(*page, reading);
  return compare(*page, reading, evidence, params);
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  Finding declared = declared_only(evidence, params);
  const auto& profile = profile_of(evidence, params);
  if (!profile) return declared;
  Finding finding = judge_profile(evidence, *profile, params);
  if (finding.verdict == Verdict::met) return finding;
  // What is declared not to qualify is not mended by a page that shows nothing else.
  const bool differs = finding.reasons.front().code == "tier-differs";
  if (declared.verdict == Verdict::not_met && finding.verdict != Verdict::not_met && !differs)
    std::swap(declared, finding);
  finding.reasons.push_back(std::move(declared.reasons.front()));
  return finding;
}

}  // namespace

extern const Probe kPartnerTier;
const Probe kPartnerTier = {"partner-tier", "Does the partner's tier qualify?", kParams, &wants,
                            &evaluate};

}  // namespace verify

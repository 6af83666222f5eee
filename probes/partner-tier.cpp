// P1.2: the partner's tier qualifies.
#include <verify/probe.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"tiers", ParamSpec::Kind::words, "tiers that qualify"},
};

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto& tier = evidence.application().partner.tier;
  if (!tier)
    return finding_of(Verdict::missing, "tier-not-given",
                      "The application does not name the partner's tier.",
                      {cite_application("/partner/tier", "")});
  const std::string name(to_string(*tier));
  const auto tiers = params.words("tiers", {"advanced", "premier"});
  const Citation seen = cite_application("/partner/tier", name);
  if (std::find(tiers.begin(), tiers.end(), name) == tiers.end()) {
    Finding finding = finding_contradicted(
        {Reason{"tier-too-low",
                "The application names the tier \"" + name + "\", which does not qualify.",
                {seen},
                {},
                {{"found", name}}}});
    return finding;
  }
  return finding_of(Verdict::attested, "tier-declared",
                    "The application names the tier \"" + name + "\", which qualifies.", {seen});
}

}  // namespace

extern const Probe kPartnerTier;
const Probe kPartnerTier = {"partner-tier", "Does the partner's tier qualify?", kParams, &wants,
                            &evaluate};

}  // namespace verify

#include "daemon/notify/notification.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/notify/notifier.h"
#include "daemon/notify/uuid.h"
#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

using Json = nlohmann::ordered_json;

// A message is read by people and by small programs: what is beyond is on the dashboard.
constexpr std::size_t kMostTransitions = 200;
constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kLongestDiff = 8000;
constexpr std::size_t kAllDiffs = 128 * 1024;
constexpr std::size_t kLongestName = 80;  // in a subject

// Not in the middle of a character.
std::string_view cut(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// Whole lines only, as far as there is room for them.
std::string_view cut_lines(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  const std::size_t end = text.rfind('\n', longest);
  return end == std::string_view::npos || longest == 0 ? std::string_view() : text.substr(0, end);
}

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

class TransitionList {
 public:
  Json take(const Transition& transition) {
    const std::string_view diff = cut_lines(transition.diff, std::min(kLongestDiff, room_));
    room_ -= diff.size();
    return {{"requirement", transition.requirement},
            {"from", transition.from ? Json(verify::to_string(*transition.from)) : Json(nullptr)},
            {"to", verify::to_string(transition.to)},
            {"cause", to_string(transition.cause)},
            {"explanation", cut(transition.explanation, kLongestText)},
            {"diff", diff},
            {"diff_cut", diff.size() < transition.diff.size()},
            {"at", verify::to_string(transition.at)}};
  }

 private:
  std::size_t room_ = kAllDiffs;
};

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

Json head(const std::string& id, std::string_view kind, Instant at, const std::string& public_url) {
  return {{"schema", kNotificationSchema},
          {"id", id},
          {"kind", kind},
          {"created_at", verify::to_string(at)},
          {"url", or_null(public_url)}};
}

Json partner_json(const std::string& id, std::string_view name, const std::string& public_url) {
  return {{"id", id},
          {"name", cut(name, kLongestText)},
          {"url", or_null(partner_link(public_url, id))}};
}

Json run_json(const Run& run, const std::string& public_url) {
  return {
      {"id", run.id},
      {"trigger", to_string(run.trigger)},
      {"finished_at", run.finished_at ? Json(verify::to_string(*run.finished_at)) : Json(nullptr)},
      {"outcome", run.outcome ? Json(verify::to_string(*run.outcome)) : Json(nullptr)},
      {"checklist", run.checklist},
      {"api_url", or_null(run_link(public_url, run.id))}};
}

// What is not UTF-8 becomes U+FFFD; what cannot be seen is escaped, so that a payload may be
// printed.
Delivery delivery_of(std::string id, std::string channel, std::string subject, const Json& payload,
                     Instant at) {
  return {.id = std::move(id),
          .channel = std::move(channel),
          .subject = std::move(subject),
          .payload =
              escape_invisible_json(payload.dump(-1, ' ', false, Json::error_handler_t::replace)),
          .created_at = at,
          .next_try = at};
}

std::string link(std::string base, const std::string& place) {
  if (base.empty()) return {};
  if (!base.ends_with('/')) base += '/';
  return base + place;
}

std::string shown_name(const std::string& name, const std::string& id) {
  const std::string shown = safe_text(name, kLongestName);
  return shown.empty() ? safe_text(id, kLongestName) : shown;
}

}  // namespace

std::string partner_link(const std::string& public_url, const std::string& partner) {
  return link(public_url, "#/partners/" + partner);
}

std::string run_link(const std::string& public_url, std::int64_t run) {
  return link(public_url, "api/v1/runs/" + std::to_string(run));
}

bool is_change(const Transition& transition) {
  return transition.from.has_value();
}

Delivery run_message(std::string id, std::string channel, const Run& run, const Partner& partner,
                     std::span<const Transition> transitions, const std::string& public_url,
                     Instant now) {
  Json payload = head(id, "run", now, public_url);
  payload["partner"] = partner_json(partner.id, partner.name, public_url);
  payload["partner"]["group"] = or_null(partner.group);
  payload["run"] = run_json(run, public_url);
  const std::size_t told = std::min(transitions.size(), kMostTransitions);
  TransitionList list;
  Json& told_json = payload["transitions"] = Json::array();
  for (const Transition& transition : transitions.first(told))
    told_json.push_back(list.take(transition));
  payload["omitted"] = transitions.size() - told;
  std::string subject = shown_name(partner.name, partner.id) + ": " +
                        counted(transitions.size(), "verdict changed", "verdicts changed");
  return delivery_of(std::move(id), std::move(channel), std::move(subject), payload, now);
}

Delivery digest_message(std::string id, std::string channel, const Digest& digest,
                        const std::string& public_url) {
  Json payload = head(id, "digest", digest.until, public_url);
  payload["since"] = verify::to_string(digest.since);
  payload["until"] = verify::to_string(digest.until);
  const std::size_t told = std::min(digest.transitions.size(), kMostTransitions);
  std::map<std::string, Json> partners;
  TransitionList list;
  for (const Transition& transition : std::span(digest.transitions).last(told)) {
    Json& partner = partners[transition.partner];
    if (partner.is_null()) {
      const auto name = digest.names.find(transition.partner);
      partner = partner_json(transition.partner, name == digest.names.end() ? "" : name->second,
                             public_url);
      partner["transitions"] = Json::array();
    }
    Json one = list.take(transition);
    one["run"] = transition.run;
    one["run_api_url"] = or_null(run_link(public_url, transition.run));
    partner["transitions"].push_back(std::move(one));
  }
  Json& told_json = payload["partners"] = Json::array();
  for (auto& [partner, json] : partners) told_json.push_back(std::move(json));
  const std::size_t all = digest.transitions.size() + digest.omitted;
  payload["omitted"] = all - told;
  std::string subject = counted(all, "verdict changed", "verdicts changed") + ", " +
                        counted(partners.size(), "partner", "partners");
  return delivery_of(std::move(id), std::move(channel), std::move(subject), payload, digest.until);
}

std::vector<Delivery> deliveries_for(const Run& run, const Partner& partner,
                                     std::span<const Transition> transitions,
                                     const Settings& settings, Instant now) {
  std::vector<Delivery> out;
  if (transitions.empty()) return out;
  for (const WebhookSettings& webhook : settings.webhooks)
    out.push_back(run_message(random_uuid(), webhook.name, run, partner, transitions,
                              settings.public_url, now));
  std::vector<Transition> changes;
  std::ranges::copy_if(transitions, std::back_inserter(changes), is_change);
  if (changes.empty()) return out;
  for (const MailSettings& mail : settings.mails)
    if (mail.digest.empty())
      out.push_back(
          run_message(random_uuid(), mail.name, run, partner, changes, settings.public_url, now));
  return out;
}

}  // namespace verify::daemon

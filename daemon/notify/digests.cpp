#include "daemon/notify/digests.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/notify/notification.h"
#include "daemon/notify/uuid.h"
#include "daemon/schedule/cadence.h"

namespace verify::daemon {
namespace {

using Json = nlohmann::json;

constexpr int kPage = 500;
// Beyond what a mail shows; the rest is counted.
constexpr std::size_t kMostKept = 200;
constexpr Duration kNeverMind = std::chrono::hours(1);  // for a cadence that cannot be read

// What is kept in the note.
struct Told {
  std::int64_t after = 0;  // id of the last transition that was told
  Instant at{};            // when
  struct Making {
    std::string id;
    std::int64_t upto = 0;
    Instant at{};
  };
  std::optional<Making> making;
};

std::optional<Told> parse_told(const std::optional<std::string>& text) {
  const Json json = Json::parse(text.value_or(""), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  Told out;
  try {
    out.after = json.at("after").get<std::int64_t>();
    const auto at = parse_instant(json.at("at").get<std::string>());
    if (!at) return std::nullopt;
    out.at = *at;
    if (!json.contains("making")) return out;
    const Json& making = json.at("making");
    const auto made_at = parse_instant(making.at("at").get<std::string>());
    if (!made_at) return std::nullopt;
    out.making = {making.at("id").get<std::string>(), making.at("upto").get<std::int64_t>(),
                  *made_at};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  return out;
}

std::string to_text(const Told& told) {
  Json json = {{"after", told.after}, {"at", verify::to_string(told.at)}};
  if (told.making)
    json["making"] = {{"id", told.making->id},
                      {"upto", told.making->upto},
                      {"at", verify::to_string(told.making->at)}};
  return json.dump();
}

std::int64_t newest_transition(Store& store) {
  const auto newest = store.transitions({.limit = 1});
  return newest.empty() ? 0 : newest.front().id;
}

// Changes with an id over `after`, up to `upto`: the newest kept, all counted.
Digest collect(Store& store, std::int64_t after, std::int64_t upto) {
  Digest out;
  for (std::int64_t before = upto + 1; before > after + 1;) {
    const auto page = store.transitions({.before = before, .after = after, .limit = kPage});
    for (const Transition& transition : page) {
      if (!is_change(transition)) continue;
      if (out.transitions.size() < kMostKept)
        out.transitions.push_back(transition);
      else
        ++out.omitted;
    }
    if (page.empty()) break;
    before = page.back().id;
  }
  std::ranges::reverse(out.transitions);
  return out;
}

void name_partners(Store& store, Digest& digest) {
  for (const Transition& transition : digest.transitions) {
    if (digest.names.contains(transition.partner)) continue;
    const auto partner = store.partner(transition.partner);
    digest.names[transition.partner] = partner ? partner->name : std::string();
  }
}

class Channel {
 public:
  Channel(Store& store, const MailSettings& channel, const Settings& settings)
      : store_(store), channel_(channel), settings_(settings), note_("digest." + channel.name) {}

  std::optional<Told> told() { return parse_told(store_.note(note_)); }

  void note(const Told& told) { store_.put_note(note_, to_text(told)); }

  // Also of one that was begun before the daemon was cut off.
  bool complete(const Told& told) {
    const Told::Making making = *told.making;
    Digest digest = collect(store_, told.after, making.upto);
    digest.since = told.at;
    digest.until = making.at;
    name_partners(store_, digest);
    const bool any = !digest.transitions.empty();
    if (any)
      store_.add_delivery(digest_message(making.id, channel_.name, digest, settings_.public_url));
    note({.after = making.upto, .at = making.at, .making = std::nullopt});
    return any;
  }

  bool make(Told told, Instant now) {
    const std::int64_t newest = newest_transition(store_);
    if (newest <= told.after) {
      note({.after = told.after, .at = now, .making = std::nullopt});
      return false;
    }
    told.making = {random_uuid(), newest, now};
    note(told);
    return complete(told);
  }

 private:
  Store& store_;
  const MailSettings& channel_;
  const Settings& settings_;
  const std::string note_;
};

}  // namespace

DigestTurn make_digest(Store& store, const MailSettings& mail, const Settings& settings,
                       Instant now) {
  const auto cadence = Cadence::parse(mail.digest);
  if (!cadence) return {.next = now + kNeverMind};
  Channel channel(store, mail, settings);
  auto told = channel.told();
  bool made = false;
  if (told && told->making) {
    made = channel.complete(*told);
    told = channel.told();
  }
  // A clock that was put back: what was told in the future was told now.
  if (!told || told->at > now) {
    const std::int64_t after = told ? told->after : newest_transition(store);
    channel.note({.after = after, .at = now, .making = std::nullopt});
    return {made, cadence->next(now, mail.name)};
  }
  const Instant due = cadence->next(told->at, mail.name);
  if (due > now) return {made, due};
  made |= channel.make(*told, now);
  return {made, cadence->next(now, mail.name)};
}

}  // namespace verify::daemon

#pragma once

#include <map>
#include <span>
#include <string>

#include "daemon/store/records.h"
#include "verify/time.h"

namespace verify::daemon {

/// The schema of a payload: config/schemas/notification.schema.json.
inline constexpr std::string_view kNotificationSchema = "libverify-notification/1";

/// Where the dashboard shows a partner; empty without a `public_url`.
std::string partner_link(const std::string& public_url, const std::string& partner);
/// The run in the API, which wants a token; empty without a `public_url`.
std::string run_link(const std::string& public_url, std::int64_t run);

/// A verdict that is seen for the first time has not changed.
bool is_change(const Transition& transition);

/// The message about one run to one channel. Pure. Texts are as they were scraped; what is very
/// long is cut, and of very many transitions the first are told and the others counted.
Delivery run_message(std::string id, std::string channel, const Run& run, const Partner& partner,
                     std::span<const Transition> transitions, const std::string& public_url,
                     Instant now);

/// What a digest tells.
struct Digest {
  std::map<std::string, std::string> names;  ///< of partners, by id
  std::vector<Transition> transitions;       ///< oldest first
  std::size_t omitted = 0;                   ///< that are not among them
  Instant since{}, until{};
};
/// The message about many runs to one channel. Pure.
Delivery digest_message(std::string id, std::string channel, const Digest& digest,
                        const std::string& public_url);

}  // namespace verify::daemon

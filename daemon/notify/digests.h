#pragma once

#include "daemon/base/settings.h"
#include "daemon/store/store.h"

namespace verify::daemon {

/// Stores the digest of a mail channel where one is due, and says when the next is. A channel that
/// is new starts with what happens from now on. A digest that would be empty is not made.
///
/// How far a channel has been told is the note "digest.CHANNEL". Before a digest is stored, its id
/// and its end are noted; who is interrupted between the two finds them there and stores the same
/// digest, with the same id, once (Store::add_delivery changes nothing the second time).
struct DigestTurn {
  bool made = false;  ///< one was stored
  Instant next{};     ///< when to ask again
};
DigestTurn make_digest(Store& store, const MailSettings& channel, const Settings& settings,
                       Instant now);

}  // namespace verify::daemon

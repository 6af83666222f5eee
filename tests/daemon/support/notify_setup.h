#pragma once

#include <functional>
#include <string>

#include "daemon/notify/notification.h"
#include "daemon/notify/reply.h"
#include "support/fake_clock.h"
#include "support/temp_folder.h"
#include "support/whole_file.h"

namespace verify::test {

inline daemon::Transition transition(const std::string& requirement,
                                     std::optional<Verdict> from = Verdict::met,
                                     Verdict to = Verdict::not_met) {
  return {.id = 0,
          .run = 7,
          .partner = "acme",
          .requirement = requirement,
          .from = from,
          .to = to,
          .cause = from ? daemon::Cause::site_changed : daemon::Cause::first_seen,
          .explanation = "The case study is gone.",
          .diff = "-We served 3 customers.\n+Coming soon.\n",
          .at = FakeClock().now()};
}

inline daemon::Partner acme() {
  daemon::Partner out;
  out.id = "acme";
  out.name = "Acme Corp";
  return out;
}

inline daemon::Run seventh_run() {
  daemon::Run out;
  out.id = 7;
  out.partner = "acme";
  out.outcome = Outcome::not_ready;
  out.finished_at = FakeClock().now();
  out.checklist = "aws-ml-consulting-3.0-public";
  return out;
}

/// A message as it is stored.
inline daemon::Delivery message(const std::string& channel, const std::string& id = "id-1") {
  const std::vector transitions{transition("P3.1")};
  return daemon::run_message(id, channel, seventh_run(), acme(), transitions,
                             "https://verify.example.com", FakeClock().now());
}

/// What sending a message needs: loopback is opened, times are short where a test waits for them.
struct NotifySetup {
  NotifySetup() {
    write_whole_file(secret, "the secret\n");
    fetcher.allow_net = {*OpenRange::parse("127.0.0.0/8")};
  }
  daemon::Outbound outbound() const { return {fetcher, clock, limits, given_up}; }

  TempFolder folder;
  std::filesystem::path secret = folder.path() / "secret";
  FakeClock clock;
  FetcherOptions fetcher;
  daemon::NotifyLimits limits;
  std::function<bool()> given_up = [] { return false; };
};

}  // namespace verify::test

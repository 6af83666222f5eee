#include "daemon/schedule/cadence.h"

#include <algorithm>
#include <variant>

#include "daemon/schedule/cron.h"
#include "daemon/schedule/local_time.h"
#include "daemon/schedule/share.h"
#include "daemon/schedule/words.h"

namespace verify::daemon {
namespace {

using namespace std::chrono;

// Every moment between two runs is looked at when partners are spread: so not over a year.
constexpr Duration kLongestCronJitter = weeks(1);

struct Interval {
  Duration length{};

  Instant next(Instant last, std::string_view partner, Duration jitter) const {
    const Instant due = last + length;
    return due + share_of(partner, due, jitter);
  }
};

struct Calendar {
  CronExpression expression;
  TimeZone zone;

  Instant first_after(Instant last) const {
    LocalMinute minute = zone.local(last);
    Instant at{};
    // In an hour that comes twice, what was taken the first time is passed over.
    do {
      minute = expression.next(minute);
      at = zone.moment(minute);
    } while (at <= last);
    return at;
  }

  // The shares of different due times differ, so that a later one may come first.
  Instant next(Instant last, std::string_view partner, Duration jitter) const {
    Instant best = Instant::max();
    for (Instant due = first_after(last - jitter); due < best; due = first_after(due)) {
      const Instant at = due + share_of(partner, due, jitter);
      if (at > last) best = std::min(best, at);
    }
    return best;
  }
};

using Kind = std::variant<Interval, Calendar>;

// The words without a "jitter 2h" at their end, and what that says.
Result<Duration> take_jitter(std::vector<Word>& words) {
  const auto at = std::find_if(words.begin(), words.end(),
                               [](const Word& word) { return word.text == "jitter"; });
  if (at == words.end()) return Duration::zero();
  if (at + 1 == words.end())
    return std::unexpected(error_at(at->at, "jitter needs a time after it, such as 2h"));
  if (at + 2 != words.end())
    return std::unexpected(error_at((at + 2)->at, "nothing may stand after the jitter"));
  const auto jitter = parse_span(*(at + 1));
  words.erase(at, words.end());
  return jitter;
}

Result<Kind> parse_interval(std::span<const Word> words) {
  if (words.size() < 2)
    return std::unexpected(error_at(words[0].at, "every needs a time after it, such as 30d"));
  if (words.size() > 2)
    return std::unexpected(error_at(words[2].at, "only jitter may stand after an interval"));
  const auto length = parse_span(words[1]);
  if (!length) return std::unexpected(length.error());
  return Interval{*length};
}

Result<TimeZone> parse_zone(std::span<const Word> words) {
  if (words.size() > 1)
    return std::unexpected(error_at(words[1].at, "only jitter may stand after the time zone"));
  const auto zone = TimeZone::named(words.empty() ? "Etc/UTC" : words[0].text);
  if (!zone)
    return std::unexpected(error_at(words[0].at, '"' + std::string(words[0].text) +
                                                     "\" is no time zone such as Europe/Berlin"));
  return *zone;
}

Result<Kind> parse_calendar(std::span<const Word> fields, std::span<const Word> zone_words) {
  const auto expression = CronExpression::parse(fields);
  if (!expression) return std::unexpected(expression.error());
  const auto zone = parse_zone(zone_words);
  if (!zone) return std::unexpected(zone.error());
  return Calendar{*expression, *zone};
}

Result<Kind> parse_nickname(std::span<const Word> words) {
  const auto expression = CronExpression::nickname(words[0].text);
  if (!expression)
    return std::unexpected(
        error_at(words[0].at, '"' + std::string(words[0].text) +
                                  "\" is none of @hourly, @daily, @weekly, @monthly and @yearly"));
  return parse_calendar(words_of(*expression), words.subspan(1));
}

Result<Kind> parse_kind(std::span<const Word> words) {
  if (words.empty())
    return std::unexpected(
        error_at(1, "a cadence begins with every, cron or a word such as @daily"));
  if (words[0].text == "every") return parse_interval(words);
  if (words[0].text.starts_with('@')) return parse_nickname(words);
  if (words[0].text != "cron")
    return std::unexpected(error_at(
        words[0].at, '"' + std::string(words[0].text) + "\" is none of every, cron and @daily"));
  const auto rest = words.subspan(1);
  if (!rest.empty() && rest[0].text.starts_with('@')) return parse_nickname(rest);
  if (rest.size() < 5)
    return std::unexpected(error_at(words.back().at,
                                    "cron needs five fields: minute, hour, day of month, month and "
                                    "day of week; here are " +
                                        std::to_string(rest.size())));
  return parse_calendar(rest.first(5), rest.subspan(5));
}

Duration longest_jitter(const Kind& kind) {
  const auto* interval = std::get_if<Interval>(&kind);
  return interval == nullptr ? kLongestCronJitter : interval->length;
}

}  // namespace

struct Cadence::Impl {
  Kind kind;
  Duration jitter{};
};

Result<Cadence> Cadence::parse(std::string_view text) {
  std::vector<Word> words = words_of(text);
  const std::size_t end = words.empty() ? 1 : words.back().at;
  const auto jitter = take_jitter(words);
  if (!jitter) return std::unexpected(jitter.error());
  auto kind = parse_kind(words);
  if (!kind) return std::unexpected(kind.error());
  if (*jitter > longest_jitter(*kind))
    return std::unexpected(error_at(end, std::holds_alternative<Interval>(*kind)
                                             ? "the jitter is longer than the interval"
                                             : "the jitter is longer than a week"));
  Cadence out;
  out.text_ = text;
  out.impl_ = std::make_shared<const Impl>(Impl{*std::move(kind), *jitter});
  return out;
}

Instant Cadence::next(Instant last, std::string_view partner) const {
  constexpr Instant kFirst{}, kLast{sys_days{year{9999} / December / 31}};
  last = std::clamp(last, kFirst, kLast);
  return std::visit([&](const auto& kind) { return kind.next(last, partner, impl_->jitter); },
                    impl_->kind);
}

Duration Cadence::jitter() const {
  return impl_->jitter;
}

}  // namespace verify::daemon

#include <algorithm>

#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Arguments;
using sql::Row;
using sql::Session;

namespace {

// A list needs no payload: it may be long, and there are up to 500 of them.
std::string select(std::string_view payload) {
  return "SELECT id, channel, subject, " + std::string(payload) +
         ", state, attempts, created_at, next_try, sent_at, error FROM deliveries ";
}

Delivery read_delivery(Row& row) {
  return {.id = row.text(),
          .channel = row.text(),
          .subject = row.text(),
          .payload = row.text(),
          .state = row.word(parse_delivery_state),
          .attempts = row.small(),
          .created_at = row.moment(),
          .next_try = row.moment(),
          .sent_at = row.maybe_moment(),
          .error = row.text()};
}

}  // namespace

void sql::insert_delivery(Session& session, const Delivery& delivery) {
  session.run(
      "INSERT INTO deliveries (id, channel, subject, payload, state, attempts, created_at, "
      "next_try, sent_at, error) VALUES (:id, :channel, :subject, :payload, :state, :attempts, "
      ":created_at, :next_try, :sent_at, :error) ON CONFLICT (id) DO NOTHING",
      {{"id", delivery.id},
       {"channel", delivery.channel},
       {"subject", delivery.subject},
       {"payload", delivery.payload},
       {"state", to_string(delivery.state)},
       {"attempts", delivery.attempts},
       {"created_at", delivery.created_at},
       {"next_try", delivery.next_try},
       {"sent_at", delivery.sent_at},
       {"error", delivery.error}});
}

void SqlStore::add_delivery(const Delivery& delivery) {
  database_->write([&](Session& session) { sql::insert_delivery(session, delivery); });
}

std::vector<Delivery> SqlStore::due_deliveries(Instant now, int limit, const std::string& channel) {
  return database_->read([&](Session& session) {
    std::string where = "WHERE state = 'pending' AND next_try <= :now";
    Arguments arguments = {{"now", now}};
    if (!channel.empty()) {
      where += " AND channel = :channel";
      arguments.push_back({"channel", channel});
    }
    arguments.push_back({"limit", std::max(limit, 1)});
    return session.all(select("payload") + where + " ORDER BY next_try, id LIMIT :limit", arguments,
                       read_delivery);
  });
}

std::int64_t SqlStore::pending_deliveries() {
  return database_->read([&](Session& session) {
    return session.number("SELECT count(*) FROM deliveries WHERE state = 'pending'");
  });
}

void SqlStore::update_delivery(const Delivery& delivery) {
  database_->write([&](Session& session) {
    session.run(
        "UPDATE deliveries SET state = :state, attempts = :attempts, next_try = :next_try, "
        "sent_at = :sent_at, error = :error WHERE id = :id",
        {{"state", to_string(delivery.state)},
         {"attempts", delivery.attempts},
         {"next_try", delivery.next_try},
         {"sent_at", delivery.sent_at},
         {"error", delivery.error},
         {"id", delivery.id}});
  });
}

int SqlStore::hasten_deliveries(Instant latest, Instant now) {
  return database_->write([&](Session& session) {
    return static_cast<int>(session.run(
        "UPDATE deliveries SET next_try = :now WHERE state = 'pending' AND next_try > :latest",
        {{"now", now}, {"latest", latest}}));
  });
}

std::vector<Delivery> SqlStore::deliveries(const DeliveryFilter& filter) {
  return database_->read([&](Session& session) {
    std::string where;
    Arguments arguments;
    if (filter.state) {
      where = "WHERE state = :state";
      arguments.push_back({"state", to_string(*filter.state)});
    }
    arguments.push_back({"limit", std::max(filter.limit, 1)});
    return session.all(select("''") + where + " ORDER BY created_at DESC, id DESC LIMIT :limit",
                       arguments, read_delivery);
  });
}

bool SqlStore::replay_delivery(const std::string& id, Instant now) {
  return database_->write([&](Session& session) {
    return session.run(
               "UPDATE deliveries SET state = 'pending', attempts = 0, next_try = :now "
               "WHERE id = :id AND state = 'dead'",
               {{"now", now}, {"id", id}}) > 0;
  });
}

}  // namespace verify::daemon

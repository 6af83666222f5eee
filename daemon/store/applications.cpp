#include "daemon/store/sql_store.h"
#include "daemon/store/statements.h"

namespace verify::daemon {

using sql::Row;
using sql::Session;

namespace {

using Files = std::map<std::string, std::string>;

Files files_of(Session& session, const std::string& partner, int version) {
  Files out;
  session.each(
      "SELECT path, digest FROM application_files WHERE partner = :partner AND version = :version",
      {{"partner", partner}, {"version", version}}, [&](Row& row) {
        std::string path = row.text();
        out.insert_or_assign(std::move(path), row.text());
      });
  return out;
}

std::optional<ApplicationVersion> application_of(Session& session, const std::string& partner,
                                                 int version) {
  auto out = session.one(
      "SELECT partner, version, sha256, json, submitted_at, submitted_by FROM applications "
      "WHERE partner = :partner AND version = :version",
      {{"partner", partner}, {"version", version}}, [](Row& row) {
        return ApplicationVersion{.partner = row.text(),
                                  .version = row.small(),
                                  .sha256 = row.text(),
                                  .json = row.text(),
                                  .files = {},
                                  .submitted_at = row.moment(),
                                  .submitted_by = row.text()};
      });
  if (out) out->files = files_of(session, partner, version);
  return out;
}

int current_version(Session& session, const std::string& partner) {
  return static_cast<int>(session.number(
      "SELECT application_version FROM partners WHERE id = :partner", {{"partner", partner}}));
}

void insert(Session& session, const ApplicationVersion& application, int version) {
  session.run(
      "INSERT INTO applications (partner, version, sha256, json, submitted_at, submitted_by) "
      "VALUES (:partner, :version, :sha256, :json, :submitted_at, :submitted_by)",
      {{"partner", application.partner},
       {"version", version},
       {"sha256", application.sha256},
       {"json", application.json},
       {"submitted_at", application.submitted_at},
       {"submitted_by", application.submitted_by}});
  for (const auto& [path, digest] : application.files)
    session.run(
        "INSERT INTO application_files (partner, version, path, digest) "
        "VALUES (:partner, :version, :path, :digest)",
        {{"partner", application.partner},
         {"version", version},
         {"path", path},
         {"digest", digest}});
}

// The partner is due for it. A run that nobody has begun judges the new one instead; one under way
// goes on with the old one, and finish() leaves the partner due.
void make_current(Session& session, const ApplicationVersion& application, int version) {
  session.run(
      "UPDATE partners SET application_version = :version, next_due = :at, wanted_at = :at, "
      "next_trigger = CASE WHEN last_run IS NULL THEN 'first' ELSE 'application' END "
      "WHERE id = :partner",
      {{"version", version}, {"at", application.submitted_at}, {"partner", application.partner}});
  session.run(
      "UPDATE runs SET application_version = :version "
      "WHERE partner = :partner AND state = 'queued'",
      {{"version", version}, {"partner", application.partner}});
}

}  // namespace

int SqlStore::add_application(const ApplicationVersion& application) {
  return database_->write([&](Session& session) {
    if (!sql::has_partner(session, application.partner)) return 0;
    const int current = current_version(session, application.partner);
    const auto before = application_of(session, application.partner, current);
    if (before && before->json == application.json && before->files == application.files)
      return current;
    insert(session, application, current + 1);
    make_current(session, application, current + 1);
    return current + 1;
  });
}

std::optional<ApplicationVersion> SqlStore::application(const std::string& partner, int version) {
  return database_->read([&](Session& session) {
    return application_of(session, partner,
                          version == 0 ? current_version(session, partner) : version);
  });
}

std::vector<ApplicationVersion> SqlStore::applications(const std::string& partner) {
  return database_->read([&](Session& session) {
    auto out = session.all(
        "SELECT partner, version, sha256, submitted_at, submitted_by FROM applications "
        "WHERE partner = :partner ORDER BY version",
        {{"partner", partner}}, [](Row& row) {
          return ApplicationVersion{.partner = row.text(),
                                    .version = row.small(),
                                    .sha256 = row.text(),
                                    .json = {},
                                    .files = {},
                                    .submitted_at = row.moment(),
                                    .submitted_by = row.text()};
        });
    for (ApplicationVersion& version : out)
      version.files = files_of(session, partner, version.version);
    return out;
  });
}

}  // namespace verify::daemon

#include "daemon/api/file_sink.h"
#include "daemon/api/routes/handlers.h"
#include "daemon/base/inside.h"
#include "verify/application.h"

namespace verify::daemon::routes {
namespace {

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The "PATH=SHA256" of the query. A path may hold '='; a digest does not.
std::map<std::string, std::string> files_of(const Call& call) {
  std::map<std::string, std::string> files;
  for (const std::string& pair : call.texts("file")) {
    const std::size_t equals = pair.rfind('=');
    const std::string path = pair.substr(0, equals);
    const std::string digest = equals == std::string::npos ? "" : pair.substr(equals + 1);
    if (path.empty() || !is_digest(digest))
      throw bad_parameter("file", "PATH=SHA256 is expected, not '" + pair + "'");
    if (!stays_inside(path))
      throw bad_parameter("file", "'" + path + "' is no path in the application's folder");
    if (!call.api.needs.vault.has(digest))
      throw bad_parameter("file", "'" + path + "' has not been sent to /api/v1/files");
    if (!files.emplace(path, digest).second)
      throw bad_parameter("file", "'" + path + "' is given twice");
  }
  return files;
}

Json with_text(const ApplicationVersion& version) {
  Json out = json_of(version);
  out["application"] = Json::parse(version.json);
  return out;
}

}  // namespace

Answer put_file(const Call& call) {
  auto& sink = static_cast<FileSink&>(*call.sink);
  const std::uint64_t bytes = sink.size();
  return json_response({{"sha256", sink.keep()}, {"bytes", bytes}}, 201);
}

Answer put_application(const Call& call) {
  const Partner partner = call.partner();
  auto application = parse_application(call.request->body, "application.json");
  if (!application) throw bad_body(application.error());
  ApplicationVersion version{.partner = partner.id,
                             .sha256 = application->sha256,
                             .json = call.request->body,
                             .files = files_of(call),
                             .submitted_at = call.now(),
                             .submitted_by = call.token->name};
  const auto before = call.store().application(partner.id);
  const int number = call.store().add_application(version);
  if (number == 0) throw not_found("there is no partner with this id");  // removed meanwhile
  if (partner.name != application->partner.name.official)
    call.store().rename_partner(partner.id, application->partner.name.official);
  call.api.needs.wake();
  const bool is_new = !before || before->version != number;
  return json_response({{"version", number}, {"sha256", version.sha256}}, is_new ? 201 : 200);
}

Answer application(const Call& call) {
  const Partner partner = call.partner();
  const auto number = static_cast<int>(call.whole("version", 0, 1, 1'000'000'000));
  const auto version = call.store().application(partner.id, number);
  if (!version) throw not_found("there is no such version of an application");
  return json_response(with_text(*version));
}

Answer applications(const Call& call) {
  return json_response({{"applications", list_of(call.store().applications(call.partner().id))}});
}

}  // namespace verify::daemon::routes

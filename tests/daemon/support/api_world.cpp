#include "daemon/support/api_world.h"

#include "daemon/base/digest.h"
#include "daemon/base/rules.h"
#include "support/places.h"
#include "support/whole_file.h"

namespace verify::test {

using namespace daemon;

namespace {

/// Read once: the packs take a while.
std::shared_ptr<const Rules> bundled_rules() {
  static const std::shared_ptr<const Rules> rules = [] {
    auto loaded = load_rules(source_folder() / "config");
    if (!loaded) throw std::runtime_error(loaded.error().front().describe());
    return std::make_shared<const Rules>(*std::move(loaded));
  }();
  return rules;
}

void make_assets(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder / "views");
  write_whole_file(folder / "index.html", "<!doctype html><title>verifyd</title>");
  write_whole_file(folder / "views" / "queue.js", "export const queue = 1;\n");
}

template <class Value>
Value taken(Result<Value> result) {
  if (!result) throw std::runtime_error(result.error().describe());
  return *std::move(result);
}

}  // namespace

std::string small_application(const std::string& name) {
  return R"({"partner":{"name":")" + name + R"(","home_page":"https://partner.example/"}})";
}

ApiWorld::ApiWorld(ApiLimits limits, Settings settings) {
  store_ = taken(open_store("sqlite::memory:"));
  vault_ = std::make_unique<FileVault>(taken(FileVault::open(temp_.path() / "files")));
  make_assets(temp_.path() / "assets");
  settings.port = 0;
  settings.groups.emplace("gold", "every 7d");
  for (const Role role : {Role::viewer, Role::operator_, Role::admin}) {
    const std::string name(to_string(role));
    add_token({.name = name, .role = role, .created_at = clock_.now()}, name);
  }
  const auto shared = std::make_shared<const Settings>(std::move(settings));
  server_ = taken(make_api_server(
      {.store = *store_,
       .vault = *vault_,
       .events = events_,
       .clock = clock_,
       .wake = [this] { ++wakes; },
       .not_ready = [this] { return not_ready; },
       .metrics =
           [this] {
             before_metrics();
             return "verifyd_ready 1\n";
           },
       .settings = [shared] { return shared; },
       .rules = bundled_rules,
       .served =
           [this](std::string_view method, std::string_view route, int status, Duration) {
             const std::lock_guard lock(mutex_);
             served_.push_back(std::string(method) + " " + std::string(route) + " " +
                               std::to_string(status));
           },
       .fault =
           [this](int status, const std::string& why) {
             const std::lock_guard lock(mutex_);
             told_.push_back(std::to_string(status) + " " + why);
           },
       .audit =
           [this](std::string_view what, const std::string& who, const std::string& on) {
             const std::lock_guard lock(mutex_);
             told_.push_back(std::string(what) + " " + who + " " + on);
           },
       .assets = temp_.path() / "assets",
       .openapi = source_folder() / "config/openapi/verifyd.openapi.json"},
      limits));
}

ApiWorld::~ApiWorld() = default;

Reply ApiWorld::ask(const std::string& role, const std::string& method, const std::string& target,
                    const nlohmann::json& body) const {
  return ask({.method = method,
              .target = target,
              .token = role,
              .body = body.is_null() ? "" : body.dump()});
}

std::vector<std::string> ApiWorld::served() const {
  const std::lock_guard lock(mutex_);
  return served_;
}

std::vector<std::string> ApiWorld::told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

std::string ApiWorld::some_item() {
  return bundled_rules()->checklists.at(Settings{}.checklist).requirements.front().id;
}

void ApiWorld::add_token(Token token, const std::string& secret) {
  token.sha256 = sha256_hex(secret);
  store_->add_token(token);
}

void ApiWorld::add_partner(const std::string& id) {
  store_->put_partner({.id = id, .name = id, .created_at = clock_.now()});
  const std::string text = small_application(id);
  store_->add_application({.partner = id,
                           .sha256 = sha256_hex(text),
                           .json = text,
                           .submitted_at = clock_.now(),
                           .submitted_by = "test"});
}

std::int64_t ApiWorld::finish_run(const std::string& partner, const Report& report,
                                  std::string_view evidence) {
  const auto run = store_->enqueue(partner, Trigger::manual, "test", clock_.now());
  const auto leased = store_->lease("test", clock_.now(), std::chrono::hours(1), 1);
  if (!run || leased.size() != 1) throw std::runtime_error("no run was queued");
  RunResult result{.run = run->id,
                   .lease = leased[0].lease,
                   .finished_at = clock_.now(),
                   .outcome = report.outcome,
                   .checklist = "c",
                   .checklist_sha256 = std::string(64, 'c'),
                   .engine = "1",
                   .evidence = taken(vault_->put(evidence)),
                   .report = taken(vault_->put(render_json(report))),
                   .pages = 3,
                   .next_due = clock_.now() + std::chrono::hours(24 * 30)};
  for (const RequirementResult& item : report.requirements) {
    result.findings.push_back({.run = run->id,
                               .requirement = item.id,
                               .verdict = item.verdict,
                               .code = "code",
                               .text = "text",
                               .valid_until = item.valid_until});
    result.standings.push_back({.requirement = item.id,
                                .verdict = item.verdict,
                                .code = "code",
                                .text = "text",
                                .run = run->id,
                                .since = clock_.now(),
                                .valid_until = item.valid_until,
                                .observed = item.verdict,
                                .observed_runs = 1});
  }
  result.transitions.push_back({.run = run->id,
                                .partner = partner,
                                .requirement = report.requirements[0].id,
                                .to = report.requirements[0].verdict,
                                .cause = Cause::first_seen,
                                .explanation = "Seen first.",
                                .at = clock_.now()});
  if (!store_->finish(result)) throw std::runtime_error("the run was not taken");
  return run->id;
}

}  // namespace verify::test

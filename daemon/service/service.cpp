#include "daemon/service/service.h"

#include "daemon/service/installed.h"
#include "daemon/store/retention.h"
#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

constexpr Duration kLagThatIsNotReady = std::chrono::minutes(10);

/// The keys whose new value only a restart takes, where it is not what is in use; else empty.
std::string waiting_for_restart(const Settings& used, const Settings& read) {
  const std::pair<const char*, bool> keys[] = {
      {"data", used.data != read.data},
      {"database", used.database != read.database},
      {"api.listen", used.listen != read.listen},
      {"api.port", used.port != read.port},
      {"api.certificate", used.certificate.empty() != read.certificate.empty()},
      {"runs.threads", used.threads != read.threads}};
  std::string out;
  for (const auto& [key, differs] : keys)
    if (differs) out += (out.empty() ? "" : ", ") + std::string(key);
  return out;
}

}  // namespace

Service::Service(std::shared_ptr<const Settings> settings, std::shared_ptr<const Rules> rules,
                 std::unique_ptr<Store> store, FileVault vault, Log& log)
    : log_(log),
      settings_(std::move(settings)),
      rules_(std::move(rules)),
      started_with_(settings_),
      store_(std::move(store)),
      vault_(std::move(vault)) {}

std::expected<std::unique_ptr<Service>, std::vector<Error>> Service::start(Settings read,
                                                                           Log& log) {
  auto rules = rules_for(read);
  if (!rules) return std::unexpected(rules.error());
  auto vault = FileVault::open(read.data / "files");
  if (!vault) return std::unexpected(std::vector{vault.error()});
  auto store = open_store(read.database);
  if (!store) return std::unexpected(std::vector{store.error()});
  vault->clear_scratch();
  std::unique_ptr<Service> service(new Service(std::make_shared<const Settings>(std::move(read)),
                                               std::make_shared<const Rules>(*std::move(rules)),
                                               *std::move(store), *std::move(vault), log));
  if (auto failed = service->begin()) return std::unexpected(std::vector{*std::move(failed)});
  return service;
}

// The order matters: who is told comes before who tells.
std::optional<Error> Service::begin() {
  const Clock& clock = system_clock();
  notifier_ = make_notifier(*store_, clock, settings_);
  listen();
  pool_ = make_run_pool(*store_, vault_, events_, clock, settings_, rules_);
  probe_ =
      std::make_unique<StorageProbe>(*store_, vault_, clock, [this](const std::string& trouble) {
        pool_->hold(!trouble.empty());
        if (!trouble.empty()) log_.error("store.unusable", {{"why", trouble}});
      });
  scheduler_ = make_scheduler(
      *store_, events_, clock, settings_, [this] { pool_->wake(); }, [this] { tidy_up(); });
  auto api = make_api_server(api_needs());
  if (!api) return api.error();
  api_ = *std::move(api);
  return std::nullopt;
}

void Service::listen() {
  events_.listen([this](const Event& event) {
    metrics_.count(event);
    log_event(event);
    // What changed was stored with the run, to be sent.
    if (event.type == "run.finished") notifier_->wake();
  });
}

void Service::log_event(const Event& event) {
  const Log::Fields fields = {
      {"partner", event.partner}, {"run", std::to_string(event.run)}, {"data", event.data}};
  if (event.type == "scheduler.failed")
    log_.error(event.type, fields);
  else if (event.type == "run.failed" || event.type == "run.put_off")
    log_.warning(event.type, fields);
  else if (event.type != "run.progress")
    log_.info(event.type, fields);
}

ApiNeeds Service::api_needs() {
  return {.store = *store_,
          .vault = vault_,
          .events = events_,
          .clock = system_clock(),
          .wake = [this] { wake(); },
          .not_ready = [this] { return not_ready(); },
          .metrics = [this] { return metrics_text(); },
          .settings = [this] { return settings(); },
          .rules = [this] { return rules(); },
          .served = [this](std::string_view method, std::string_view route, int status,
                           Duration took) { metrics_.served(method, route, status, took); },
          .fault =
              [this](int status, const std::string& why) {
                if (status == 503)
                  log_.warning("request.refused", {{"why", why}});
                else
                  log_.error("request.failed", {{"why", why}});
              },
          .audit = [this](std::string_view what, const std::string& who,
                          const std::string& on) { log_.info(what, {{"who", who}, {"on", on}}); },
          .assets = settings_->dashboard,
          .openapi = installed_openapi()};
}

// Throws StoreUnavailable.
void Service::tidy_up() {
  const auto now = settings();
  const Discarded gone =
      discard_files(*store_, vault_, {.keep = now->keep_evidence, .keep_bytes = now->keep_bytes},
                    system_clock().now());
  if (gone.files + gone.references > 0)
    log_.info("retention", {{"files", std::to_string(gone.files)},
                            {"references", std::to_string(gone.references)},
                            {"bytes", std::to_string(gone.bytes)}});
}

// Who serves requests ends first, then who begins work, then who does it.
Service::~Service() {
  api_.reset();
  scheduler_.reset();
  probe_.reset();
  pool_.reset();
  notifier_.reset();
}

// What may still be refused comes last: the API's new certificate is in use when this returns.
std::expected<std::pair<std::shared_ptr<const Settings>, std::shared_ptr<const Rules>>,
              std::vector<Error>>
Service::read_again() {
  auto read = installed_settings(started_with_->file);
  if (!read) return std::unexpected(read.error());
  auto rules = rules_for(*read);
  if (!rules) return std::unexpected(rules.error());
  if (const auto taken = api_->reload(*read); !taken)
    return std::unexpected(std::vector{taken.error()});
  return std::pair(std::make_shared<const Settings>(*std::move(read)),
                   std::make_shared<const Rules>(*std::move(rules)));
}

bool Service::reload() {
  const auto read = read_again();
  metrics_.config_reloaded(read.has_value());
  if (!read) {
    for (const Error& error : read.error())
      log_.error("config.refused", {{"why", error.describe()}, {"kept", "the one before"}});
    return false;
  }
  const auto& [settings, fresh] = *read;
  if (const auto keys = waiting_for_restart(*started_with_, *settings); !keys.empty())
    log_.warning("config.needs_restart", {{"keys", keys}});
  {
    const std::lock_guard lock(mutex_);
    settings_ = settings;
    rules_ = fresh;
  }
  log_.change(settings->log_format, settings->log_level);
  notifier_->reload(settings);
  pool_->reload(settings, fresh);
  scheduler_->reload(settings);
  log_.info("config.reloaded");
  return true;
}

void Service::drain(Duration at_most) {
  log_.info("draining");
  stopping_ = true;
  api_->drain(std::chrono::seconds(5));
  pool_->drain(at_most);
}

void Service::wake() {
  scheduler_->wake();
  pool_->wake();
  notifier_->wake();
}

std::uint16_t Service::port() const {
  return api_->port();
}

std::string Service::not_ready() const {
  if (stopping_) return "the daemon is stopping";
  if (const std::string trouble = probe_->trouble(); !trouble.empty()) return trouble;
  if (const std::string why = pool_->gauge().resting; !why.empty())
    return "no run begins for a while, as one could not be stored: " + safe_text(why);
  if (const Duration lag = scheduler_->lag(); lag > kLagThatIsNotReady)
    return "partners have been due for " +
           std::to_string(std::chrono::duration_cast<std::chrono::minutes>(lag).count()) +
           " minutes without a run being queued";
  if (const std::string trouble = scheduler_->gauge().trouble; !trouble.empty())
    return "the scheduler: " + safe_text(trouble);
  return "";
}

std::shared_ptr<const Settings> Service::settings() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

std::shared_ptr<const Rules> Service::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

std::string Service::metrics_text() {
  Metrics::Readings now;
  now.ready = not_ready().empty();
  now.store_available = probe_->store_usable();
  try {
    const PortfolioCounts counts = store_->counts(system_clock().now());
    now.partners = counts.partners;
    now.never_checked = counts.never_checked;
    now.overdue = counts.overdue;
    now.queued = counts.queued;
    for (const auto& [outcome, number] : counts.outcomes)
      now.outcomes[std::string(to_string(outcome))] = number;
  } catch (const StoreUnavailable&) {
    now.store_available = false;
  }
  const RunPool::Gauge runs = pool_->gauge();
  now.running = runs.running;
  now.waiting_crawls = runs.waiting_crawls;
  now.runs_finished = runs.finished;
  now.runs_failed = runs.failed;
  now.leases_lost = runs.lost_leases;
  now.pages = runs.pages;
  now.pages_not_modified = runs.not_modified;
  const Notifier::Gauge sent = notifier_->gauge();
  now.deliveries_sent = sent.sent;
  now.delivery_tries_failed = sent.failed_tries;
  now.deliveries_dead = sent.dead;
  now.deliveries_pending = sent.pending;
  const Scheduler::Gauge beats = scheduler_->gauge();
  now.scheduler_lag = scheduler_->lag();
  now.scheduler_failures = beats.failures;
  now.scheduler_ok = beats.trouble.empty();
  return metrics_.text(now);
}

}  // namespace verify::daemon

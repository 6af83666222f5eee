#include "daemon/base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/store/records.h"

namespace verify::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

prometheus::Family<prometheus::Counter>& counters(prometheus::Registry& registry, const char* name,
                                                  const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

std::string class_of(int status) {
  return std::to_string(status / 100) + "xx";
}

/// The word under `key` where it is one of the list: whatever an event says, labels stay few.
template <class Parse>
std::string word_of(const Event& event, const char* key, Parse parse) {
  const auto data = nlohmann::json::parse(event.data, nullptr, false);
  if (!data.is_object() || !data.contains(key) || !data[key].is_string()) return "unknown";
  const std::string word = data[key];
  return parse(word) ? word : "unknown";
}

bool is_outcome(const std::string& word) {
  for (const Outcome outcome : {Outcome::ready, Outcome::not_ready, Outcome::needs_review})
    if (to_string(outcome) == word) return true;
  return false;
}

/// Families of one scrape, made of what the other rooms say of themselves: their totals are counted
/// there, so that there is one count of each.
class Scrape {
 public:
  void gauge(const char* name, const char* help, double value) {
    family(name, help, MetricType::Gauge).metric.push_back(gauge_of(value));
  }
  void total(const char* name, const char* help, std::uint64_t value) {
    ClientMetric metric;
    metric.counter.value = static_cast<double>(value);
    family(name, help, MetricType::Counter).metric.push_back(metric);
  }
  void gauges(const char* name, const char* help, const char* label,
              const std::map<std::string, std::int64_t>& values) {
    MetricFamily& out = family(name, help, MetricType::Gauge);
    for (const auto& [word, value] : values) {
      ClientMetric metric = gauge_of(static_cast<double>(value));
      metric.label.push_back({label, word});
      out.metric.push_back(std::move(metric));
    }
  }
  std::vector<MetricFamily> families;

 private:
  MetricFamily& family(const char* name, const char* help, MetricType type) {
    families.push_back({name, help, type, {}});
    return families.back();
  }
  static ClientMetric gauge_of(double value) {
    ClientMetric metric;
    metric.gauge.value = value;
    return metric;
  }
};

void add_portfolio(Scrape& out, const Metrics::Readings& now) {
  out.gauge("verifyd_partners", "Partners under watch.", double(now.partners));
  out.gauge("verifyd_partners_never_checked", "Partners without a finished run.",
            double(now.never_checked));
  out.gauge("verifyd_partners_overdue", "Partners that were due and have not been checked since.",
            double(now.overdue));
  out.gauges("verifyd_partners_by_outcome", "Partners by the outcome of their last run.", "outcome",
             now.outcomes);
}

void add_runs(Scrape& out, const Metrics::Readings& now) {
  out.gauge("verifyd_runs_queued", "Runs that wait.", double(now.queued));
  out.gauge("verifyd_runs_running", "Runs under way.", now.running);
  out.gauge("verifyd_crawls_waiting", "Runs that are over and could not be stored yet.",
            now.waiting_crawls);
  out.total("verifyd_pool_runs_finished_total", "Runs that ended with a report.",
            now.runs_finished);
  out.total("verifyd_pool_runs_failed_total", "Runs that ended without a report.", now.runs_failed);
  out.total("verifyd_leases_lost_total", "Runs whose lease somebody else took.", now.leases_lost);
  out.total("verifyd_pages_total", "Pages fetched.", now.pages);
  out.total("verifyd_pages_not_modified_total", "Pages a server answered 304 for.",
            now.pages_not_modified);
}

void add_deliveries(Scrape& out, const Metrics::Readings& now) {
  out.total("verifyd_deliveries_sent_total", "Messages that were taken.", now.deliveries_sent);
  out.total("verifyd_delivery_tries_failed_total", "Tries that failed.", now.delivery_tries_failed);
  out.total("verifyd_deliveries_dead_total", "Messages that were given up.", now.deliveries_dead);
  out.gauge("verifyd_deliveries_pending", "Messages that wait to be sent.",
            double(now.deliveries_pending));
}

void add_health(Scrape& out, const Metrics::Readings& now) {
  out.total("verifyd_scheduler_failures_total",
            "Times the scheduler could not do its work, as when the store was unavailable.",
            now.scheduler_failures);
  out.gauge("verifyd_scheduler_ok", "1 when the scheduler last did its work, else 0.",
            now.scheduler_ok ? 1 : 0);
  out.gauge("verifyd_scheduler_lag_seconds",
            "How long the longest overdue partner has had no run queued though there was room.",
            std::chrono::duration<double>(now.scheduler_lag).count());
  out.gauge("verifyd_store_available", "1 when the database can be written.", now.store_available);
  out.gauge("verifyd_ready", "1 when /readyz says so.", now.ready);
}

}  // namespace

struct Metrics::Impl {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      counters(registry, "verifyd_http_requests_total", "Answers, by route and class of status.");
  prometheus::Histogram& seconds =
      prometheus::BuildHistogram()
          .Name("verifyd_http_request_seconds")
          .Help("From the end of a request's header to the end of its answer.")
          .Register(registry)
          .Add({}, prometheus::Histogram::BucketBoundaries{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
                                                           1, 2.5, 10});
  prometheus::Family<prometheus::Counter>& denied =
      counters(registry, "verifyd_http_denied_total",
               "Requests without a token that holds (401), or whose role is not enough (403).");
  prometheus::Family<prometheus::Counter>& runs =
      counters(registry, "verifyd_runs_total", "Runs that were told as ended, by outcome.");
  prometheus::Family<prometheus::Counter>& transitions =
      counters(registry, "verifyd_transitions_total", "Changes of verdicts that were told.");
  prometheus::Family<prometheus::Counter>& reloads =
      counters(registry, "verifyd_config_reloads_total", "Reloads of the configuration.");
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {
  // Alerts on a rate need the series before the first failure.
  impl_->reloads.Add({{"result", "taken"}});
  impl_->reloads.Add({{"result", "refused"}});
  for (const char* status : {"401", "403"}) impl_->denied.Add({{"status", status}});
}
Metrics::~Metrics() = default;

void Metrics::served(std::string_view method, std::string_view route, int status, Duration took) {
  impl_->requests
      .Add({{"method", std::string(method)},
            {"route", std::string(route)},
            {"status", class_of(status)}})
      .Increment();
  if (status == 401 || status == 403)
    impl_->denied.Add({{"status", std::to_string(status)}}).Increment();
  impl_->seconds.Observe(std::chrono::duration<double>(took).count());
}

void Metrics::count(const Event& event) {
  if (event.type == "run.finished")
    impl_->runs.Add({{"outcome", word_of(event, "outcome", is_outcome)}}).Increment();
  else if (event.type == "run.failed")
    impl_->runs.Add({{"outcome", "failed"}}).Increment();
  else if (event.type == "transition")
    impl_->transitions.Add({{"cause", word_of(event, "cause", parse_cause)}}).Increment();
}

void Metrics::config_reloaded(bool taken) {
  impl_->reloads.Add({{"result", taken ? "taken" : "refused"}}).Increment();
}

std::string Metrics::text(const Readings& now) const {
  Scrape scrape;
  scrape.families = impl_->registry.Collect();
  add_portfolio(scrape, now);
  add_runs(scrape, now);
  add_deliveries(scrape, now);
  add_health(scrape, now);
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, scrape.families);
  return out.str();
}

}  // namespace verify::daemon

#include "daemon/base/metrics.h"

#include <catch2/catch.hpp>

using namespace verify::daemon;
using Catch::Contains;

TEST_CASE("what happened is counted under few labels", "[daemon][metrics]") {
  Metrics metrics;
  metrics.served("GET", "/api/v1/partners/{id}", 200, std::chrono::milliseconds(3));
  metrics.served("GET", "/api/v1/partners/{id}", 204, std::chrono::milliseconds(3));
  metrics.served("GET", "/api/v1/partners/{id}", 404, std::chrono::milliseconds(3));
  metrics.served("GET", "/metrics", 401, std::chrono::milliseconds(3));
  metrics.count({.type = "run.finished", .data = R"({"outcome":"ready"})"});
  metrics.count({.type = "run.failed", .data = "{}"});
  metrics.count({.type = "transition", .data = R"({"cause":"site_changed"})"});
  metrics.count({.type = "run.progress", .data = "{}"});
  metrics.config_reloaded(false);
  const std::string text = metrics.text({});
  const std::string requests = R"(verifyd_http_requests_total{method="GET",)"
                               R"(route="/api/v1/partners/{id}",status=)";
  CHECK_THAT(text, Contains(requests + R"("2xx"} 2)"));
  CHECK_THAT(text, Contains(requests + R"("4xx"} 1)"));
  CHECK_THAT(text, Contains("verifyd_http_request_seconds_count 4"));
  CHECK_THAT(text, Contains(R"(verifyd_http_denied_total{status="401"} 1)"));
  CHECK_THAT(text, Contains(R"(verifyd_http_denied_total{status="403"} 0)"));
  CHECK_THAT(text, Contains(R"(verifyd_runs_total{outcome="ready"} 1)"));
  CHECK_THAT(text, Contains(R"(verifyd_runs_total{outcome="failed"} 1)"));
  CHECK_THAT(text, Contains(R"(verifyd_transitions_total{cause="site_changed"} 1)"));
  CHECK_THAT(text, Contains(R"(verifyd_config_reloads_total{result="refused"} 1)"));
  CHECK_THAT(text, Contains(R"(verifyd_config_reloads_total{result="taken"} 0)"));
}

TEST_CASE("an event with words of its own makes no label of its own", "[daemon][metrics]") {
  const auto data =
      GENERATE("", "{", "[]", "{}", R"({"outcome":7})", R"({"outcome":"example.com"})");
  Metrics metrics;
  metrics.count({.type = "run.finished", .data = data});
  CHECK_THAT(metrics.text({}), Contains(R"(verifyd_runs_total{outcome="unknown"} 1)"));
}

TEST_CASE("what the rooms say of themselves is told as it is", "[daemon][metrics]") {
  const std::string text = Metrics().text({.partners = 3,
                                           .outcomes = {{"ready", 2}},
                                           .deliveries_dead = 4,
                                           .scheduler_lag = std::chrono::milliseconds(1500),
                                           .store_available = false});
  CHECK_THAT(text, Contains("verifyd_partners 3\n"));
  CHECK_THAT(text, Contains(R"(verifyd_partners_by_outcome{outcome="ready"} 2)"));
  CHECK_THAT(text, Contains("# TYPE verifyd_deliveries_dead_total counter"));
  CHECK_THAT(text, Contains("verifyd_deliveries_dead_total 4\n"));
  CHECK_THAT(text, Contains("verifyd_scheduler_lag_seconds 1.5\n"));
  CHECK_THAT(text, Contains("verifyd_store_available 0\n"));
  CHECK_THAT(text, Contains("verifyd_ready 1\n"));
}

#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "daemon/change/change.h"
#include "daemon/schedule/plan.h"
#include "verify/crawl.h"
#include "verify/error.h"
#include "verify/fetch.h"

namespace verify::daemon {

/// A receiver of webhooks.
struct WebhookSettings {
  std::string name;
  std::string url;
  std::filesystem::path secret_file;  ///< its content, without the final line break, is the key
};

/// A receiver of mail.
struct MailSettings {
  std::string name;
  std::string server;  ///< smtp://host:port or smtps://
  std::string from;
  std::vector<std::string> to;
  std::string user;
  std::filesystem::path password_file;
  std::string digest;  ///< a cadence: changes are collected; empty: a mail a run with changes
};

/// The daemon's configuration: config/verifyd.json, described by
/// config/schemas/verifyd.schema.json. Paths are relative to the file.
struct Settings {
  std::filesystem::path file;
  std::filesystem::path data;    ///< folder of database and files
  std::string database;          ///< "sqlite:FILE"; in the file empty: verifyd.db in `data`
  std::filesystem::path config;  ///< folder with checklists/ and lexicons/; empty: the bundled one
  std::filesystem::path dashboard;    ///< folder of its files; not in the file
  std::filesystem::path file_reader;  ///< the program that opens files; empty: the bundled one
  std::string checklist = "aws-ml-consulting-3.0-public";

  std::string listen = "127.0.0.1";
  int port = 8080;
  std::filesystem::path certificate, private_key;  ///< TLS where given
  int max_connections = 1024;
  std::string public_url;  ///< how receivers of messages reach the dashboard

  std::string default_cadence = "every 30d jitter 12h";
  std::map<std::string, std::string> groups;  ///< name -> cadence
  PlanRules plan;
  DampingRules damping;

  int threads = 0;  ///< that crawl; 0: one a core
  int crawls_per_thread = 8;
  Duration lease = std::chrono::seconds(60);
  CrawlOptions crawl;
  FetcherOptions fetcher;  ///< allow_net, connect_to, ca_file

  std::vector<WebhookSettings> webhooks;
  std::vector<MailSettings> mails;

  Duration keep_evidence = std::chrono::hours(24 * 365);  ///< that no live verdict cites
  std::uint64_t keep_bytes = 100ull << 30;
  std::string log_format = "text";  ///< or "json"
  std::string log_level = "info";
};

/// Reads and checks it: cadences, addresses, names that occur twice, files that cannot be read.
/// Every fault is told with file, line where it is not well formed, and JSON pointer.
std::expected<Settings, std::vector<Error>> load_settings(const std::filesystem::path& file);

}  // namespace verify::daemon

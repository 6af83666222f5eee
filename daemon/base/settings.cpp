#include "daemon/base/settings.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "daemon/base/json_reader.h"
#include "verify/screening.h"

namespace verify::daemon {
namespace {

namespace fs = std::filesystem;

constexpr Duration kSecond = std::chrono::seconds(1);
constexpr Duration kHour = std::chrono::hours(1);
constexpr Duration kDay = std::chrono::hours(24);
constexpr Duration kTenYears = kDay * 3653;

// One reading of a configuration file, section by section.
class SettingsReader {
 public:
  SettingsReader(const fs::path& file, std::vector<Error>& errors)
      : file_(file), folder_(fs::absolute(file).parent_path()), errors_(errors) {
    out_.file = fs::absolute(file);
  }

  Settings read(const nlohmann::json& value) {
    JsonReader root(value, file_.string(), "", errors_);
    path(root, "data", out_.data);
    if (out_.data.empty()) root.fault("data", "expected the folder the daemon keeps its data in");
    read_database(root);
    path(root, "config", out_.config);
    path(root, "file_reader", out_.file_reader);
    root.text("checklist", out_.checklist, 200);
    root.object("api", [&](JsonReader& in) { read_api(in); });
    root.object("schedule", [&](JsonReader& in) { read_schedule(in); });
    root.object("damping", [&](JsonReader& in) { read_damping(in); });
    root.object("runs", [&](JsonReader& in) { read_runs(in); });
    read_crawl(root);
    root.object("network", [&](JsonReader& in) { read_network(in); });
    root.objects("webhooks", [&](JsonReader& in) { read_webhook(in); });
    root.objects("mail", [&](JsonReader& in) { read_mail(in); });
    root.object("retention", [&](JsonReader& in) { read_retention(in); });
    root.object("log", [&](JsonReader& in) {
      in.word("format", out_.log_format, {"text", "json"});
      in.word("level", out_.log_level, {"debug", "info", "warning", "error"});
    });
    root.finish();
    return std::move(out_);
  }

 private:
  void path(JsonReader& in, const char* key, fs::path& out) {
    std::string text;
    in.text(key, text);
    if (!text.empty()) out = (folder_ / text).lexically_normal();
  }

  void read_database(JsonReader& root) {
    static constexpr std::string_view kScheme = "sqlite:";
    root.text("database", out_.database);
    if (out_.database.empty()) return;
    const std::string file =
        out_.database.starts_with(kScheme) ? out_.database.substr(kScheme.size()) : "";
    if (file.empty()) return root.fault("database", "expected sqlite:FILE");
    if (file != ":memory:")
      out_.database = std::string(kScheme) + (folder_ / file).lexically_normal().string();
  }

  // A file of a secret or a certificate: it must be there now, not when it is first needed.
  void readable(JsonReader& in, const char* key, fs::path& out) {
    path(in, key, out);
    if (!out.empty() && !std::ifstream(out).good()) in.fault(key, out.string() + " cannot be read");
  }

  void cadence(JsonReader& in, const char* key, std::string& out) {
    in.text(key, out, 200);
    if (out.empty()) return;
    if (const auto parsed = Cadence::parse(out); !parsed) in.fault(key, parsed.error().message);
  }

  void read_api(JsonReader& in) {
    in.text("listen", out_.listen, 100);
    if (!IpAddress::parse(out_.listen)) in.fault("listen", "expected an IPv4 or IPv6 address");
    in.whole("port", out_.port, 0, 65535);
    in.whole("max_connections", out_.max_connections, 8, 100'000);
    in.text("public_url", out_.public_url, 2000);
    if (!out_.public_url.empty() && !Url::parse(out_.public_url))
      in.fault("public_url", "expected an http or https URL");
    readable(in, "certificate", out_.certificate);
    readable(in, "private_key", out_.private_key);
    if (out_.certificate.empty() != out_.private_key.empty())
      in.fault("certificate", "certificate and private_key belong together");
  }

  void read_schedule(JsonReader& in) {
    cadence(in, "default", out_.default_cadence);
    if (out_.default_cadence.empty()) in.fault("default", "expected a cadence such as every 30d");
    in.entries("groups", [&](const std::string& name, const nlohmann::json& value) {
      if (!value.is_string())
        return in.fault("groups", "expected a cadence such as every 7d", name);
      const auto parsed = Cadence::parse(value.get_ref<const std::string&>());
      if (!parsed) return in.fault("groups", parsed.error().message, name);
      out_.groups.emplace(name, parsed->text());
    });
    in.duration("retry_first", out_.plan.retry_first, std::chrono::minutes(1), kDay * 30);
    in.duration("retry_longest", out_.plan.retry_longest, std::chrono::minutes(1), kDay * 30);
    in.whole("retry_most", out_.plan.retry_most, 0, 100);
  }

  void read_damping(JsonReader& in) {
    in.whole("blocked_runs", out_.damping.blocked_runs, 1, 100);
    in.whole("flapping_runs", out_.damping.flapping_runs, 1, 100);
    in.whole("flaps", out_.damping.flaps, 1, 100);
    in.duration("flap_window", out_.damping.flap_window, kHour, kTenYears);
  }

  void read_runs(JsonReader& in) {
    in.whole("threads", out_.threads, 0, 64);
    in.whole("crawls_per_thread", out_.crawls_per_thread, 1, 200);
    in.duration("lease", out_.lease, kSecond * 5, kHour);
  }

  // The keys of `verify screen --config`, read by the same code.
  void read_crawl(JsonReader& root) {
    const auto* value = root.raw("crawl");
    if (value == nullptr) return;
    auto options = parse_crawl_settings(value->dump(), file_.string(), "/crawl");
    if (options)
      out_.crawl = *options;
    else
      errors_.insert(errors_.end(), options.error().begin(), options.error().end());
  }

  void read_network(JsonReader& in) {
    std::vector<std::string> ranges, mappings;
    in.texts("allow_net", ranges);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (const auto range = OpenRange::parse(ranges[i]))
        out_.fetcher.allow_net.push_back(*range);
      else
        in.fault("allow_net",
                 "expected an address or a range such as 127.0.0.0/8 or 127.0.0.1:8080",
                 std::to_string(i));
    }
    in.texts("connect_to", mappings);
    for (std::size_t i = 0; i < mappings.size(); ++i) {
      if (auto mapping = FetcherOptions::ConnectTo::parse(mappings[i]))
        out_.fetcher.connect_to.push_back(*std::move(mapping));
      else
        in.fault("connect_to", "expected HOST:PORT:ADDR:PORT", std::to_string(i));
    }
    fs::path ca;
    path(in, "ca_file", ca);
    if (ca.empty()) return;
    if (const auto usable = check_ca_file(ca); !usable)
      in.fault("ca_file", usable.error().describe());
    out_.fetcher.ca_file = ca.string();
  }

  void name(JsonReader& in, std::string& out) {
    in.text("name", out, 64);
    if (out.empty())
      in.fault("name", "expected a name");
    else if (!channels_.insert(out).second)
      in.fault("name", "another channel has this name");
  }

  void read_webhook(JsonReader& in) {
    WebhookSettings hook;
    name(in, hook.name);
    in.text("url", hook.url, 2000);
    if (!Url::parse(hook.url)) in.fault("url", "expected an http or https URL");
    readable(in, "secret_file", hook.secret_file);
    if (hook.secret_file.empty())
      in.fault("secret_file", "expected a file with the key messages are signed with");
    out_.webhooks.push_back(std::move(hook));
  }

  void read_mail(JsonReader& in) {
    MailSettings mail;
    name(in, mail.name);
    in.text("server", mail.server, 500);
    if (!mail.server.starts_with("smtp://") && !mail.server.starts_with("smtps://"))
      in.fault("server", "expected smtp://HOST:PORT or smtps://HOST:PORT");
    in.text("from", mail.from, 320);
    if (!is_address(mail.from)) in.fault("from", "expected a mail address");
    in.texts("to", mail.to);
    if (mail.to.empty()) in.fault("to", "expected a list of mail addresses");
    for (std::size_t i = 0; i < mail.to.size(); ++i)
      if (!is_address(mail.to[i])) in.fault("to", "expected a mail address", std::to_string(i));
    in.text("user", mail.user, 320);
    readable(in, "password_file", mail.password_file);
    if (!mail.user.empty() && mail.password_file.empty())
      in.fault("user", "expected a password_file beside it");
    cadence(in, "digest", mail.digest);
    out_.mails.push_back(std::move(mail));
  }

  // Whether it can stand in a header and an SMTP command; more is for the mail server to say.
  static bool is_address(const std::string& text) {
    const auto at = text.find('@');
    return at != std::string::npos && at > 0 && at + 1 < text.size() &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
             return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != ',' && c != ';' &&
                    c != '"';
           });
  }

  void read_retention(JsonReader& in) {
    in.duration("evidence", out_.keep_evidence, kDay, kTenYears * 10);
    in.whole("bytes", out_.keep_bytes, 1 << 20, std::int64_t{1} << 50);
  }

  fs::path file_, folder_;
  std::vector<Error>& errors_;
  std::set<std::string> channels_;
  Settings out_;
};

}  // namespace

std::expected<Settings, std::vector<Error>> load_settings(const fs::path& file) {
  const auto read = read_json_file(file.string());
  if (!read) return std::unexpected(std::vector{read.error()});
  std::vector<Error> errors;
  Settings settings = SettingsReader(file, errors).read(read->value);
  settings.fetcher.user_agent = user_agent_header(settings.crawl);
  if (!errors.empty()) {
    read->add_lines(errors);
    return std::unexpected(std::move(errors));
  }
  if (settings.database.empty())
    settings.database = "sqlite:" + (settings.data / "verifyd.db").string();
  return settings;
}

}  // namespace verify::daemon

// import and export: partners as folders of files.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "daemon/base/ids.h"
#include "daemon/base/inside.h"
#include "daemon/base/json_reader.h"
#include "daemon/service/commands.h"
#include "daemon/service/with_store.h"
#include "verify/application.h"
#include "verify/safe_text.h"
#include "verify/screening.h"

namespace verify::daemon {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, std::string_view bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out)
    throw fs::filesystem_error("cannot be written", file,
                               std::make_error_code(std::errc::io_error));
}

// A folder's name as an id: lower case, what an id cannot hold becomes '-'.
std::string id_from(const fs::path& folder) {
  std::string id;
  for (const char c : folder.filename().string()) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    id += upper ? static_cast<char>(c - 'A' + 'a') : kept ? c : '-';
  }
  return id;
}

// What partner.json beside an application says; every key may be left out.
Partner partner_from(const fs::path& folder, std::vector<Error>& errors) {
  Partner partner;
  partner.id = id_from(folder);
  const fs::path file = folder / "partner.json";
  std::error_code ignored;
  if (fs::exists(file, ignored)) {
    const auto read = read_json_file(file.string());
    if (!read) {
      errors.push_back(read.error());
      return partner;
    }
    JsonReader in(read->value, file.string(), "", errors);
    in.text("id", partner.id, 64);
    in.text("group", partner.group, 64);
    in.text("cadence", partner.cadence, 200);
    if (!partner.cadence.empty())
      if (const auto cadence = Cadence::parse(partner.cadence); !cadence)
        in.fault("cadence", cadence.error().message);
    in.text("checklist", partner.checklist, 200);
    in.flag("paused", partner.paused);
    in.finish();
    read->add_lines(errors);
  }
  if (!is_partner_id(partner.id))
    errors.push_back({Error::Code::schema, "\"" + partner.id + "\" cannot be a partner's id",
                      file.string(), 0, "/id"});
  return partner;
}

// One partner's folder.
class Import {
 public:
  Import(Store& store, FileVault& vault, FileReader& reader)
      : store_(store), vault_(vault), reader_(reader) {}

  // False when it was not taken, after printing why.
  bool take(const fs::path& application_file) {
    std::vector<Error> errors;
    const fs::path folder = fs::absolute(application_file).parent_path();
    Partner partner = partner_from(folder, errors);
    const auto application = load_application(application_file);
    if (!application)
      errors.insert(errors.end(), application.error().begin(), application.error().end());
    if (!errors.empty()) {
      for (const Error& error : errors) refuse(error.describe());
      return false;
    }
    const Instant now = system_clock().now();
    partner.name = application->partner.name.official;
    partner.created_at = now;
    const auto there = store_.partner(partner.id);
    if (!there)
      store_.put_partner(partner);
    else if (there->name != partner.name)
      store_.rename_partner(partner.id, partner.name);
    ApplicationVersion version{.partner = partner.id,
                               .sha256 = application->sha256,
                               .json = application->source,
                               .submitted_at = now,
                               .submitted_by = "import"};
    submit(*application, folder, version);
    const int number = store_.add_application(version);
    std::cout << safe_text(partner.id) << "\tversion " << number
              << (there ? "\tknown\n" : "\tnew\n");
    return true;
  }

 private:
  // What is left out the report tells as well.
  void submit(const Application& application, const fs::path& folder, ApplicationVersion& version) {
    const auto tell = [](const std::string& message) { refuse(message); };
    for (const auto& [name, bytes] : submitted_files(application, folder, reader_, tell).bytes) {
      const auto digest = vault_.put(bytes);
      if (!digest) throw StoreUnavailable(digest.error().describe());
      version.files.emplace(name, *digest);
    }
  }

  Store& store_;
  FileVault& vault_;
  FileReader& reader_;
};

nlohmann::ordered_json as_json(const Partner& partner) {
  return {{"id", partner.id},
          {"group", partner.group},
          {"cadence", partner.cadence},
          {"checklist", partner.checklist},
          {"paused", partner.paused}};
}

void export_partner(Store& store, const FileVault& vault, const Partner& partner,
                    const fs::path& folder) {
  write(folder / "partner.json", as_json(partner).dump(2) + "\n");
  if (const auto application = store.application(partner.id)) {
    write(folder / "application.json", application->json);
    for (const auto& [name, digest] : application->files)
      if (const auto bytes = vault.read(digest); bytes && stays_inside(name))
        write(folder / name, *bytes);
  }
  const auto runs = store.runs({.partner = partner.id, .state = RunState::finished, .limit = 1});
  if (runs.empty()) return;
  if (const auto report = vault.read(runs.front().report)) write(folder / "report.json", *report);
  if (const auto evidence = vault.read(runs.front().evidence))
    write(folder / "evidence.warc.gz", *evidence);
}

}  // namespace

int import_folder(const Settings& settings, const std::string& folder) {
  const auto applications = applications_below(folder);
  if (!applications) return refuse(applications.error().describe());
  if (applications->empty())
    return refuse(folder + ": there is no application.json in it or below");
  return with_data(settings, [&](Store& store, FileVault& vault) {
    const auto reader = make_child_file_reader({.program = settings.file_reader});
    Import import(store, vault, *reader);
    const auto taken = std::count_if(applications->begin(), applications->end(),
                                     [&](const fs::path& file) { return import.take(file); });
    const auto refused = static_cast<std::ptrdiff_t>(applications->size()) - taken;
    std::cerr << taken << " taken, " << refused << " refused\n";
    return refused == 0 ? 0 : 3;
  });
}

int export_folder(const Settings& settings, const std::string& folder) {
  if (fs::exists(folder) && !fs::is_empty(folder))
    return refuse(folder + ": is there and not empty");
  return with_data(settings, [&](Store& store, FileVault& vault) {
    PortfolioFilter filter{.limit = 500};
    std::size_t exported = 0;
    while (true) {
      const auto rows = store.portfolio(filter, system_clock().now());
      if (rows.empty()) break;
      for (const PortfolioRow& row : rows)
        export_partner(store, vault, row.partner, fs::path(folder) / row.partner.id);
      exported += rows.size();
      filter.after = rows.back().partner.id;
    }
    std::cerr << exported << " partners exported\n";
    return 0;
  });
}

int back_up(const Settings& settings, const std::string& file) {
  if (fs::exists(file)) return refuse(file + ": is there already");
  return with_store(settings, [&](Store& store) {
    store.backup(file);
    return 0;
  });
}

}  // namespace verify::daemon

#include "daemon/service/with_store.h"

#include <iostream>

#include "verify/safe_text.h"

namespace verify::daemon {
namespace {

int tell(const std::string& message, int code) {
  std::cerr << "verifyd: " << safe_text(message) << "\n";
  return code;
}

}  // namespace

int refuse(const std::string& message) {
  return tell(message, 3);
}

int trouble(const std::string& message) {
  return tell(message, 4);
}

int with_data(const Settings& settings, const std::function<int(Store&, FileVault&)>& work) try {
  auto vault = FileVault::open(settings.data / "files");
  if (!vault) return refuse(vault.error().describe());
  const auto store = open_store(settings.database, Opening::beside);
  if (!store) return refuse(store.error().describe());
  return work(**store, *vault);
} catch (const StoreUnavailable& unavailable) {
  return trouble(unavailable.what());
}

int with_store(const Settings& settings, const std::function<int(Store&)>& work) {
  return with_data(settings, [&](Store& store, FileVault&) { return work(store); });
}

}  // namespace verify::daemon

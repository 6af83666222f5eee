#include "verify/probe.h"

#include <algorithm>

namespace verify {
namespace {

template <class T>
T value_or(const std::map<std::string, ParamValue>& values, std::string_view name, T fallback) {
  const auto it = values.find(std::string(name));
  if (it == values.end()) return fallback;
  const T* value = std::get_if<T>(&it->second);
  return value != nullptr ? *value : fallback;
}

}  // namespace

std::int64_t Params::integer(std::string_view name, std::int64_t fallback) const {
  return value_or(values, name, fallback);
}

bool Params::flag(std::string_view name, bool fallback) const {
  return value_or(values, name, fallback);
}

std::vector<std::string> Params::words(std::string_view name,
                                       std::vector<std::string> fallback) const {
  return value_or(values, name, std::move(fallback));
}

std::vector<Topic> Params::topics(std::string_view name) const {
  return value_or(values, name, std::vector<Topic>{});
}

const Probe* find_probe(std::string_view id) {
  const auto probes = all_probes();
  const auto it =
      std::find_if(probes.begin(), probes.end(), [&](const Probe* each) { return each->id == id; });
  return it == probes.end() ? nullptr : *it;
}

}  // namespace verify

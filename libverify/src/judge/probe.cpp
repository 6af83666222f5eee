#include "verify/probe.h"

#include <algorithm>

namespace verify {
namespace {

using Values = std::map<std::string, ParamValue>;

template <class T>
const T* find_value(const Values& values, std::string_view name) {
  const auto it = values.find(std::string(name));
  return it == values.end() ? nullptr : std::get_if<T>(&it->second);
}

template <class T>
T value_or(const Values& values, std::string_view name, T fallback) {
  const T* value = find_value<T>(values, name);
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

const std::vector<Topic>& Params::topics(std::string_view name) const {
  static const std::vector<Topic> kNone;
  const auto* topics = find_value<std::vector<Topic>>(values, name);
  return topics != nullptr ? *topics : kNone;
}

const Probe* find_probe(std::string_view id) {
  const auto probes = all_probes();
  const auto it =
      std::find_if(probes.begin(), probes.end(), [&](const Probe* each) { return each->id == id; });
  return it == probes.end() ? nullptr : *it;
}

}  // namespace verify

#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "daemon/store/records.h"

/// The records as the API says them. Keys are as config/openapi/verifyd.openapi.json describes.
namespace verify::daemon {

using Json = nlohmann::ordered_json;
using verify::to_string;  // of moments, which are no types of ours, beside those of records.h

/// On one line, with a line break; what is not UTF-8 becomes U+FFFD.
std::string text_of(const Json& json);

Json json_of(const PortfolioRow& row);
Json json_of(const PortfolioCounts& counts);
Json json_of(const ApplicationVersion& application);  ///< without its text
Json json_of(const Run& run);
Json json_of(const FindingRow& finding);
Json json_of(const Standing& standing);
Json json_of(const Transition& transition);
Json json_of(const Override& override);
Json json_of(const Delivery& delivery);

template <class Records>
Json list_of(const Records& records) {
  Json out = Json::array();
  for (const auto& record : records) out.push_back(json_of(record));
  return out;
}

/// Its words, or null.
template <class Value>
Json word_or_null(const std::optional<Value>& value) {
  return value ? Json(to_string(*value)) : Json(nullptr);
}
/// null for an empty text.
Json text_or_null(const std::string& text);

}  // namespace verify::daemon

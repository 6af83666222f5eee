#include "page/json_facts.h"

#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "page/json_flat.h"

namespace verify {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::size_t kMaxValue = 500;  // bytes
constexpr std::size_t kMaxKey = 200;    // bytes; what is longer is no name of a property
constexpr std::size_t kMaxFacts = 20'000;
constexpr int kMaxPath = 4;  // keys between a value and its owner

std::string text_of(const JsonNode& node) {
  return shorten(collapse_space(unescape_json(node.value)), kMaxValue);
}

std::string key_of(const JsonNode& node) {
  return shorten(node.key, kMaxKey);
}

class FactReader {
 public:
  explicit FactReader(std::string_view json)
      : nodes_(read_json_leniently(json)), names_(nodes_.size(), kNone), values_(nodes_.size()) {
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
      const std::uint32_t object = nodes_[i].parent;
      if (object >= nodes_.size()) continue;
      if (nodes_[i].key == "name" && names_[object] == kNone) names_[object] = i;
      if (nodes_[i].key == "value") values_[object] = true;
    }
  }

  void read(std::vector<PageFact>& out) {
    for (std::uint32_t i = 0; i < nodes_.size() && out.size() < kMaxFacts; ++i) {
      if (nodes_[i].kind != JsonNode::Kind::string) continue;
      PageFact fact{.kind = PageFact::Kind::data, .text = text_of(nodes_[i])};
      if (fact.text.empty()) continue;
      place(i, fact);
      out.push_back(std::move(fact));
    }
  }

 private:
  // {"name": "Partner tier", "value": "Premier"} is a label and its value
  // (schema.org/PropertyValue).
  bool is_property(std::uint32_t object) const {
    return names_[object] != kNone && values_[object];
  }

  // The name of an object, which all its values ask for: read once.
  const std::string& name_of(std::uint32_t object) {
    const auto [known, fresh] = name_texts_.try_emplace(object);
    if (fresh) known->second = text_of(nodes_[names_[object]]);
    return known->second;
  }

  // The nearest object around a value that has a name of its own owns it; the keys on the way to it
  // say what it is.
  void place(std::uint32_t value, PageFact& fact) {
    fact.label = key_of(nodes_[value]);
    bool is_name = nodes_[value].key == "name";
    std::uint32_t at = nodes_[value].parent;
    const bool labelled = nodes_[value].key == "value" && at < nodes_.size() && is_property(at);
    if (labelled) fact.label = name_of(at);
    for (int steps = 0; at < nodes_.size() && steps < kMaxPath; at = nodes_[at].parent) {
      const JsonNode& node = nodes_[at];
      if (node.kind == JsonNode::Kind::object && !is_name && names_[at] != kNone &&
          !is_property(at)) {
        fact.owner = name_of(at);
        return;
      }
      if (node.kind == JsonNode::Kind::object) is_name = false;
      if (node.key.empty()) continue;
      if (!labelled) fact.label = key_of(node) + (fact.label.empty() ? "" : ".") + fact.label;
      ++steps;
    }
  }

  const std::vector<JsonNode> nodes_;
  std::vector<std::uint32_t> names_;  // by object: the index of its name
  std::vector<bool> values_;          // by object: whether it has a member "value"
  std::unordered_map<std::uint32_t, std::string> name_texts_;  // by object, of those asked for
};

}  // namespace

void add_json_facts(std::string_view json, std::vector<PageFact>& out) {
  FactReader(json).read(out);
}

}  // namespace verify

#include <array>
#include <cstring>

#include "base/text.h"
#include "page/date_candidates.h"
#include "page/json_flat.h"

namespace verify {
namespace {

/// A member of a JSON-LD object that holds a date.
struct Property {
  std::string_view key;
  bool modified;
  double weight;
};
constexpr auto kProperties = std::to_array<Property>({
    {"datePublished", false, 0},
    {"dateCreated", false, -1},
    {"datePosted", false, 0},
    {"uploadDate", false, -1},
    {"dateModified", true, -1},
});

const Property* property_of(std::string_view key) {
  if (const std::size_t colon = key.rfind(':'); colon != key.npos) key.remove_prefix(colon + 1);
  for (const Property& property : kProperties)
    if (property.key == key) return &property;
  return nullptr;
}

// What stands below one of these belongs to something else than the page.
constexpr auto kOthers = std::to_array<std::string_view>({"comment",
                                                          "comments",
                                                          "review",
                                                          "reviews",
                                                          "itemListElement",
                                                          "hasPart",
                                                          "mentions",
                                                          "citation",
                                                          "isBasedOn",
                                                          "image",
                                                          "video",
                                                          "associatedMedia",
                                                          "publisher",
                                                          "author",
                                                          "about",
                                                          "relatedLink",
                                                          "suggestedAnswer",
                                                          "acceptedAnswer",
                                                          "significantLink",
                                                          "blogPost",
                                                          "blogPosts",
                                                          "subjectOf",
                                                          "isPartOf",
                                                          "thumbnail",
                                                          "liveBlogUpdate",
                                                          "primaryImageOfPage",
                                                          "logo",
                                                          "itemReviewed",
                                                          "offers"});

bool belongs_elsewhere(const std::vector<JsonNode>& nodes, std::uint32_t i) {
  for (; i < nodes.size(); i = nodes[i].parent)
    for (const std::string_view other : kOthers)
      if (nodes[i].key == other) return true;
  return false;
}

std::string_view type_of(const std::vector<JsonNode>& nodes, std::uint32_t object) {
  for (std::uint32_t i = object + 1; i < nodes[object].end; i = nodes[i].end) {
    if (nodes[i].key != "@type") continue;
    const bool list = nodes[i].kind == JsonNode::Kind::array && nodes[i].end > i + 1;
    return nodes[list ? i + 1 : i].value;
  }
  return {};
}

// The weight of a date of an object of this type; 0: says nothing about the page.
double type_weight(std::string_view type) {
  const auto ends = [&](std::string_view end) { return type.ends_with(end); };
  if (ends("Article") || ends("Posting") || ends("BlogPost") || type == "Report") return 3.6;
  if (type == "WebPage" || ends("Page") || type == "CreativeWork") return 3.0;
  if (type.empty() || type == "Recipe" || type == "Blog" || type == "HowTo" || type == "Book")
    return 2.5;
  if (type == "VideoObject" || type == "AudioObject" || type == "PodcastEpisode") return 2.0;
  if (type == "ImageObject" || type == "Comment" || type == "UserComments" || type == "Person" ||
      type == "Organization" || type == "Event" || type == "Offer" || type == "MediaObject")
    return 0;
  return 2.0;
}

/// A member of a script's state that holds a date.
struct StateKey {
  std::string_view key;  // lower case, without '_' and '-'
  bool modified;
  double weight = 1.8;
};
constexpr auto kStateKeys = std::to_array<StateKey>({
    {"datepublished", false},
    {"publishedat", false},
    {"publisheddate", false},
    {"publishedon", false},
    {"publishedtime", false},
    {"publishdate", false},
    {"publisheddatetime", false},
    {"publishtime", false},
    {"publishat", false},
    {"publicationdate", false},
    {"publicationtime", false},
    {"publicationdatetime", false},
    {"publishdatetime", false},
    {"pubdate", false},
    {"firstpublished", false},
    {"firstpublishedat", false},
    {"firstpublishdate", false},
    {"originalpublishdate", false},
    {"articlepublicationdate", false},
    {"articlepublisheddate", false},
    {"articlepublishdate", false},
    {"createdat", false, 0.7},
    {"createddate", false, 0.7},
    {"datecreated", false, 0.7},
    {"datemodified", true},
    {"modifieddate", true},
    {"modifiedat", true},
    {"lastmodified", true},
});

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

const StateKey* state_key(std::string_view word) {
  std::string plain;
  for (const char c : word)
    if (c != '_' && c != '-') plain += c;
  plain = ascii_lower(plain);
  for (const StateKey& key : kStateKeys)
    if (key.key == plain) return &key;
  return nullptr;
}

// The value after a key that ends at i: past a quote (escaped in nested JSON), colon, quote. Empty
// when something else stands there.
std::string_view state_value(std::string_view script, std::size_t i) {
  static constexpr std::string_view kAround = " \"'\\\n\t\r";
  bool colon = false;
  for (std::size_t steps = 0; i < script.size() && steps < 12; ++i, ++steps) {
    if (script[i] == ':' || script[i] == '=') {
      if (colon) return {};
      colon = true;
    } else if (kAround.find(script[i]) == kAround.npos) {
      break;
    }
  }
  if (!colon || i >= script.size()) return {};
  const std::string_view value = script.substr(i, 64);
  return value.substr(0, value.find_first_of("\"'\\},;\n"));
}

}  // namespace

void add_json_ld_dates(std::string_view json, const DateReading& reading, DateCandidates& out) {
  const std::vector<JsonNode> nodes = read_json_leniently(json);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const JsonNode& node = nodes[i];
    if (node.key.size() < 10 || node.value.empty()) continue;
    const Property* property = property_of(node.key);
    if (property == nullptr || belongs_elsewhere(nodes, i)) continue;
    const std::string_view type =
        node.parent < nodes.size() ? type_of(nodes, node.parent) : std::string_view();
    const double weight = type_weight(type);
    if (weight <= 0) continue;
    const std::string value = unescape_json(node.value);
    if (const auto date = read_date_value(value, reading))
      out.push_back({*date, "json-ld", std::string(type) + "." + std::string(property->key),
                     property->modified, (weight + property->weight) * day_certainty(value)});
  }
}

void add_script_dates(std::string_view script, const DateReading& reading, DateCandidates& out) {
  static constexpr std::array<std::string_view, 4> kMarks = {"ubli", "ubDate", "reated", "odified"};
  constexpr int kMost = 8;
  for (const std::string_view mark : kMarks) {
    int found = 0;
    for (std::size_t i = script.find(mark); i != script.npos && found < kMost;
         i = script.find(mark, i + mark.size())) {
      std::size_t begin = i, end = i;
      while (begin > 0 && i - begin < 24 && is_word(script[begin - 1])) --begin;
      while (end < script.size() && end - i < 24 && is_word(script[end])) ++end;
      const StateKey* key = state_key(script.substr(begin, end - begin));
      if (key == nullptr) continue;
      const std::string_view value = state_value(script, end);
      const auto date = read_date_value(value, reading);
      if (!date) continue;
      // The page's own state comes first; what follows is more and more often about other pages.
      out.push_back({*date, "script", std::string(script.substr(begin, end - begin)), key->modified,
                     key->weight * day_certainty(value) / (1 + found)});
      ++found;
    }
  }
}

}  // namespace verify

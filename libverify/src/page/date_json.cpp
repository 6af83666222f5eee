#include <algorithm>
#include <array>
#include <iterator>

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

// "/post" of "https://a.example/post/?x#y"; empty for a home page and for what is no address.
std::string_view path_of_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == address.npos) return {};
  address = address.substr(0, address.find_first_of("?#"));
  const std::size_t slash = address.find('/', scheme + 3);
  if (slash == address.npos) return {};
  address.remove_prefix(slash);
  while (address.ends_with('/')) address.remove_suffix(1);
  return address;
}

// The path of the page an object says it is about.
std::string object_path(const std::vector<JsonNode>& nodes, std::uint32_t object) {
  for (std::uint32_t i = object + 1; i < nodes[object].end; i = nodes[i].end) {
    const std::string_view key = nodes[i].key;
    if (key != "url" && key != "mainEntityOfPage" && key != "@id") continue;
    std::uint32_t value = i;
    if (nodes[i].kind == JsonNode::Kind::object)
      for (std::uint32_t k = i + 1; k < nodes[i].end; k = nodes[k].end)
        if (nodes[k].key == "@id") value = k;
    const std::string address = unescape_json(nodes[value].value);
    if (const std::string_view path = path_of_address(address); !path.empty())
      return std::string(path);
  }
  return {};
}

// Where one object is about this page, the objects about others say nothing of it.
void drop_other_pages(DateCandidates& found, const std::vector<std::string>& paths,
                      std::string_view own) {
  while (own.ends_with('/')) own.remove_suffix(1);
  if (own.empty() || std::ranges::find(paths, own) == paths.end()) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (paths[i].empty() || paths[i] == own) std::swap(found[kept++], found[i]);
  found.resize(kept);
}

}  // namespace

void add_json_ld_dates(std::string_view json, const DateReading& reading, DateCandidates& out) {
  const std::vector<JsonNode> nodes = read_json_leniently(json);
  DateCandidates found;
  std::vector<std::string> paths;
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
    const auto date = read_date_value(value, reading);
    if (!date) continue;
    found.push_back({*date, "json-ld", std::string(type) + "." + std::string(property->key),
                     property->modified, (weight + property->weight) * day_certainty(value)});
    paths.push_back(node.parent < nodes.size() ? object_path(nodes, node.parent) : std::string());
  }
  drop_other_pages(found, paths, reading.own_path);
  std::ranges::move(found, std::back_inserter(out));
}

}  // namespace verify

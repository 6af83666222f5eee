#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "page/date_candidates.h"
#include "page/json_flat.h"

namespace verify {
namespace {

// Dates of one block: a list of a thousand posts has two for each.
constexpr std::size_t kMaxDates = 5000;
// Candidates of a page, past which no more blocks are read.
constexpr std::size_t kMaxPageDates = 20'000;
constexpr std::size_t kMaxType = 100;  // bytes that are told of a type; those in use have some 20

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

// By node: whether it is one of these or stands below one.
std::vector<bool> standing_elsewhere(const std::vector<JsonNode>& nodes) {
  std::vector<bool> elsewhere(nodes.size());
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const bool below = nodes[i].parent < nodes.size() && elsewhere[nodes[i].parent];
    elsewhere[i] = below || std::ranges::find(kOthers, nodes[i].key) != kOthers.end();
  }
  return elsewhere;
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

/// What an object says of itself, for all its dates.
struct Owner {
  std::string type;  // shortened
  double weight = type_weight({});
  std::string path;
};

Owner read_owner(const std::vector<JsonNode>& nodes, std::uint32_t object) {
  if (object >= nodes.size()) return {};
  const std::string_view type = type_of(nodes, object);
  return {shorten(type, kMaxType), type_weight(type), object_path(nodes, object)};
}

using Owners = std::vector<const Owner*>;

// Where one object is about this page, the objects about others say nothing of it.
void drop_other_pages(DateCandidates& found, const Owners& owners, std::string_view own) {
  while (own.ends_with('/')) own.remove_suffix(1);
  if (own.empty() || std::ranges::find(owners, own, &Owner::path) == owners.end()) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (owners[i]->path.empty() || owners[i]->path == own) std::swap(found[kept++], found[i]);
  found.resize(kept);
}

/// The dates of one block.
class LinkedDates {
 public:
  LinkedDates(std::string_view json, const DateReading& reading)
      : nodes_(read_json_leniently(json)), reading_(reading) {}

  DateCandidates read() {
    const std::vector<bool> elsewhere = standing_elsewhere(nodes_);
    for (std::uint32_t i = 0; i < nodes_.size() && found_.size() < kMaxDates; ++i) {
      if (nodes_[i].key.size() < 10 || nodes_[i].value.empty() || elsewhere[i]) continue;
      if (const Property* property = property_of(nodes_[i].key)) add(nodes_[i], *property);
    }
    drop_other_pages(found_, owners_, reading_.own_path);
    return std::move(found_);
  }

 private:
  void add(const JsonNode& node, const Property& property) {
    const auto [known, fresh] = read_.try_emplace(node.parent);
    if (fresh) known->second = read_owner(nodes_, node.parent);
    const Owner& owner = known->second;
    if (owner.weight <= 0) return;
    const std::string value = unescape_json(node.value);
    const auto date = read_date_value(value, reading_);
    if (!date) return;
    found_.push_back({*date, "json-ld", owner.type + "." + std::string(property.key),
                      property.modified, (owner.weight + property.weight) * day_certainty(value)});
    owners_.push_back(&owner);
  }

  const std::vector<JsonNode> nodes_;
  const DateReading& reading_;
  std::unordered_map<std::uint32_t, Owner> read_;  // by object
  DateCandidates found_;
  Owners owners_;  // of found_
};

}  // namespace

void add_json_ld_dates(std::string_view json, const DateReading& reading, DateCandidates& out) {
  if (out.size() >= kMaxPageDates) return;
  std::ranges::move(LinkedDates(json, reading).read(), std::back_inserter(out));
}

}  // namespace verify

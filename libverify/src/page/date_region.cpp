#include "page/date_region.h"

#include <array>

#include "base/text.h"

namespace verify {
namespace {

using namespace date_region;

struct Name {
  std::string_view word;
  DateRegion region;
};

// Words of class names and ids; "entry-date", "entryDate" and "entry_date" are two words each.
constexpr auto kNames = std::to_array<Name>({
    {"comment", comment},
    {"comments", comment},
    {"commentlist", comment},
    {"disqus", comment},
    {"kommentar", comment},
    {"kommentare", comment},
    {"reply", comment},
    {"replies", comment},
    {"commentaires", comment},
    {"comentarios", comment},
    {"commentarea", comment},
    {"review", comment},
    {"reviews", comment},
    {"respond", comment},
    {"related", related},
    {"recommended", related},
    {"recommendation", related},
    {"recommendations", related},
    {"recent", related},
    {"popular", related},
    {"teaser", related},
    {"teasers", related},
    {"similar", related},
    {"trending", related},
    {"carousel", related},
    {"card", related},
    {"cards", related},
    {"latest", related},
    {"newsfeed", related},
    {"ticker", related},
    {"mostread", related},
    {"archives", related},
    {"calendar", related},
    {"sidebar", sidebar},
    {"aside", sidebar},
    {"widget", sidebar},
    {"widgets", sidebar},
    {"rail", sidebar},
    {"marginalspalte", sidebar},
    {"footer", footer},
    {"colophon", footer},
    {"copyright", footer},
    {"imprint", footer},
    {"nav", nav},
    {"navigation", nav},
    {"menu", nav},
    {"navbar", nav},
    {"breadcrumb", 0},
    {"pagination", nav},
    {"pager", nav},
    {"date", dated},
    {"dates", dated},
    {"datum", dated},
    {"fecha", dated},
    {"data", 0},
    {"timestamp", dated},
    {"time", dated},
    {"datetime", dated},
    {"dateline", dated},
    {"published", dated | date_region::published},
    {"publish", dated | date_region::published},
    {"posted", dated | date_region::published},
    {"pubdate", dated | date_region::published},
    {"publication", dated | date_region::published},
    {"dtstamp", dated},
    {"created", dated},
    {"postdate", dated},
    {"entrydate", dated},
    {"dtreviewed", dated},
    {"updated", date_region::modified},
    {"modified", date_region::modified},
    {"lastmod", date_region::modified},
    {"dateupdated", date_region::modified},
    {"byline", byline},
    {"meta", byline},
    {"author", byline},
    {"autor", byline},
    {"info", byline},
    {"infos", byline},
    {"postmeta", byline},
    {"entrymeta", byline},
    {"metadata", byline},
    {"credits", byline},
    {"submitted", byline},
    {"posthead", byline},
});

constexpr std::size_t kBuckets = 512;

constexpr std::size_t bucket(std::string_view word) {
  std::uint32_t hash = 2166136261u;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash ^ (hash >> 15)) % kBuckets;
}

// Open addressing: class names are looked up for every element of a page.
constexpr std::array<std::uint8_t, kBuckets> make_index() {
  std::array<std::uint8_t, kBuckets> index{};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    std::size_t at = bucket(kNames[i].word);
    while (index[at] != 0) at = (at + 1) % kBuckets;
    index[at] = static_cast<std::uint8_t>(i + 1);
  }
  return index;
}

DateRegion region_of_word(std::string_view word) {
  static constexpr auto kIndex = make_index();
  for (std::size_t at = bucket(word); kIndex[at] != 0; at = (at + 1) % kBuckets) {
    const Name& name = kNames[kIndex[at] - 1];
    if (name.word == word) return name.region;
  }
  if (word.ends_with("date") && !word.ends_with("update")) return dated;
  if (word.ends_with("datum")) return dated;
  return 0;
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// All words of a class attribute or an id. "has-sidebar" and "no-comments" speak of another place.
DateRegion region_of_names(std::string_view names) {
  DateRegion region = 0;
  char word[24];
  bool other_place = false;
  for (std::size_t i = 0; i < names.size();) {
    std::size_t size = 0;
    bool camel = false;
    for (; i < names.size(); ++i) {
      const char c = names[i];
      if (!is_lower(c) && !is_upper(c)) break;
      camel = size > 0 && is_upper(c) && is_lower(names[i - 1]);
      if (camel) break;
      if (size < sizeof word) word[size++] = is_upper(c) ? static_cast<char>(c + 32) : c;
    }
    const std::string_view text(word, size);
    if (size >= 3 && !other_place) region |= region_of_word(text);
    if (size > 0) other_place = text == "has" || text == "with" || text == "no" || text == "hide";
    if (!camel && i < names.size()) {
      if (is_ascii_space(names[i])) other_place = false;
      ++i;
    }
  }
  return region;
}

DateRegion region_of_tag(Tag tag) {
  switch (tag) {
    case Tag::article:
    case Tag::main:
      return article;
    case Tag::aside:
      return sidebar;
    case Tag::footer:
      return footer;
    case Tag::nav:
      return nav;
    case Tag::time:
      return time | dated;
    case Tag::a:
      return link;
    case Tag::header:
      return header;
    case Tag::li:
      return item;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
      return heading;
    default:
      return 0;
  }
}

// A name speaks of a date only where little stands below it.
constexpr Dom::Index kSmall = 40;

}  // namespace

DateRegion date_region_of(const Dom& dom, Dom::Index element, bool whole) {
  const Dom::Node& node = dom[element];
  DateRegion region = region_of_tag(node.tag);
  if (node.tag == Tag::body || node.tag == Tag::html || node.tag == Tag::head) return region;
  for (const Dom::Attribute& attribute : dom.attributes(element)) {
    if (attribute.name == "class" || attribute.name == "id")
      region |= region_of_names(attribute.value);
    if (attribute.name == "itemtype" && attribute.value.ends_with("Comment")) region |= comment;
    if (attribute.name == "itemprop" && attribute.value == "comment") region |= comment;
  }
  if (node.end - element > kSmall)
    region &= ~(dated | date_region::modified | byline | date_region::published);
  if (whole) region &= ~(comment | related | sidebar | footer | nav);
  return region;
}

}  // namespace verify

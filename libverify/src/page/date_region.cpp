#include "page/date_region.h"

#include <array>

#include "base/text.h"
#include "base/word_bits.h"

namespace verify {
namespace {

using namespace date_region;

// Words of class names and ids; "entry-date", "entryDate" and "entry_date" are two words each.
constexpr WordTable kNames(std::to_array<WordBits>({
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
    {"recent", card},
    {"popular", related},
    {"teaser", card},
    {"teasers", card},
    {"similar", related},
    {"trending", related},
    {"carousel", card},
    {"card", card},
    {"cards", card},
    {"latest", card},
    {"newsfeed", related},
    {"ticker", related},
    {"mostread", related},
    {"archives", related},
    {"calendar", related},
    {"upcoming", related},
    {"events", card},
    {"announcement", card},
    {"cookie", related},
    {"cookies", related},
    {"consent", related},
    {"gdpr", related},
    {"sidebar", sidebar},
    {"aside", sidebar},
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
    {"pagination", nav},
    {"pager", nav},
    {"date", dated},
    {"dates", dated},
    {"datum", dated},
    {"fecha", dated},
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
}));

DateRegion region_of_word(std::string_view word) {
  if (const DateRegion region = kNames.bits_of(word)) return region;
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

// All words of one class name or id. "has-sidebar" and "no-comments" speak of another place.
DateRegion region_of_name(std::string_view name) {
  DateRegion region = 0;
  char word[24];
  bool other_place = false;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t begin = i;
    std::size_t size = 0;
    for (; i < name.size() && (is_lower(name[i]) || is_upper(name[i])); ++i) {
      if (i > begin && is_upper(name[i]) && is_lower(name[i - 1])) break;
      if (size < sizeof word)
        word[size++] = is_upper(name[i]) ? static_cast<char>(name[i] + 32) : name[i];
    }
    if (i == begin) {
      ++i;
      continue;
    }
    const std::string_view text(word, size);
    if (size >= 3 && !other_place) region |= region_of_word(text);
    other_place = text == "has" || text == "with" || text == "no" || text == "hide";
  }
  return region;
}

DateRegion region_of_names(std::string_view names) {
  DateRegion all = 0;
  bool plain_date = false;
  for (std::size_t i = 0; i < names.size();) {
    std::size_t end = i;
    while (end < names.size() && !is_ascii_space(names[end])) ++end;
    const DateRegion region = region_of_name(names.substr(i, end - i));
    plain_date |= (region & dated) != 0 && (region & date_region::modified) == 0;
    all |= region;
    i = end + 1;
  }
  // class="entry-date updated": themes write it for pages that were never changed.
  return plain_date ? all & ~date_region::modified : all;
}

DateRegion region_of_property(std::string_view property) {
  if (property == "datePublished" || property == "dateCreated")
    return dated | date_region::published;
  if (property == "dateModified") return dated | date_region::modified;
  return property == "comment" ? comment : 0;
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
    if (attribute.name == "itemprop") region |= region_of_property(attribute.value);
  }
  if (node.end - element > kSmall)
    region &= ~(dated | date_region::modified | byline | date_region::published);
  if (whole) region &= ~(comment | related | sidebar | footer | nav | card);
  return region;
}

}  // namespace verify

#include "page/tag_traits.h"

#include <array>

namespace verify {
namespace {

struct Row {
  std::uint32_t bit;
  std::string_view names;
};

constexpr Row kRows[] = {
    {trait::void_element,
     "area base basefont bgsound br col embed frame hr image img input isindex keygen link meta "
     "param source track wbr"},
    {trait::special,
     "address applet area article aside base basefont bgsound blockquote body br button caption "
     "center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form "
     "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input li link listing "
     "main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script "
     "section select source style summary table tbody td template textarea tfoot th thead title tr "
     "track ul wbr xmp"},
    {trait::formatting, "a b big code em font i nobr s small strike strong tt u"},
    {trait::scope, "applet caption html table td th marquee object template"},
    {trait::marker, "applet caption marquee object td template th"},
    {trait::closes_p,
     "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
     "footer form h1 h2 h3 h4 h5 h6 header hgroup hr isindex li listing main menu nav ol p "
     "plaintext "
     "pre section summary ul xmp"},
    {trait::block,
     "address applet article aside blockquote button center details dir div dl fieldset figcaption "
     "figure footer header hgroup listing main marquee menu nav object ol pre section summary ul"},
    {trait::breakout,
     "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img "
     "li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul "
     "var"},
    {trait::raw_text, "iframe noembed noframes style xmp"},
    {trait::rcdata, "textarea title"},
    {trait::table_part, "caption col colgroup tbody td tfoot th thead tr"},
    {trait::plain,
     "base basefont bgsound body frame frameset head html iframe link meta noembed noframes param "
     "script source style table template textarea title track"},
    {trait::no_frameset,
     "applet area body br button dd dt embed hr iframe image img input isindex keygen li listing "
     "marquee object plaintext pre select table textarea wbr xmp"},
    {trait::heading, "h1 h2 h3 h4 h5 h6"},
    {trait::foreign_root, "math svg"},
    {trait::select_part, "html input keygen optgroup option script select template textarea"},
};

struct Slot {
  TagKey key = 0;
  std::uint32_t bits = 0;
};
constexpr std::size_t kSlots = 512;
using Table = std::array<Slot, kSlots>;

constexpr std::size_t slot_of(TagKey key) {
  return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15) >> 55);
}

constexpr void add(Table& table, TagKey key, std::uint32_t bit) {
  std::size_t at = slot_of(key);
  while (table[at].key != 0 && table[at].key != key) at = (at + 1) % kSlots;
  table[at].key = key;
  table[at].bits |= bit;
}

consteval Table make_table() {
  Table table{};
  for (const Row& row : kRows) {
    for (std::string_view rest = row.names; !rest.empty();) {
      const std::size_t end = rest.find(' ');
      add(table, tag_key(rest.substr(0, end)), row.bit);
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  return table;
}

constexpr Table kTable = make_table();

}  // namespace

std::uint32_t traits_of(TagKey key) {
  for (std::size_t at = slot_of(key); kTable[at].key != 0; at = (at + 1) % kSlots)
    if (kTable[at].key == key) return kTable[at].bits;
  return 0;
}

}  // namespace verify

#include "verify/page_facts.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "page/blocks.h"
#include "page/class_hints.h"
#include "page/hiding_rules.h"
#include "page/json_facts.h"
#include "page/link_resolver.h"
#include "page/metadata.h"
#include "page/tree_readers.h"

namespace verify {
namespace {

using Index = Dom::Index;

constexpr std::size_t kMaxFacts = 20'000;
constexpr std::size_t kMaxText = 1000;   // bytes of one fact
constexpr std::size_t kMaxLabel = 80;    // bytes; what is longer is a sentence
constexpr int kMaxClimb = 40;            // elements around a fact that are looked at
constexpr Index kFewNodes = 12;          // of a choice: a control and its words
constexpr std::size_t kMostCells = 200;  // of a row

constexpr std::uint16_t kAsideMarks =
    kInNav | kInHeader | kInFooter | kInAside | kInDialog | kInForm | kInButton;
constexpr std::uint32_t kAsideHints = kHintNav | kHintFooter | kHintAside | kHintRelated |
                                      kHintShare | kHintComments | kHintConsent | kHintAd;

bool is_choice(const Dom& dom, Index i) {
  switch (dom[i].tag) {
    case Tag::label:
    case Tag::fieldset:
    case Tag::legend:
    case Tag::del:
      return true;
    default:
      break;
  }
  const std::string_view role = dom.attribute(i, "role");
  return role == "tab" || role == "tablist" || role == "radio" || role == "radiogroup" ||
         role == "checkbox" || role == "menuitem" || role == "menuitemcheckbox" ||
         role == "menuitemradio" ||
         dom.attribute(i, "style").find("line-through") != std::string_view::npos;
}

bool is_control(const Dom& dom, Index i) {
  return dom[i].tag == Tag::input && !ascii_iequals(dom.attribute(i, "type"), "hidden");
}

bool is_cell(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::dt || tag == Tag::dd;
}

// "Partner tier: Premier", with the colon of any script.
std::optional<std::pair<std::string, std::string>> split_label(std::string_view line) {
  for (const std::string_view colon : {std::string_view(":"), std::string_view("：")}) {
    const std::size_t at = line.find(colon);
    if (at == line.npos || at == 0 || at > kMaxLabel) continue;
    const std::string_view value = trim(line.substr(at + colon.size()));
    if (value.empty() || value.starts_with("//")) continue;
    return std::pair{std::string(trim(line.substr(0, at))), std::string(value)};
  }
  return std::nullopt;
}

class FactCollector {
 public:
  FactCollector(const Dom& dom, const PageBlocks& blocks, const Url& base)
      : dom_(dom), blocks_(blocks), resolver_(base) {}

  std::vector<PageFact> read() {
    look_at_nodes();
    gather_cells();
    for (Index i = 0; i < dom_.size(); ++i) {
      if (dom_[i].tag == Tag::table) tables_.push_back({dom_[i].end, {}});
      while (!tables_.empty() && tables_.back().end <= i) tables_.pop_back();
      if (dom_[i].tag == Tag::tr) row(i);
      if (dom_[i].tag == Tag::dl) definitions(i);
    }
    lines();
    images();
    std::ranges::stable_sort(found_, {}, &Found::at);
    if (found_.size() > kMaxFacts) found_.resize(kMaxFacts);
    std::vector<PageFact> out;
    out.reserve(found_.size());
    for (std::size_t i = 0; i < found_.size(); ++i) place(i);
    for (Found& each : found_) out.push_back(std::move(each.fact));
    return out;
  }

 private:
  struct Found {
    Index at = 0;
    PageFact fact;
  };
  struct Table {
    Index end = 0;
    std::vector<std::string> columns;
  };

  // The first fact at a node or behind it.
  std::size_t first_from(Index node) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(found_, node, {}, &Found::at) -
                                    found_.begin());
  }

  void place(std::size_t i) {
    const Index at = found_[i].at;
    PageFact& fact = found_[i].fact;
    const std::size_t begin = first_from(at), end = first_from(at + 1);
    fact.box = fact.room_begin = i;
    fact.room_end = i + 1;
    bool roomed = false, boxed = false;
    Index node = dom_[at].parent;
    for (int step = 0; step < kMaxClimb && node != Dom::kNone && !boxed; ++step) {
      const std::size_t first = first_from(node), last = first_from(dom_[node].end);
      if (!roomed && (first < begin || last > end)) {
        fact.room_begin = first;
        fact.room_end = last;
        roomed = true;
      }
      boxed = first < begin;
      if (boxed) fact.box = first;
      node = dom_[node].parent;
    }
  }

  // What holds for a node because of what it stands in, from the root down.
  void look_at_nodes() {
    aside_.resize(dom_.size());
    cell_.assign(dom_.size(), Dom::kNone);
    link_.assign(dom_.size(), Dom::kNone);
    for (Index i = 0; i < dom_.size(); ++i)
      if (const Index parent = dom_[i].parent;
          parent != Dom::kNone && is_control(dom_, i) && dom_[parent].end - parent <= kFewNodes)
        aside_[parent] = true;
    for (Index i = 0; i < dom_.size(); ++i) {
      const Tag tag = dom_[i].tag;
      if (const Index parent = dom_[i].parent; parent != Dom::kNone) {
        aside_[i] = aside_[i] || aside_[parent];
        cell_[i] = cell_[parent];
        link_[i] = link_[parent];
      }
      if (tag == Tag::text || tag == Tag::body || tag == Tag::html) continue;
      if ((blocks_.hints[i] & kAsideHints) != 0 || is_choice(dom_, i)) aside_[i] = true;
      if (is_cell(tag)) cell_[i] = i;
      if (tag == Tag::a && dom_.has_attribute(i, "href")) link_[i] = i;
    }
  }

  bool aside(Index node, std::uint16_t marks) const {
    return aside_[node] || (marks & kAsideMarks) != 0;
  }

  struct Cell {
    std::string text, alt;
    Index first = 0;
    std::uint16_t marks = 0;
    Index link = Dom::kNone;
    bool taken = false;  // said as a pair
  };

  void gather_cells() {
    for (const Block& block : blocks_.blocks) {
      if (cell_[block.node] == Dom::kNone || (block.marks & kHidden) != 0) continue;
      Cell& cell = cells_[cell_[block.node]];
      if (cell.text.empty()) {
        cell.first = block.first;
        cell.marks = block.marks;
        cell.link = block.link_bytes == block.size() ? link_[block.first] : Dom::kNone;
      }
      if (cell.text.size() < kMaxText)
        (cell.text += cell.text.empty() ? "" : " ") += blocks_.text_of(block);
    }
    for (const PageBlocks::Image& image : blocks_.images) {
      const std::uint16_t marks = blocks_.marks[image.node];
      if (cell_[image.node] == Dom::kNone || (marks & kHidden) != 0) continue;
      Cell& cell = cells_[cell_[image.node]];
      if (cell.text.empty() && cell.alt.empty()) {
        cell.alt = collapse_space(image.alt);
        cell.first = image.node;
        cell.marks = marks;
        cell.link = link_[image.node];
      }
    }
  }

  Cell* cell_at(Index node) {
    const auto found = cells_.find(node);
    return found == cells_.end() ? nullptr : &found->second;
  }

  std::string text_at(Index node) {
    const Cell* cell = cell_at(node);
    return cell == nullptr ? std::string() : cell->text.empty() ? cell->alt : cell->text;
  }

  void pair(Index node, const std::string& label, const std::string& owner) {
    Cell* cell = cell_at(node);
    if (cell == nullptr) return;
    cell->taken = true;
    PageFact fact{.kind = PageFact::Kind::pair,
                  .label = shorten(label, kMaxText),
                  .text = shorten(text_at(node), kMaxText),
                  .owner = shorten(owner, kMaxText)};
    fact.url = url_at(cell->link);
    fact.aside = aside(node, cell->marks);
    add(cell->first, std::move(fact));
  }

  // A row of two cells is a label and its value. In a table whose columns have names each cell has
  // that for a label, and is about what the row begins with.
  void row(Index tr) {
    std::vector<Index> cells;
    bool all_names = true;
    for (Index i = tr + 1; i < dom_[tr].end && cells.size() < kMostCells; i = dom_[i].end) {
      if (dom_[i].tag != Tag::td && dom_[i].tag != Tag::th) continue;
      cells.push_back(i);
      all_names = all_names && dom_[i].tag == Tag::th;
    }
    if (cells.size() < 2 || holds_table(tr)) return;
    std::vector<std::string>* columns = tables_.empty() ? nullptr : &tables_.back().columns;
    if (columns != nullptr && columns->empty() && all_names) {
      for (const Index cell : cells) columns->push_back(text_at(cell));
      for (const Index cell : cells)
        if (Cell* each = cell_at(cell)) each->taken = true;
      return;
    }
    const std::string first = text_at(cells[0]);
    if (Cell* each = cell_at(cells[0])) each->taken = true;
    for (std::size_t c = 1; c < cells.size(); ++c) {
      if (cells.size() == 2) pair(cells[c], first, {});
      if (columns != nullptr && c < columns->size()) pair(cells[c], (*columns)[c], first);
    }
  }

  // Tables that only lay out a page hold others.
  bool holds_table(Index tr) const {
    for (Index i = tr + 1; i < dom_[tr].end; ++i)
      if (dom_[i].tag == Tag::table) return true;
    return false;
  }

  void definitions(Index dl) {
    std::string label;
    for (Index i = dl + 1; i < dom_[dl].end;) {
      const Tag tag = dom_[i].tag;
      if (tag == Tag::dt) {
        label = text_at(i);
        if (Cell* cell = cell_at(i)) cell->taken = true;
      } else if (tag == Tag::dd) {
        pair(i, label, {});
      }
      i = tag == Tag::div ? i + 1 : dom_[i].end;  // HTML groups dt and dd in div
    }
  }

  void lines() {
    for (const Block& block : blocks_.blocks) {
      if ((block.marks & kHidden) != 0) continue;
      const Cell* cell = cell_[block.node] == Dom::kNone ? nullptr : cell_at(cell_[block.node]);
      if (cell != nullptr && cell->taken) continue;
      PageFact fact{.text = shorten(blocks_.text_of(block), kMaxText)};
      fact.level = level_of(block.node);
      if (fact.level > 0) fact.kind = PageFact::Kind::heading;
      if (block.link_bytes == block.size()) fact.url = url_at(link_[block.first]);
      fact.aside = aside(block.node, block.marks) || aside_[block.first];
      if (const auto parts = split_label(fact.text); parts && fact.level == 0) {
        PageFact labelled = fact;
        labelled.kind = PageFact::Kind::pair;
        std::tie(labelled.label, labelled.text) = *parts;
        add(block.first, std::move(labelled));
      }
      add(block.first, std::move(fact));
    }
  }

  void images() {
    for (const PageBlocks::Image& image : blocks_.images) {
      const std::uint16_t marks = blocks_.marks[image.node];
      const Cell* cell = cell_[image.node] == Dom::kNone ? nullptr : cell_at(cell_[image.node]);
      if ((marks & kHidden) != 0 || (cell != nullptr && cell->taken)) continue;
      PageFact fact{.kind = PageFact::Kind::image,
                    .text = shorten(collapse_space(image.alt), kMaxText)};
      if (fact.text.empty()) continue;
      fact.url = url_at(link_[image.node]);
      fact.aside = aside(image.node, marks);
      add(image.node, std::move(fact));
    }
  }

  int level_of(Index node) const {
    const Tag tag = dom_[node].tag;
    if (tag >= Tag::h1 && tag <= Tag::h6)
      return 1 + static_cast<int>(tag) - static_cast<int>(Tag::h1);
    return 0;
  }

  std::optional<Url> url_at(Index link) {
    if (link == Dom::kNone) return std::nullopt;
    return resolver_.resolve(dom_.attribute(link, "href"));
  }

  void add(Index at, PageFact fact) { found_.push_back({at, std::move(fact)}); }

  const Dom& dom_;
  const PageBlocks& blocks_;
  LinkResolver resolver_;
  std::vector<bool> aside_;
  std::vector<Index> cell_, link_;  // by node: the nearest around it
  std::unordered_map<Index, Cell> cells_;
  std::vector<Table> tables_;
  std::vector<Found> found_;
};

}  // namespace

std::string PageFact::place() const {
  switch (kind) {
    case Kind::heading:
      return "heading";
    case Kind::line:
      return "line";
    case Kind::image:
      return "image";
    case Kind::pair:
      return "row: " + label;
    case Kind::data:
      return "JSON-LD: " + label;
  }
  return {};
}

std::vector<PageFact> read_page_facts(std::string bytes, const ReadOptions& options) {
  return read_page_facts(parse_page(std::move(bytes), options), options);
}

std::vector<PageFact> read_page_facts(const Dom& dom, const ReadOptions& options) {
  const Metadata metadata = read_metadata(dom);
  const Url base = Url::parse(metadata.base, options.url).value_or(options.url);
  const HidingRules rules(dom);
  const PageBlocks blocks = cut_blocks(dom, rules, Hiding::believed);
  std::vector<PageFact> out = FactCollector(dom, blocks, base).read();
  Index read_to = 0;  // scripts of a drawing may stand in each other
  for (Index i = 0; i < dom.size(); ++i)
    if (dom[i].tag == Tag::script &&
        ascii_iequals(trim(dom.attribute(i, "type")), "application/ld+json"))
      for (read_to = std::max(read_to, i + 1); read_to < dom[i].end; ++read_to)
        if (dom[read_to].tag == Tag::text) add_json_facts(dom.text(read_to), out);
  return out;
}

}  // namespace verify

#include "fuzz/input.h"
#include "fuzz/small_stack.h"
#include "fuzz/targets.h"
#include "page/dom.h"
#include "page/tree_guard.h"
#include "support/scan_and_tree.h"

namespace verify::fuzz {
namespace {

// A node's subtree is an interval within that of its parent, which comes before it.
void check_nodes(const Dom& dom) {
  require(dom.size() > 0, "every page has a tree");
  std::vector<Dom::Index> open_ends;
  for (Dom::Index i = 0; i < dom.size(); ++i) {
    const Dom::Node& node = dom[i];
    require(node.end > i && node.end <= dom.size(), "a subtree ends within the tree");
    require(i == 0 || (node.parent < i && node.end <= dom[node.parent].end),
            "a subtree lies within that of its parent");
    while (!open_ends.empty() && open_ends.back() <= i) open_ends.pop_back();
    open_ends.push_back(node.end);
    require(open_ends.size() <= kMaxTreeDepth + 64, "a tree is as deep as the cap at most");
    require(node.tag == Tag::text || dom.attributes(i).size() <= kMaxTagAttributes + 64,
            "attributes are bounded");
  }
}

std::size_t count(const Dom& dom, Tag tag) {
  std::size_t found = 0;
  for (Dom::Index i = 0; i < dom.size(); ++i) found += dom[i].tag == tag;
  return found;
}

bool is_table_part(Tag tag) {
  return tag == Tag::caption || tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot ||
         tag == Tag::tr || tag == Tag::td || tag == Tag::th;
}

// Where scan and tree are known to read two languages, for which neither is to be bent.
bool is_read_otherwise(const Dom& dom) {
  for (Dom::Index i = 1; i < dom.size(); ++i) {
    const Tag tag = dom[i].tag;
    const Tag parent = dom[dom[i].parent].tag;
    // The tree is built as without scripts, where most of what may stand in a <noscript> of the
    // head ends the head; in a browser, and to the scan, all of it is inert.
    if (tag == Tag::noscript && parent == Tag::head) return true;
    // What a part of a table means in a <template> hangs on what came before in it; to the scan,
    // which keeps no modes of templates, it is opened.
    if (is_table_part(tag) && parent == Tag::template_) return true;
    // Gumbo takes one in a drawing for a form's.
    if (tag == Tag::select && !dom[i].html) return true;
  }
  return false;
}

// Where the first of several counts, the scan takes the first that is written; the tree moves what
// stands in a table but in no cell before that table ("foster parenting").
void leave_out_moved(const Dom& dom, test::SeenInPage& seen) {
  if (count(dom, Tag::table) == 0) return;
  if (count(dom, Tag::base) > 1) seen.base = "";
  if (count(dom, Tag::title) > 1) seen.title = "";
  if (count(dom, Tag::link) > 1) seen.canonical = "";
}

// A frameset takes the place of the body; what the scan found in there stays found.
void leave_out_replaced(const Dom& dom, const test::SeenInPage& by_tree,
                        test::SeenInPage& by_scan) {
  if (count(dom, Tag::frameset) == 0) return;
  if (by_tree.base.empty()) by_scan.base = "";
  if (by_tree.title.empty()) by_scan.title = "";
  if (by_tree.canonical.empty()) by_scan.canonical = "";
}

void check(const std::string& html) {
  const Dom dom = Dom::parse(html);
  check_nodes(dom);
  if (dom.cut()) return;  // the scan is of the whole page
  if (is_read_otherwise(dom)) return;
  test::SeenInPage by_scan = test::seen_by_scan(html), by_tree = test::seen_by_tree(html);
  for (test::SeenInPage* seen : {&by_scan, &by_tree}) {
    // Inert in a browser, and to the scan.
    if (count(dom, Tag::noscript) > 0) seen->base = seen->title = seen->canonical = "";
    leave_out_moved(dom, *seen);
  }
  leave_out_replaced(dom, by_tree, by_scan);
  // Where the tree drops a link the scan has, a path through it is not proven; the other way round
  // it would never be looked for.
  for (const std::string& link : by_tree.links)
    if (!by_scan.links.contains(link)) require(false, "the scan finds every link: " + link);
  by_scan.links = by_tree.links;
  const std::string apart = test::difference(by_scan, by_tree);
  require(apart.empty(), "the scan finds what the tree has:" + apart);
}

}  // namespace

/// A page: the tree behind its guard, and whether the linear scan finds the same in it.
void tree(std::string_view input) {
  const std::string html = test::comparable(std::string(input));
  on_small_stack([&html] { check(html); });
}

}  // namespace verify::fuzz

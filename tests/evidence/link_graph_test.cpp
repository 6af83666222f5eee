// Clicks counted over pages as they arrive, in whatever order they do.
#include "evidence/link_graph.h"

using namespace verify;

namespace {

Url url(std::string_view path) {
  return Url::parse(path, Url::parse("https://p.example/").value()).value();
}

Page page(std::uint32_t id, std::string_view path) {
  return {.id = id,
          .url = url(path),
          .final_url = url(path),
          .hops = {{url(path)}},
          .status = FetchStatus::ok,
          .is_html = true};
}

PageScan linking(std::initializer_list<std::string_view> hrefs) {
  PageScan scan;
  scan.text_bytes = 1000;
  for (const std::string_view href : hrefs)
    scan.links.push_back({std::string(href), "to " + std::string(href)});
  return scan;
}

struct Site {
  LinkGraph graph;
  std::uint32_t pages = 0;

  Site& add(std::string_view path, std::initializer_list<std::string_view> hrefs,
            bool home = false) {
    const Page added = page(pages++, path);
    const PageScan scan = linking(hrefs);
    graph.add_page(added, &scan, true);
    if (home) graph.set_home(added);
    return *this;
  }
  int depth(std::string_view path) const {
    const LinkGraph::Node node = graph.find(url(path));
    return node == LinkGraph::kNone ? LinkGraph::kUnreached : graph.depth(node);
  }
};

}  // namespace

TEST_CASE("depths are counted from the home page whatever arrives first", "[evidence]") {
  Site site;
  site.add("/customers/acme", {"/deep"})
      .add("/customers", {"/customers/acme"})
      .add("/", {"/customers"}, true);
  CHECK(site.depth("/") == 0);
  CHECK(site.depth("/customers") == 1);
  CHECK(site.depth("/customers/acme") == 2);
  CHECK(site.depth("/deep") == 3);
}

TEST_CASE("what the links of a page may come to is bounded, and told", "[evidence]") {
  for (const std::size_t base : {15u, 15'000u}) {
    PageScan scan = linking({});
    scan.base_href = "https://p.example/" + std::string(base, 'a') + "/";
    for (int i = 0; i < 20'000; ++i) scan.links.push_back({std::to_string(i), ""});
    LinkGraph graph;
    graph.add_page(page(0, "/"), &scan, true);
    INFO(base);
    CHECK(graph.is_cut(0) == (base > 1000));
    CHECK((graph.size() > 20'000) == (base < 1000));
    CHECK(graph.find(url(scan.base_href + "0")) != LinkGraph::kNone);
  }
}

TEST_CASE("a shorter way found later counts for all that hangs on it", "[evidence]") {
  Site site;
  site.add("/", {"/a", "/z"}, true).add("/a", {"/b"}).add("/b", {"/c"}).add("/c", {"/d"});
  CHECK(site.depth("/d") == 4);
  site.add("/z", {"/c"});
  CHECK(site.depth("/c") == 2);
  CHECK(site.depth("/d") == 3);
  CHECK(site.graph.shortest(site.graph.find(url("/d"))).size() == 4);
}

TEST_CASE("a page without the links a reader cannot see loses what hung on them", "[evidence]") {
  Site site;
  site.add("/", {"/hidden", "/seen"}, true).add("/hidden", {"/x"}).add("/seen", {});
  CHECK(site.depth("/x") == 2);
  site.graph.restrict(0, {url("/seen")});
  CHECK(site.depth("/x") == LinkGraph::kUnreached);
  CHECK(site.depth("/hidden") == LinkGraph::kUnreached);
  CHECK(site.depth("/seen") == 1);
  CHECK(site.graph.is_restricted(0));
}

TEST_CASE("a redirect is not a click", "[evidence]") {
  Site site;
  site.add("/", {"/short"}, true);
  Page redirected = page(site.pages++, "/short");
  redirected.final_url = url("/long");
  redirected.hops = {{url("/short"), 302}, {url("/long"), 200}};
  const PageScan scan = linking({"/next"});
  site.graph.add_page(redirected, &scan, true);
  CHECK(site.depth("/long") == 1);
  CHECK(site.depth("/next") == 2);
  CHECK(site.graph.shortest(site.graph.find(url("/next"))).size() == 3);
}

TEST_CASE("a long chain of pages is walked without recursion", "[evidence]") {
  Site site;
  for (int i = 50'000; i > 0; --i) site.add("/" + std::to_string(i), {"/" + std::to_string(i + 1)});
  site.add("/", {"/1"}, true);
  CHECK(site.depth("/50001") == 50'001);
}

TEST_CASE("pages outside the site lead nowhere", "[evidence]") {
  Site site;
  site.add("/", {"https://other.example/"}, true);
  const Page other{.id = 1,
                   .url = url("https://other.example/"),
                   .final_url = url("https://other.example/"),
                   .hops = {{url("https://other.example/")}},
                   .status = FetchStatus::ok,
                   .is_html = true};
  const PageScan scan = linking({"/back"});
  site.graph.add_page(other, &scan, false);
  CHECK(site.graph.find(url("https://other.example/back")) == LinkGraph::kNone);
}

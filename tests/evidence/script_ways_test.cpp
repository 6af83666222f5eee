#include "evidence/script_ways.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

TEST_CASE("ways on that are no links are noticed", "[evidence]") {
  for (const char* html :
       {"<a href='#' onclick=\"location.href='/work'\">Work</a>",
        "<a href=\"javascript:window.location='/work'\">Work</a>",
        "<div onclick=\"window.open('/work')\">Work</div>",
        "<select onchange='location=this.value'><option value=/work>Work</select>",
        "<tr data-href=/work><td>Work</td></tr>", "<button class='btn js-load-more'>Mehr</button>",
        "<noscript>Please enable JavaScript to see our stories.</noscript>"}) {
    INFO(html);
    CHECK(has_script_ways(html));
  }
}

TEST_CASE("links and scripts that lead nowhere are no such ways", "[evidence]") {
  for (const char* html :
       {"<a href=/work onclick=\"location.href='/work'\">Work</a>", "<a href='#'>Services</a>",
        "<button onclick='toggle(this)'>Menu</button>",
        "<a class=load-more href='/work?page=2'>2</a>",
        "<script>el.setAttribute('onclick', 'location=1')</script>",
        "<!-- <div onclick=\"location='/work'\"> -->", "<p>We write JavaScript.</p>",
        "<template><a onclick=\"location='/work'\">x</a></template>",
        "<noscript><img src=https://t.example/pixel height=1 width=1></noscript>"}) {
    INFO(html);
    CHECK_FALSE(has_script_ways(html));
  }
}

}  // namespace
}  // namespace verify::test

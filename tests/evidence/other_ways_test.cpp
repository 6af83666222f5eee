#include "evidence/other_ways.h"

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
    CHECK(other_ways(html).by_script);
  }
}

TEST_CASE("buttons and objects have addresses as links have", "[evidence]") {
  for (const char* html :
       {"<form action=/work><button>Work</button></form>",
        "<form action=/work method=GET><input type=hidden name=l value=en><input "
        "type=submit></form>",
        "<form action=/work><button>Work</button>",
        "<form action=/other><input name=q><button formaction=/work>Work</button></form>",
        "<form><button formaction=/work>Work</button></form>",
        "<object data=/work type=text/html></object>", "<embed src=/work type='text/html'>"}) {
    INFO(html);
    CHECK(other_ways(html).addresses == std::vector<std::string>{"/work"});
    CHECK_FALSE(other_ways(html).by_script);
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
        "<noscript><img src=https://t.example/pixel height=1 width=1></noscript>",
        "<form action=/search><input name=q><button>Search</button></form>",
        "<form action=/lang><select name=l><option>en</select><button>Go</button></form>",
        "<form action=/out method=post><button>Log out</button></form>",
        "<form><button>Close</button></form>", "<form action=/work></form>",
        "<template><form action=/work><button>Work</button></form></template>",
        "<object data=/film.mp4 type=video/mp4></object>"}) {
    INFO(html);
    CHECK_FALSE(other_ways(html).by_script);
    CHECK(other_ways(html).addresses.empty());
  }
}

}  // namespace
}  // namespace verify::test

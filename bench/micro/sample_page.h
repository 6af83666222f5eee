#pragma once

#include <string>

namespace verify::bench {

/// A page of about 60 KB with some 600 tags and 60 links, in the proportions of a company's site:
/// half of it scripts, styles and attributes.
inline std::string sample_page() {
  std::string page =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Our work &amp; "
      "customers</title><link rel=\"canonical\" href=\"https://example.com/work\"><style>";
  for (int i = 0; i < 120; ++i)
    page +=
        ".c" + std::to_string(i) + " > .item:hover{margin:0 auto;color:#123456;display:block}\n";
  page += "</style><script>";
  for (int i = 0; i < 150; ++i)
    page += "if(a<b&&window.x" + std::to_string(i) + "){document.body.dataset.y='<div>'+i;}\n";
  page += "</script></head><body class=\"page home\"><header><nav><ul>";
  const auto link = [&page](int i) {
    const std::string number = std::to_string(i);
    page += "<li class=\"menu-item menu-item-" + number + "\"><a class=\"link\" href=\"/section/" +
            number + "?a=1&amp;b=2\">Entry <b>number " + number + "</b></a></li>\n";
  };
  for (int i = 0; i < 30; ++i) link(i);
  page += "</ul></nav></header><main><h1>Our work</h1>";
  for (int i = 0; i < 60; ++i) {
    page += "<section class=\"elementor-section elementor-top-section\" data-id=\"" +
            std::to_string(i) +
            "\" style=\"padding:4px\"><div class=\"container\"><h2>Challenge</h2><p>";
    for (int k = 0; k < 4; ++k)
      page +=
          "The customer&rsquo;s data grew faster than the platform could carry, and reports "
          "came late. ";
    page += "</p></div></section><!-- section -->\n";
  }
  page += "</main><footer><ul>";
  for (int i = 30; i < 60; ++i) link(i);
  return page + "</ul></footer></body></html>";
}

}  // namespace verify::bench

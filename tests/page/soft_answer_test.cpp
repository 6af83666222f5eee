#include <catch2/catch.hpp>

#include "verify/document.h"

namespace verify::test {
namespace {

Document document_of(std::string html) {
  return read_document(std::move(html), {.url = *Url::parse("https://example.com/x")});
}

std::string prose(std::size_t sentences) {
  std::string out;
  for (std::size_t i = 0; i < sentences; ++i)
    out += "<p>We built a data platform for a customer and it has served them well, number " +
           std::to_string(i) + ".</p>";
  return out;
}

struct Row {
  std::string html;
  std::string_view expected;
};

}  // namespace

TEST_CASE("what is not content is told by several signs", "[page][soft]") {
  const Row rows[] = {
      {"<title>404 - Page not found</title><h1>Oops</h1><p>The page you are looking for does not "
       "exist.</p><a href=/>Home</a>",
       "not_found"},
      {"<title>Seite nicht gefunden | Firma</title><p>Diese Seite wurde nicht gefunden.</p>",
       "not_found"},
      {"<title>example.com</title><h1>example.com</h1><p>This domain is for sale! Buy this "
       "domain.</p><script src=//sedoparking.com/x.js></script>",
       "parked"},
      {"<title>Sign in</title><form action=/login><input name=u><input type=password>"
       "<button>Log in</button></form>",
       "login_wall"},
      {"<title>Before you continue: your privacy</title><p>We use cookies.</p>"
       "<button>Accept all</button><button>Reject</button>",
       "consent_wall"},
      {"<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue"
       "</noscript><script>window._cf_chl_opt={}</script>",
       "bot_wall"},
      {"<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission. "
       "Reference #18.2d</p><p>https://errors.edgesuite.net/18</p>",
       "bot_wall"},
      {"<title>x</title><script src=https://ct.captcha-delivery.com/c.js></script>", "bot_wall"},
      {"<title>Shop</title><noscript>You need to enable JavaScript to run this app.</noscript>"
       "<div id=root></div><script src=/main.js></script>",
       "script_shell"},
      {"<div id=app></div><script type=module src=/x.js></script>", "script_shell"},
      {"<title>x</title><body></body>", "empty"},
      {"", "empty"},
  };
  for (const Row& row : rows) {
    INFO(row.html);
    const Document document = document_of(row.html);
    INFO(document.soft_answer_reason);
    CHECK(to_string(document.soft_answer) == row.expected);
    CHECK_FALSE(document.soft_answer_reason.empty());
  }
}

TEST_CASE("a phrase alone decides nothing", "[page][soft]") {
  const std::string pages[] = {
      "<title>404 errors: how we fixed page not found</title><article>" + prose(30) + "</article>",
      "<title>Our 404 square metres</title>" + prose(30),
      "<title>How to sell: this domain is for sale</title>" + prose(40),
      "<title>Platform</title>" + prose(30) + "<form>Log in<input type=password></form>",
      "<title>Cookies and your privacy</title>" + prose(40) + "<button>Accept</button>",
      "<title>Access denied: security check of a bank</title>" + prose(30),
      "<title>App</title><div id=root>" + prose(5) +
          "</div><script src=x></script>"
          "<noscript>enable JavaScript</noscript>",
      "<title>x</title><script src=//js.datadome.co/tags.js></script>" + prose(20),
      "<title>Logo</title><img src=x>",
      "<title>Short</title><p>A short page with a little text and nothing else to say.</p>",
  };
  for (const std::string& html : pages) {
    INFO(html.substr(0, 80));
    const Document document = document_of(html);
    INFO(document.soft_answer_reason);
    CHECK(document.soft_answer == SoftAnswer::none);
  }
}

TEST_CASE("headings within headings are read, a bounded part of them", "[page][soft]") {
  const auto within = [](int levels, const std::string& text) {
    std::string out;
    for (int i = 0; i < levels; ++i) out += "<h2><div>";
    return out + text;
  };
  const Document wall = document_of(within(3, "Page not found"));
  INFO(wall.soft_answer_reason);
  CHECK(wall.soft_answer == SoftAnswer::not_found);
  std::string words;
  for (int i = 0; i < 600'000; ++i) words += "word ";
  CHECK(document_of(within(250, words)).soft_answer == SoftAnswer::none);
}

}  // namespace verify::test

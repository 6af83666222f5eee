// Pages that are no content, as services and systems write them, beside pages that look like them.
#include <catch2/catch.hpp>

#include "verify/document.h"

namespace verify::test {
namespace {

struct Row {
  const char* why;
  const char* url;
  const char* html;
  const char* expected;
};

constexpr const char* kHere = "https://www.example.com/post";
constexpr const char* kHome = "https://www.example.com/";

void check(const Row& row) {
  CAPTURE(row.why);
  const Document document = read_document(row.html, {.url = *Url::parse(row.url)});
  CAPTURE(document.soft_answer_reason);
  CHECK(to_string(document.soft_answer) == row.expected);
}

}  // namespace

TEST_CASE("challenges of protection services are bot walls", "[page][soft]") {
  const Row row = GENERATE(values<Row>({
      {"Cloudflare, waiting", kHere,
       R"(<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript><script>
(function(){window._cf_chl_opt={cvId:'3'}}())</script>)",
       "bot_wall"},
      {"Cloudflare in German", kHere,
       R"(<html lang=de><title>Nur einen Moment…</title><h1>www.example.com</h1><p>Bestätigen Sie, dass Sie ein Mensch sind.
Dies kann einige Sekunden dauern.</p><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>)",
       "bot_wall"},
      {"Cloudflare, blocked", kHere,
       R"(<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><h2>You are unable to access
example.com</h2><p>This website is using a security service to protect itself from online attacks.</p><p>Cloudflare Ray ID:
<strong>8</strong></p>)",
       "bot_wall"},
      {"Akamai", kHere,
       R"(<title>Access Denied</title><h1>Access Denied</h1>You don't have permission to access "http://www.example.com/post" on
this server.<p>Reference #18.2d351ab8.1557333295.a4e16ab<p>https://errors.edgesuite.net/18.2d351ab8)",
       "bot_wall"},
      {"Imperva", kHere,
       R"(<html><head><META NAME="robots" CONTENT="noindex,nofollow"></head><iframe id="main-iframe" src="/_Incapsula_Resource?CWUD"
>Request unsuccessful. Incapsula incident ID: 443000270</iframe></html>)",
       "bot_wall"},
      {"DataDome", kHere,
       R"(<title>example.com</title><p id="cmsg">Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':
'AHrl','host':'geo.captcha-delivery.com'}</script><script src="https://ct.captcha-delivery.com/c.js"></script>)",
       "bot_wall"},
      {"HUMAN", kHere,
       R"(<title>Access to this page has been denied</title><div id="px-captcha"></div><h1>Press &amp; Hold to confirm you are a
human (and not a bot).</h1><script>window._pxAppId='PX1';</script>)",
       "bot_wall"},
      {"AWS WAF", kHere,
       R"(<title>Human Verification</title><script src="https://a1.b2.us-east-1.captcha.awswaf.com/x/captcha.js"></script><noscript>
<h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot.</noscript>
<div id="captcha-container"></div>)",
       "bot_wall"},
      {"Kasada", kHere,
       R"(<html><head></head><body><script>window.KPSDK={};KPSDK.now=function(){return 1}</script><script src="/149e9513/ips.js">
</script></body></html>)",
       "bot_wall"},
      {"Sucuri", kHere,
       R"(<title>Sucuri WebSite Firewall - Access Denied</title><h1>Sucuri Website Firewall</h1><h2>Access Denied - Sucuri Website
Firewall</h2><p>Block ID: BNP005. Your IP: 203.0.113.1</p>)",
       "bot_wall"},
      {"Sucuri's script", kHere,
       R"(<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are
allowed to see this page.</noscript><script>var s={},sucuri_cloudproxy_js='';</script></html>)",
       "bot_wall"},
      {"reCAPTCHA and nothing else", kHere,
       R"(<title>Security check</title><p>Please complete the CAPTCHA to continue.</p><form action="/verify"><div class="g-recaptcha"
data-sitekey="x"></div><button>Continue</button></form><script src="https://www.google.com/recaptcha/api.js"></script>)",
       "bot_wall"},
      {"hCaptcha and nothing else", kHere,
       R"(<title>example.com</title><h1>One more step</h1><p>Please verify you are human.</p><form><div class="h-captcha"></div></form>
<script src="https://js.hcaptcha.com/1/api.js"></script>)",
       "bot_wall"},
      {"a search engine's doubt", kHere,
       R"(<title>https://www.example.com/post</title><form id="captcha-form"><script src="https://www.google.com/recaptcha/api.js">
</script></form><p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really
you sending the requests, and not a robot.</p>)",
       "bot_wall"},
      {"F5", kHere,
       R"(<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your
administrator.<br><br>Your support ID is: 1234567890<br><a href='javascript:history.back();'>[Go Back]</a></body></html>)",
       "bot_wall"},
      {"Wordfence", kHere,
       R"(<title>Your access to this site has been limited by the site owner</title><h1>Your access to this site has been limited by
the site owner</h1><p>If you think you have been blocked in error, contact the owner of this site.</p><p>Generated by Wordfence</p>)",
       "bot_wall"},
      {"Vercel", kHere,
       R"(<title>Vercel Security Checkpoint</title><p>We're verifying your browser</p><script>window.x=1</script>)",
       "bot_wall"},
      {"a shop's picture of letters", kHere,
       R"(<title>Example.com</title><h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot.
</p><form action="/errors/validateCaptcha"><input name=field-keywords></form>)",
       "bot_wall"},
  }));
  check(row);
}

TEST_CASE("parked domains are told in several languages", "[page][soft]") {
  const Row row = GENERATE(values<Row>({
      {"Sedo in German", "https://example.com/",
       R"(<title>example.com - Diese Website steht zum Verkauf!</title><p>Diese Domain steht zum Verkauf!</p><script
src="https://img.sedoparking.com/js/jquery.js"></script>)",
       "parked"},
      {"GoDaddy", "https://example.com/",
       R"(<title>example.com</title><p>This Web page is parked FREE, courtesy of GoDaddy.</p><p>Search for domains similar to
example.com</p>)",
       "parked"},
      {"Namecheap", "https://example.com/",
       R"(<title>example.com - Registered at Namecheap.com</title><p>example.com</p><p>This domain is parked. Registered at
Namecheap.com</p><script src="https://parkingpage.namecheap.com/x.js"></script>)",
       "parked"},
      {"Dan", "https://example.com/",
       R"(<title>example.com domain name is for sale. Inquire now.</title><h1>The domain name example.com is for sale!</h1><p>Buy it
now or make an offer.</p><a href="https://dan.com/buy-domain/example.com">Buy</a>)",
       "parked"},
      {"Afternic", "https://example.com/",
       R"(<title>example.com is for sale</title><h1>example.com</h1><p>is available for purchase. Get a price in less than 24 hours.</p>
<script src="https://www.afternic.com/x.js"></script>)",
       "parked"},
      {"ParkingCrew", "https://example.com/",
       R"(<title>example.com</title><h1>example.com</h1><p>Related Searches</p><a href=/1>Cloud Hosting</a><a href=/2>Data</a>
<script src="https://c.parkingcrew.net/scripts/sale_form.js"></script>)",
       "parked"},
      {"in French", "https://example.fr/",
       R"(<title>example.fr</title><h1>example.fr</h1><p>Ce nom de domaine est à vendre. Ce domaine est à vendre.</p>)",
       "parked"},
      {"in Spanish", "https://example.es/",
       R"(<title>example.es</title><p>Este dominio está en venta. Comprar este dominio.</p>)",
       "parked"},
      {"in Japanese", "https://example.jp/",
       "<title>example.jp</title><p>このドメインは売り出し中です。</p>", "parked"},
      {"in Chinese", "https://example.cn/",
       "<title>example.cn</title><p>该域名正在出售，联系购买此域名。</p>", "parked"},
      {"a seller of domains", kHome,
       R"(<title>Domains for your brand</title><h1>Find a name</h1><p>We help companies with their names. Our team has sold names to
brands in forty countries, and we know what makes a name last. When a page says that this domain is for sale, our brokers talk to
its owner on your behalf.</p><p>We also look after portfolios of large companies and renew what must not lapse.</p>)",
       "none"},
  }));
  check(row);
}

TEST_CASE("errors of status 200 are told in several languages", "[page][soft]") {
  const Row row = GENERATE(values<Row>({
      {"WordPress", kHere,
       R"(<title>Page not found – A Company</title><body class="error404"><article><h1>Oops! That page can&rsquo;t be found.</h1><p>It
looks like nothing was found at this location. Maybe try a search?</p></article>)",
       "not_found"},
      {"number alone", kHere, "<title>404</title><h1>404</h1><p>Oops.</p><a href=/>Back home</a>",
       "not_found"},
      {"fr", kHere,
       "<title>Erreur 404</title><h1>Page introuvable</h1><p>La page demandée n'existe plus.</p>",
       "not_found"},
      {"sv", kHere,
       "<title>Sidan hittades inte</title><h1>Sidan hittades inte</h1><p>Sidan du söker finns "
       "inte.</p>",
       "not_found"},
      {"pl", kHere,
       "<title>Nie znaleziono strony</title><h1>Nie znaleziono strony</h1><p>Podana strona nie "
       "istnieje.</p>",
       "not_found"},
      {"ru", kHere,
       "<title>Страница не найдена</title><h1>Страница не найдена</h1><p>Такой страницы нет.</p>",
       "not_found"},
      {"ja", kHere,
       "<title>ページが見つかりません</title><p>お探しのページは見つかりませんでした。</p>",
       "not_found"},
      {"zh", kHere, "<title>页面不存在</title><h1>页面不存在</h1><p>抱歉，您访问的页面不存在。</p>",
       "not_found"},
      {"ko", kHere,
       "<title>페이지를 찾을 수 없습니다</title><p>요청하신 페이지를 찾을 수 없습니다.</p>",
       "not_found"},
      {"a home page of that name", kHome,
       "<title>Page Not Found Studios</title><h1>Page Not Found</h1><p>We are a studio.</p>",
       "none"},
      {"a car", kHere,
       "<title>Peugeot 404 - Museum</title><h1>Peugeot 404</h1><p>Built from 1960 on, it was the "
       "brand's large car.</p>",
       "none"},
      {"a room", kHere,
       "<title>Room 404</title><h1>Room 404</h1><p>Seats twenty, with a screen and a board.</p>",
       "none"},
      {"a missing product in a shop", kHere,
       "<title>Blue chair</title><h1>Blue chair</h1><p>This product is no longer available. It was "
       "made of oak.</p>",
       "none"},
  }));
  check(row);
}

TEST_CASE("logins, consents and shells are told from pages that have them too", "[page][soft]") {
  const Row row = GENERATE(values<Row>({
      {"a login", kHere,
       "<title>Sign in | A Product</title><h1>Sign in</h1><form><input type=email><input "
       "type=password><button>Sign in</button></form>",
       "login_wall"},
      {"address first", kHere,
       "<title>Sign in to your account</title><form action=/login><input type=email "
       "name=loginfmt><button>Next</button></form>",
       "login_wall"},
      {"ja", kHere,
       "<title>ログイン | 会員サイト</title><form><input name=id><input "
       "type=password><button>ログイン</button></form>",
       "login_wall"},
      {"a short landing page with a login in its head", kHere,
       R"(<title>Analytics for bakeries</title><header><form>Log in <input name=u><input type=password></form></header><h1>Analytics for
bakeries</h1><p>We help bakeries to know how much bread they will sell tomorrow. Our models look at the weather, at holidays and at
the sales of the past, and they learn every day. Ask us for a trial.</p>)",
       "none"},
      {"a consent", kHere,
       R"(<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies and data to deliver our services.</p><button>
Reject all</button><button>Accept all</button>)",
       "consent_wall"},
      {"a consent in German", kHere,
       R"(<title>Ihre Privatsphäre</title><h1>Wir schätzen Ihre Privatsphäre</h1><p>Wir verwenden Cookies.</p><button>Alle
akzeptieren</button><button>Ablehnen</button>)",
       "consent_wall"},
      {"a short landing page with a banner", kHere,
       R"(<title>A Company</title><h1>Machine learning for bakeries</h1><p>We know how much bread will be sold tomorrow.</p><div
id=banner><h2>We value your privacy</h2><p>We use cookies.</p><button>Accept all</button><button>Reject all</button></div>)",
       "none"},
      {"an age gate", kHere,
       R"(<title>A Brewery</title><h1>Are you of legal drinking age?</h1><button>Yes</button><button>No</button><main><h2>Our beers</h2>
<p>We have brewed since 1910.</p></main>)",
       "none"},
      {"a short article on captchas", kHere,
       R"(<title>How captchas verify you are human</title><article><h1>How captchas verify you are human</h1><p>March 5, 2024</p><p>A
security check asks for what machines cannot do. Checking your browser is another way. We explain both.</p></article>)",
       "none"},
      {"a contact form with a captcha", kHere,
       R"(<title>Contact us</title><h1>Contact us</h1><form><input name=name><input type=email><textarea></textarea><div
class="g-recaptcha"></div><button>Send</button></form><p>This site is protected by reCAPTCHA.</p><script
src="https://www.google.com/recaptcha/api.js"></script>)",
       "none"},
      {"a protected page with content", kHere,
       R"(<title>A Company</title><h1>Machine learning for bakeries</h1><p>We know how much bread will be sold tomorrow, and we tell it
to the people who bake it, every evening, in good time.</p><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>)",
       "none"},
      {"a few words", kHere, "<h1>Hello</h1>", "none"},
      {"a few words and a counter of visits", kHere,
       "<h1>Coming soon</h1><script src=/a.js></script>", "none"},
      {"a message for browsers without scripts beside content", kHere,
       R"(<noscript>You need to enable JavaScript to run this app.</noscript><div id=root><h1>Machine learning for bakeries</h1><p>We
know how much bread will be sold tomorrow, and we tell it to the people who bake it, every evening, in good time. Our models look at
the weather, at holidays and at the sales of the past, and they learn every day. Twelve chains in three countries use them, and waste
has fallen by half. Ask us for a trial, which takes two weeks and costs nothing.</p></div><script src=/m.js></script>)",
       "none"},
      {"a shell", kHere, "<title>App</title><div id=root></div><script src=/m.js></script>",
       "script_shell"},
      {"a shell that loads", kHere,
       "<title>App</title><div id=app>Loading…</div><script src=/m.js></script>", "script_shell"},
      {"nothing", kHere, "<html><head><title>A title</title></head><body>  &nbsp; </body></html>",
       "empty"},
  }));
  check(row);
}

}  // namespace verify::test

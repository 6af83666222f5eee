// Small pages as publishing systems and their readers write them, one a row.
#include <catch2/catch.hpp>

#include "page/publication_date.h"

namespace verify::test {
namespace {

struct Row {
  const char* why;
  const char* url;
  const char* html;
  const char* published;
  const char* modified;
};

PublicationDate read(const Row& row) {
  return find_publication_date(Dom::parse(row.html), {*Url::parse(row.url), ""});
}

std::string written(const std::optional<Date>& date) {
  return date ? to_string(*date) : "none";
}

void check(const Row& row) {
  CAPTURE(row.why);
  const PublicationDate found = read(row);
  CHECK(written(found.date) == row.published);
  CHECK(written(found.modified) == row.modified);
}

constexpr const char* kHere = "https://www.example.com/post";

}  // namespace

TEST_CASE("publishing systems date their pages", "[page][dates]") {
  const Row row = GENERATE(values<Row>({
      {"WordPress with a graph of everything", kHere,
       R"(<html lang=en-US><meta property="article:published_time" content="2024-03-05T09:00:00+00:00">
<meta property="article:modified_time" content="2025-04-06T09:00:00+00:00">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","datePublished":"2024-03-05T09:00:00+00:00","dateModified":"2025-04-06T09:00:00+00:00"},
{"@type":"Organization","name":"A","foundingDate":"2011-01-02"},{"@type":"Person","name":"B"}]}</script>
<h1>A title of a post</h1><span class="posted-on">March 5, 2024</span>)",
       "2024-03-05", "2025-04-06"},
      {"Drupal 7 with two RDFa names", kHere,
       R"(<html lang=en><h1>A title of a post</h1><span property="dc:date dc:created" content="2024-03-05T10:11:12+01:00"
datatype="xsd:dateTime">Submitted by admin on Tue, 03/05/2024 - 10:11</span>)",
       "2024-03-05", "none"},
      {"Drupal 10", kHere,
       R"(<html lang=en><article><h1>A title of a post</h1><div class="node__submitted">Submitted by admin on
<span class="field--name-created">Tue, 03/05/2024 - 10:11</span></div></article>)",
       "2024-03-05", "none"},
      {"HubSpot", kHere,
       R"(<html lang=en><h1><span id="hs_cos_wrapper_name">A title of a post</span></h1>
<p class="blog-post__meta">by <a href="/author/jo">Jo</a>, on Mar 5, 2024 10:00:00 AM</p>
<div class="blog-comments"><span>May 6, 2024</span></div>)",
       "2024-03-05", "none"},
      {"AEM", kHere,
       R"(<html lang=en><meta name="publishDate" content="2024-03-05T00:00:00.000Z"><meta name="lastModified"
content="2025-04-06"><div class="cmp-title"><h1 class="cmp-title__text">A title of a post</h1></div>
<div class="cmp-text"><p>5 March 2024</p></div>)",
       "2024-03-05", "2025-04-06"},
      {"Ghost with cards of newer posts", kHere,
       R"(<html lang=en><article class="gh-article"><h1>A title of a post</h1>
<time class="byline-meta-date" datetime="2024-03-05">Mar 5, 2024</time></article><aside class="read-more-wrap">
<article class="post-card"><h2>Other</h2><time class="post-card-meta-date" datetime="2024-05-01">May 1, 2024</time></article>
<article class="post-card"><h2>More</h2><time class="post-card-meta-date" datetime="2024-04-11">Apr 11, 2024</time></article>
</aside>)",
       "2024-03-05", "none"},
      {"milliseconds in a script's state", kHere,
       R"(<html lang=en><h1>A title of a post</h1><p>5 min read</p><script>window.__APOLLO_STATE__ = {"Post:1":{"title":
"A title of a post","firstPublishedAt":1709600400000,"latestPublishedAt":1712300000000,"readingTime":5}};</script>)",
       "2024-03-05", "none"},
      {"Webflow: the comment says when the site was built", kHere,
       R"(<!-- Last Published: Sat Apr 06 2025 10:00:00 GMT+0000 --><html lang=en><h1>A title of a post</h1>
<div class="blog-date">March 5, 2024</div>)",
       "2024-03-05", "none"},
      {"Next.js with a content API", kHere,
       R"(<html lang=en><h1>A title of a post</h1><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":
{"post":{"sys":{"id":"x","createdAt":"2024-02-20T08:00:00Z","updatedAt":"2025-04-06T08:00:00Z"},"fields":{"title":
"A title of a post","publishDate":"2024-03-05"}},"related":[{"fields":{"publishDate":"2024-04-01"}}]}}}</script>)",
       "2024-03-05", "none"},
      {"Nuxt", kHere,
       R"(<html lang=en><h1>A title of a post</h1><script>window.__NUXT__={data:[{post:{title:"A title of a post and more",
slug:"a-title-of-a-post",published_at:"2024-03-05T10:00:00.000000Z"}}],state:{}}</script>)",
       "2024-03-05", "none"},
      {"parsely and sailthru", kHere,
       R"(<meta name="parsely-pub-date" content="2024-03-05T10:00:00Z"><meta name="sailthru.date" content="2024-03-05">)",
       "2024-03-05", "none"},
      {"Dublin Core", kHere,
       R"(<meta name="DC.date" scheme="W3CDTF" content="2024-03-05"><meta name="DC.Date.Modified" content="2025-04-06">)",
       "2024-03-05", "2025-04-06"},
      {"a library's date with slashes", kHere,
       R"(<meta name="citation_publication_date" content="2024/03/05">)", "2024-03-05", "none"},
      {"a PDF's date in a meta", kHere,
       R"(<meta name="creation_date" content="D:20240305101112+01'00'">)", "2024-03-05", "none"},
      {"microdata of a posting with a comment", kHere,
       R"(<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">A title of a post</h1>
<meta itemprop="datePublished" content="2024-03-05"><meta itemprop="dateModified" content="2025-04-06">
<div itemprop="comment" itemscope itemtype="https://schema.org/UserComments"><time itemprop="datePublished"
datetime="2024-03-07">7 March</time></div></div>)",
       "2024-03-05", "2025-04-06"},
      {"RDFa", kHere,
       R"(<div vocab="https://schema.org/" typeof="Article"><h1 property="headline">A title of a post</h1>
<span property="datePublished" content="2024-03-05T10:00">last Tuesday</span></div>)",
       "2024-03-05", "none"},
      {"time pubdate", kHere,
       R"(<article><h1>A title of a post</h1><time pubdate datetime="2024-03-05">Tuesday</time></article>)",
       "2024-03-05", "none"},
      {"a broken block beside a good one", kHere,
       R"(<script type="application/ld+json">{"@type":"Organization","name":"A "quoted" name,"url":</script>
<script type="application/ld+json">[{"@type":"BlogPosting","headline":"x","datePublished":"2024-03-05"}]</script>)",
       "2024-03-05", "none"},
      {"year and month in the path, the day in the text", "https://a.example/2024/03/title",
       R"(<html lang=en><h1>A title of a post</h1><p>We met on February 1, 2024 to talk about it.</p><p>March 5, 2024</p>)",
       "2024-03-05", "none"},
      {"day, month and year each in a box", kHere,
       R"(<html lang=en><div class="entry-date"><span class=day>05</span><span class=month>Mar</span><span class=year>2024
</span></div><h1>A title of a post</h1>)",
       "2024-03-05", "none"},
      {"month over day over year", kHere,
       R"(<html lang=en><div class="date"><div>March</div><div>5</div><div>2024</div></div><h1>A title of a post</h1>)",
       "2024-03-05", "none"},
      {"a press release's dateline", kHere,
       R"(<html lang=en><h1>A Company helps its customer</h1><p>SEATTLE, March 5, 2024 /PRNewswire/ -- A Company, a partner
of many, today announced that it has helped its customer to move a platform to the cloud in no time at all, as it said on
stage on February 1, 2024 at a meeting of its partners and its customers and everybody else who wanted to come.</p>)",
       "2024-03-05", "none"},
  }));
  check(row);
}

TEST_CASE("dates are read as each language writes them", "[page][dates]") {
  const Row row = GENERATE(values<Row>({
      {"ja", kHere, "<html lang=ja><h1>お客様の事例について</h1><p class=date>2024年3月5日</p>",
       "2024-03-05", "none"},
      {"ja, full width", kHere,
       "<html lang=ja><h1>お客様の事例について</h1><p>２０２４年３月５日</p>", "2024-03-05",
       "none"},
      {"ja, era", kHere, "<html lang=ja><h1>お客様の事例について</h1><p>令和6年3月5日</p>",
       "2024-03-05", "none"},
      {"ja, first year of an era", kHere,
       "<html lang=ja><h1>お客様の事例について</h1><p>令和元年10月1日</p>", "2019-10-01", "none"},
      {"ja, two dates", kHere,
       "<html lang=ja><h1>お客様の事例について</h1><p>公開日：2024.03.05 更新日：2025.04.06</p>",
       "2024-03-05", "2025-04-06"},
      {"zh", kHere,
       "<html lang=zh-CN><h1>客户案例的标题在这里</h1><p>发布时间：2024-03-05 10:11 来源：网站</p>",
       "2024-03-05", "none"},
      {"zh-TW, year of the republic", kHere,
       "<html lang=zh-TW><h1>客戶案例的標題在這裡</h1><p>民國113年3月5日</p>", "2024-03-05",
       "none"},
      {"ko", kHere,
       "<html lang=ko><h1>고객 사례 제목입니다</h1><p>입력 2024.03.05 10:11 | 수정 2024.03.06 "
       "09:00</p>",
       "2024-03-05", "2024-03-06"},
      {"ko, short", kHere,
       "<html lang=ko><h1>고객 사례 제목입니다</h1><p>등록일 : 2024. 3. 5. 오전 10:11</p>",
       "2024-03-05", "none"},
      {"ar", kHere, "<html lang=ar><h1>عنوان قصة العميل</h1><p>نشر في ٥ مارس ٢٠٢٤</p>",
       "2024-03-05", "none"},
      {"ar, numbers", kHere, "<html lang=ar><h1>عنوان قصة العميل</h1><p>٢٠٢٤/٠٣/٠٥</p>",
       "2024-03-05", "none"},
      {"fa, the country's calendar", kHere,
       "<html lang=fa><h1>عنوان داستان مشتری</h1><p>۱۵ اسفند ۱۴۰۲</p>", "2024-03-05", "none"},
      {"fa, the country's calendar in numbers", kHere,
       "<html lang=fa><h1>عنوان داستان مشتری</h1><p>۱۴۰۲/۱۲/۱۵</p>", "2024-03-05", "none"},
      {"th, Buddhist year", kHere, "<html lang=th><h1>เรื่องราวของลูกค้า</h1><p>5 มีนาคม 2567</p>",
       "2024-03-05", "none"},
      {"th, abbreviated", kHere, "<html lang=th><h1>เรื่องราวของลูกค้า</h1><p>5 มี.ค. 2567</p>",
       "2024-03-05", "none"},
      {"th, numbers", kHere, "<html lang=th><h1>เรื่องราวของลูกค้า</h1><p>05/03/2567</p>", "2024-03-05",
       "none"},
      {"th, our year", kHere, "<html lang=th><h1>เรื่องราวของลูกค้า</h1><p>5 มีนาคม 2024</p>",
       "2024-03-05", "none"},
      {"vi", kHere, "<html lang=vi><h1>Câu chuyện khách hàng</h1><p>Ngày 5 tháng 3 năm 2024</p>",
       "2024-03-05", "none"},
      {"vi, short", kHere, "<html lang=vi><h1>Câu chuyện khách hàng</h1><p>5 Tháng 3, 2024</p>",
       "2024-03-05", "none"},
      {"he", kHere, "<html lang=he><h1>סיפור של לקוח אחד</h1><p>פורסם: 5 במרץ 2024</p>",
       "2024-03-05", "none"},
      {"hi", kHere, "<html lang=hi><h1>ग्राहक की कहानी</h1><p>5 मार्च 2024</p>", "2024-03-05",
       "none"},
      {"el", kHere, "<html lang=el><h1>Η ιστορία ενός πελάτη</h1><p>5 Μαρτίου 2024</p>",
       "2024-03-05", "none"},
      {"id", kHere,
       "<html lang=id><h1>Kisah seorang pelanggan</h1><p>Selasa, 5 Maret 2024 10:11 WIB</p>",
       "2024-03-05", "none"},
      {"tr", kHere,
       "<html lang=tr><h1>Bir müşteri hikayesi</h1><p>Giriş: 05.03.2024 10:11 Güncelleme: "
       "06.03.2024 09:00</p>",
       "2024-03-05", "2024-03-06"},
      {"de", kHere,
       "<html lang=de><h1>Der Titel des Beitrags</h1><p>Veröffentlicht am 5. März 2024, "
       "aktualisiert am 6. April "
       "2025</p>",
       "2024-03-05", "2025-04-06"},
      {"fr", kHere,
       "<html lang=fr><h1>Le titre de l’article</h1><p>Publié le 5 mars 2024 à 10h30 - Mis à jour "
       "le 6 avril "
       "2025</p>",
       "2024-03-05", "2025-04-06"},
      {"sv", kHere,
       "<html lang=sv><h1>Artikelns rubrik här</h1><p>Publicerad: 2024-03-05 Uppdaterad: "
       "2025-04-06</p>",
       "2024-03-05", "2025-04-06"},
      {"fi", kHere, "<html lang=fi><h1>Artikkelin otsikko</h1><p>Julkaistu 5.3.2024</p>",
       "2024-03-05", "none"},
      {"pl", kHere, "<html lang=pl><h1>Tytuł artykułu tutaj</h1><p>Opublikowano: 5 marca 2024</p>",
       "2024-03-05", "none"},
      {"ro", kHere, "<html lang=ro><h1>Titlul articolului</h1><p>Publicat pe 5 martie 2024</p>",
       "2024-03-05", "none"},
      {"uk", kHere, "<html lang=uk><h1>Назва статті тут</h1><p>Опубліковано 5 березня 2024 р.</p>",
       "2024-03-05", "none"},
      {"American order", kHere, "<html lang=en-US><h1>A title of a post</h1><p>Posted 03/05/24</p>",
       "2024-03-05", "none"},
      {"British order", "https://a.example.co.uk/x",
       "<html lang=en><h1>A title of a post</h1><p>Posted 05/03/2024</p>", "2024-03-05", "none"},
      {"Canadian French", "https://a.example.ca/x",
       "<html lang=fr-CA><h1>Un titre de page</h1><p>Publié le 05/03/2024</p>", "2024-03-05",
       "none"},
      {"the writing's day, not the zone's", kHere,
       "<meta property='article:published_time' content='2024-03-01T23:30:00-08:00'>", "2024-03-01",
       "none"},
  }));
  check(row);
}

TEST_CASE("dates of something else are no publication date", "[page][dates]") {
  const Row row = GENERATE(values<Row>({
      {"a relative date", kHere, "<html lang=en><h1>A title of a post</h1><p>Posted 3 days ago</p>",
       "none", "none"},
      {"no year", kHere, "<html lang=en><h1>A title of a post</h1><p>Posted 5 March</p>", "none",
       "none"},
      {"copyright years", kHere,
       "<html lang=en><h1>A title of a post</h1><footer>© 2012-2024 A Company</footer>", "none",
       "none"},
      {"a server's header", kHere,
       "<meta http-equiv='last-modified' content='Tue, 05 Mar 2024 10:00:00 GMT'><h1>A title</h1>",
       "none", "2024-03-05"},
      {"when the page lapses", kHere,
       "<meta name=expires content='2025-04-06'><meta http-equiv=expires content='2025-04-06'>",
       "none", "none"},
      {"an organisation's founding", kHere,
       R"(<script type="application/ld+json">{"@type":"Organization","foundingDate":"2011-01-02","name":"A"}</script>)",
       "none", "none"},
      {"an event's start", kHere,
       R"(<html lang=en><script type="application/ld+json">{"@type":"BusinessEvent","name":"x","startDate":"2024-06-12T10:00",
"endDate":"2024-06-13"}</script><h1>Webinar: a title of it</h1>)",
       "none", "none"},
      {"a webinar's day", kHere,
       "<html lang=en><h1>Webinar: a title of it</h1><p>Join us on June 12, 2024 at 10:00</p>",
       "none", "none"},
      {"when and where", kHere,
       "<html lang=en><h1>Webinar: a title of it</h1><p>When: June 12, 2024</p><p>Where: "
       "online</p>",
       "none", "none"},
      {"an upcoming event beside the post", kHere,
       R"(<html lang=en><h1>A title of a post</h1><p class=date>March 5, 2024</p><p>Text of it.</p><div class="upcoming-events">
<h3>Next webinar</h3><time datetime="2024-06-12">June 12, 2024</time></div>)",
       "2024-03-05", "none"},
      {"an event's banner above the post", kHere,
       R"(<html lang=en><div class="announcement-bar">Join our webinar on June 12, 2024</div><h1>A title of a post</h1>
<time datetime="2024-03-05">March 5, 2024</time>)",
       "2024-03-05", "none"},
      {"related posts in JSON-LD", "https://www.example.com/blog/a-title",
       R"(<script type="application/ld+json">[{"@type":"BlogPosting","url":"https://www.example.com/blog/other","datePublished":
"2024-05-01"},{"@type":"BlogPosting","url":"https://www.example.com/blog/a-title","datePublished":"2024-03-05"}]</script>)",
       "2024-03-05", "none"},
      {"a list of posts in JSON-LD", kHere,
       R"(<script type="application/ld+json">{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":
"Article","datePublished":"2024-05-01"}}]}</script>)",
       "none", "none"},
      {"a video within the page", kHere,
       R"(<html lang=en><script type="application/ld+json">{"@type":"VideoObject","name":"x","uploadDate":"2019-05-01"}</script>
<h1>A title of a post</h1><p>Published on March 5, 2024</p>)",
       "2024-03-05", "none"},
      {"reviews of a product", kHere,
       R"(<script type="application/ld+json">{"@type":"Product","review":[{"@type":"Review","datePublished":"2024-05-01"}]}
</script>)",
       "none", "none"},
      {"a member's first day", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Jo, member since March 5, 2019</p><p>Joined: 6 "
       "March 2019</p>",
       "none", "none"},
      {"a product's version", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Runs on version 2023.10.1 and later.</p>",
       "none", "none"},
      {"a release's number", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Download Product 2023.10.1</p>", "none", "none"},
      {"phone numbers", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Call +49 30 2024 0305 or 01.03.2024.11.12 or "
       "(02) 03-2024-11</p>",
       "none", "none"},
      {"prices", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Only €12.03.2024 or $1,299.00</p>", "none",
       "none"},
      {"comments without a name", kHere,
       R"(<html lang=en><article><h1>A title of a post</h1><time datetime="2024-03-05">March 5, 2024</time></article>
<section id="comments"><ol class="comment-list"><li><time datetime="2024-03-09">March 9, 2024</time></li>
<li><time datetime="2024-03-10">March 10, 2024</time></li></ol></section>)",
       "2024-03-05", "none"},
      {"a deadline", kHere, "<html lang=en><h1>A title of a post</h1><p>Apply by March 5, 2024</p>",
       "none", "none"},
      {"a privacy policy's state in the banner", kHere,
       R"(<html lang=en><div id="cookie-banner">Our cookie policy, last updated: January 1, 2020</div><h1>A title of a post</h1>
<p>March 5, 2024</p>)",
       "2024-03-05", "none"},
      {"opening hours and addresses", kHere,
       "<html lang=de><h1>Ein Titel der Seite</h1><p>Mo-Fr 9-17, Tel. 030/12 03 2024, HRB "
       "12.03.2024-1</p>",
       "none", "none"},
      {"dated figures", kHere,
       R"(<html lang=en><h1>A title of a post</h1><p class="meta">Jo | March 5, 2024</p><figure><img src=x><figcaption>Taken on
May 3, 2019</figcaption></figure>)",
       "2024-03-05", "none"},
      {"a date of birth", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Born: March 5, 1994</p>", "none", "none"},
  }));
  check(row);
}

TEST_CASE("a date the page only tells of is no firm answer", "[page][dates]") {
  const Row row = GENERATE(values<Row>({
      {"in a sentence", kHere,
       R"(<html lang=en><h1>A title of a post</h1><p>Our customer, a bank with many branches in many countries of the world,
opened its first one on March 5, 1999 and has since then grown to what it is today, as everybody who reads this knows.</p>)",
       "1999-03-05", "none"},
      {"only modified", kHere,
       "<html lang=en><h1>A title of a post</h1><p>Last updated: April 6, 2025</p>", "2025-04-06",
       "2025-04-06"},
      {"only modified in a meta", kHere,
       "<meta property='og:updated_time' content='2025-04-06T10:00:00Z'>", "2025-04-06",
       "2025-04-06"},
  }));
  CAPTURE(row.why);
  const PublicationDate found = read(row);
  if (found.date) CHECK(written(found.date) == row.published);
  CHECK(written(found.modified) == row.modified);
  CHECK(found.confidence < 0.35);
}

}  // namespace verify::test

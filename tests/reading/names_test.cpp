#include "reading/page.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;
using Place = Mention::Place;

namespace {

Place place_in_body(const Name& name, const std::string& body) {
  return find_name(page("", {{"", body}}), name).place;
}

}  // namespace

TEST_CASE("names are found as people write them", "[reading]") {
  struct Row {
    const char* name;
    const char* text;
    bool found;
  };
  const Row rows[] = {
      {"Acme Inc.", "Today Acme runs on AWS.", true},
      {"Acme", "Today ACME, Inc. runs on AWS.", true},
      {"Acme", "Acme's platform", true},
      {"Acme", "Acmeville is a town", false},
      {"Smith & Sons Ltd", "We helped Smith and Sons move", true},
      {"Müller GmbH & Co. KG", "Die Mueller-Gruppe", true},
      {"Müller und Söhne AG", "für Muller & Sohne", true},
      {"Société Générale S.A.", "chez Societe Generale", true},
      {"Coca-Cola", "The Coca Cola team", true},
      {"PragmaTech", "Pragma Tech built it", true},
      {"株式会社メガゾーン", "メガゾーンは導入した", true},
      {"株式会社ソニー", "ソニーズの音", false},
      {"トヨタ自動車株式会社", "先日、ﾄﾖﾀ自動車様の事例", true},
      {"三菱商事", "当社は三菱商事様を支援", true},
      {"주식회사 메가존", "메가존은 클라우드를 도입했다", true},
      {"Continue", "to continue with the next step", false},
      {"deepc", "the deepc platform", true},
      {"Department of Labor (DOL)", "Staff at DOL wanted more", true},
      {"Old Name / New Name", "What New Name did", true},
      {"Acme Foods Holdings International Ltd", "What Acme Foods did", true},
      {"First Group plc", "First we looked at the data", false},
      {"TechNova Solutions Pvt. Ltd.", "At TechNova we build models", true},
      {"Rapid Solutions Ltd.", "Rapid growth followed", false},
      {"Data Science Consulting", "Data science is hard", false},
      {"CodeCrux", "See codecrux.com for more", true},
      {"Target", "We hit the target. Then we went home", false},
      {"Ab", "a\nb", false},
      {"Two Words", "Two\nWords", false},
  };
  for (const Row& row : rows) {
    INFO(row.name << " in " << row.text);
    CHECK((place_in_body({.official = row.name}, row.text) == Place::body) == row.found);
  }
}

TEST_CASE("the most telling place of a name is reported with its words", "[reading]") {
  Document document = page("Acme case study", {{"How Acme grew", "Acme is a bank."}});
  document.boilerplate = "Partner Corp";
  document.image_texts = {"Logo of Bolt"};
  CHECK(find_name(document, {.official = "Acme"}).place == Place::title);
  document.title = "Case study";
  CHECK(find_name(document, {.official = "Acme"}).place == Place::heading);
  CHECK(find_name(document, {.official = "Bolt"}).place == Place::image);
  const Mention menu = find_name(document, {.official = "Nobody", .aliases = {"Partner"}});
  CHECK(menu.place == Place::boilerplate);
  CHECK_FALSE(menu.in_content());
  CHECK(menu.quote == "Partner Corp");
  CHECK(find_name(document, {}).place == Place::none);
}

TEST_CASE("a partner is found by the site a page is from, and that alone is no naming",
          "[reading]") {
  struct Row {
    const char* name;
    const char* url;
    const char* link;
    const char* site;
    Place place;
  };
  const Row rows[] = {
      {"Blue Harbor GmbH", "https://www.blue-harbor.test/story", "https://other.test/", "",
       Place::site},
      {"CodeCrux", "https://blog.test/", "https://codecrux.test/about", "", Place::site},
      {"CodeCrux", "https://blog.test/", "https://other.test/codecrux", "", Place::none},
      {"CodeCrux", "https://blog.test/", "https://other.test/", "The CodeCrux blog", Place::site},
      {"Acme", "https://acme.test/", "https://other.test/", "", Place::none},
  };
  for (const Row& row : rows) {
    INFO(row.name << " at " << row.url << " and " << row.link);
    Document document = page("Story", {{"", "A model reads the claims."}});
    document.url = *Url::parse(row.url);
    document.links.push_back({.url = *Url::parse(row.link), .text = "more"});
    document.site_name = row.site;
    const Mention mention = find_partner(document, {.official = row.name});
    CHECK(mention.place == row.place);
    CHECK_FALSE(mention.in_content());
    CHECK(mention.quote.empty() == (row.place == Place::none));
  }
}

TEST_CASE("a name that was given before is known again", "[reading]") {
  struct Row {
    std::string_view name;
    bool known;
  };
  const Row rows[] = {
      {"Ada King", false}, {"Ada Kingsley", false}, {"ADA  KING", true}, {"", false},
      {"", false},         {"Acme GmbH", false},    {"Acme Inc.", true}, {"Acme Foods", false},
      {"King", false},     {"Müller AG", false},    {"Mueller", false},
  };
  NameList names;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(names.add_known(row.name) == row.known);
  }
}

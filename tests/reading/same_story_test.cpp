#include <catch2/catch.hpp>

#include "reading/page.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;
using Kind = StoryMatch::Kind;

namespace {

const std::string kEnglish =
    "Hansewind runs 340 turbines. Experts looked at 12,500 photos a month by hand and needed two "
    "days for a turbine. Kieselwerk trained a model on Amazon SageMaker that reads the photos from "
    "Amazon S3. Today a turbine takes 25 minutes, 96.5 % of cracks are found and Hansewind saves "
    "1.2 million euros a year.";
const std::string kGerman =
    "Hansewind betreibt 340 Anlagen. Gutachter sahen jeden Monat 12.500 Fotos von Hand an und "
    "brauchten zwei Tage je Anlage. Kieselwerk hat auf Amazon SageMaker ein Modell trainiert, das "
    "die Fotos aus Amazon S3 liest. Heute dauert eine Anlage 25 Minuten, 96,5 Prozent der Risse "
    "werden gefunden, und Hansewind spart 1,2 Millionen Euro im Jahr.";
const std::string kFrench =
    "Hansewind exploite 340 éoliennes. Les experts examinaient 12 500 photos par mois. Kieselwerk "
    "a entraîné un modèle sur Amazon SageMaker à partir des photos d'Amazon S3. Une éolienne "
    "demande 25 minutes, 96,5 % des fissures sont trouvées et Hansewind économise 1,2 million "
    "d'euros par an.";
const std::string kJapanese =
    "Hansewindは340基の風車を運用しています。専門家が毎月12,500枚の写真を目視で確認していました。"
    "KieselwerkはAmazon "
    "SageMakerでモデルを構築し、Amazon "
    "S3の写真を読み取ります。現在は1基25分で、亀裂の96.5%"
    "を検出し、年間120万ユーロを節約しています。";
/// Another project of the same customer: its size is the same, its figures are not.
const std::string kOtherProject =
    "Hansewind betreibt 340 Anlagen. Der Einkauf plante Ersatzteile mit Tabellen, 18 % lagen "
    "ungenutzt im Lager. Kieselwerk hat mit Amazon Forecast und Amazon Redshift eine Prognose "
    "aufgebaut. Der Bestand ist um 31 Prozent gesunken, das sind 640.000 Euro, und 48 Lieferanten "
    "sind angebunden.";

Document story(const std::string& text, const std::string& language,
               const std::string& address = "https://partner.test/story") {
  Document out = page("Hansewind", {{"", text}}, language);
  out.url = *Url::parse(address + "-" + language + std::to_string(text.size()));
  return out;
}

Kind kind_of(const Document& a, const Document& b, bool same_customer = true) {
  const StoryMatch match = compare_stories(a, b, same_customer, 0.7, lexicons());
  INFO(match.why);
  CHECK(match.why.empty() == (match.kind == Kind::different));
  CHECK(compare_stories(b, a, same_customer, 0.7, lexicons()).kind == match.kind);
  PageReader reader(lexicons());
  for (int time = 0; time < 2; ++time) {  // what is kept of the first says the same again
    CHECK(reader.stories(a, b, same_customer, 0.7).kind == match.kind);
    CHECK(reader.stories(a, b, same_customer, 0.7).why == match.why);
  }
  return match.kind;
}

}  // namespace

TEST_CASE("a story in two languages is one story", "[reading]") {
  CHECK(kind_of(story(kEnglish, "en"), story(kGerman, "de")) == Kind::same);
  CHECK(kind_of(story(kEnglish, "en"), story(kFrench, "fr")) == Kind::same);
  CHECK(kind_of(story(kGerman, "de"), story(kFrench, "fr")) == Kind::same);
  CHECK(kind_of(story(kEnglish, "en"), story(kJapanese, "ja")) == Kind::same);
}

TEST_CASE("two projects of one customer are two stories", "[reading]") {
  CHECK(kind_of(story(kEnglish, "en"), story(kOtherProject, "de")) == Kind::different);
  CHECK(kind_of(story(kGerman, "de"), story(kOtherProject, "de")) == Kind::different);
}

TEST_CASE("the same figures of customers with other names, or in other words, leave a doubt",
          "[reading]") {
  CHECK(kind_of(story(kEnglish, "en"), story(kGerman, "de"), false) == Kind::different);
  const std::string retold =
      "With 340 wind turbines to look after, Hansewind's inspectors faced 12,500 pictures each "
      "month. A network on Amazon SageMaker, fed from Amazon S3, now spots 96.5 % of all cracks. "
      "An inspection is done in 25 minutes; 1.2 million euros are saved yearly.";
  CHECK(kind_of(story(kEnglish, "en"), story(retold, "en")) == Kind::unclear);
}

TEST_CASE("a page given as another's translation is the same story", "[reading]") {
  Document english = story("We built a model.", "en");
  const Document german = story("Ein ganz anderer Text.", "de");
  CHECK(kind_of(english, german, false) == Kind::different);
  english.alternates.push_back(german.url);
  CHECK(kind_of(english, german, false) == Kind::same);
}

TEST_CASE("numbers are one however their marks are set", "[reading]") {
  const auto figures = [](const char* text, const char* language) {
    return story("Acme " + std::string(text), language);
  };
  CHECK(kind_of(figures("1,200 and 3.5 and 40 and 77", "en"),
                figures("1.200 und 3,5 und 40 und 77", "de")) == Kind::same);
  CHECK(kind_of(figures("1,200 and 3.5 and 40 and 77", "en"),
                figures("1 200 et 3,5 et 40 et 77", "fr")) == Kind::same);
  // Years and small counts stand everywhere.
  CHECK(kind_of(figures("grew in 2019, 2020, 2021 and in 2022 by 3, 4, 5", "en"),
                figures("wuchs 2019 um 3, 2020 um 4, 2021 um 5, dann 2022", "de")) ==
        Kind::different);
}

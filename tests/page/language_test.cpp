#include "page/language.h"

#include <catch2/catch.hpp>

#include "page/paragraphs.h"

namespace verify::test {
namespace {

constexpr std::string_view kEnglish =
    "We moved the data platform of our customer to the cloud and it now serves all of their teams "
    "with reports that are ready in minutes.";
constexpr std::string_view kGerman =
    "Wir haben die Plattform unseres Kunden in die Cloud verlagert und sie dient nun allen Teams "
    "mit Berichten, die in Minuten fertig sind.";

struct Row {
  std::string_view text;
  std::string_view expected;
};

// The first `words` words; of scripts without spaces as much as that would be.
std::string_view first_words(std::string_view text, std::size_t words) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < words && at != text.npos; ++i) at = text.find(' ', at + 1);
  return text.substr(0, at);
}

}  // namespace

TEST_CASE("the words of a text vote for its language", "[page][language]") {
  const Row rows[] = {
      {kEnglish, "en"},
      {kGerman, "de"},
      {"Nous avons migr\xC3\xA9 la plateforme de notre client dans le cloud et elle sert "
       "maintenant toutes les \xC3\xA9quipes avec des rapports pr\xC3\xAAts en quelques minutes.",
       "fr"},
      {"Hemos llevado la plataforma de nuestro cliente a la nube y ahora sirve a todos los equipos "
       "con informes que est\xC3\xA1n listos en minutos para los usuarios.",
       "es"},
      {"Levamos a plataforma do nosso cliente para a nuvem e ela agora serve todas as equipes com "
       "relat\xC3\xB3rios que ficam prontos em minutos para os seus usu\xC3\xA1rios.",
       "pt"},
      {"Abbiamo portato la piattaforma del nostro cliente nel cloud e ora serve tutti i team con "
       "rapporti che sono pronti in pochi minuti per gli utenti della rete.",
       "it"},
      {"Wij hebben het platform van onze klant naar de cloud gebracht en het bedient nu alle teams "
       "met rapporten die in enkele minuten klaar zijn.",
       "nl"},
      {"\xE3\x81\x8A\xE5\xAE\xA2\xE6\xA7\x98\xE3\x81\xAE\xE3\x83\x87\xE3\x83\xBC\xE3\x82\xBF"
       "\xE5\x9F\xBA\xE7\x9B\xA4 AWS",
       "ja"},
      {"\xEA\xB3\xA0\xEA\xB0\x9D\xEC\x9D\x98 \xEB\x8D\xB0\xEC\x9D\xB4\xED\x84\xB0 "
       "\xED\x94\x8C\xEB\x9E\xAB\xED\x8F\xBC AWS",
       "ko"},
      {"\xE5\xAE\xA2\xE6\x88\xB7\xE7\x9A\x84\xE6\x95\xB0\xE6\x8D\xAE\xE5\xB9\xB3\xE5\x8F\xB0"
       "\xE8\xBF\x81\xE7\xA7\xBB",
       "zh"},
      {"Amazon SageMaker", ""},
      {"", ""},
      {"\xFF\xC3\xE3\x81", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(language_of_text(row.text) == row.expected);
  }
}

TEST_CASE("a clear text beats the declaration, an unclear one does not", "[page][language]") {
  const Dom declared = Dom::parse("<html lang=EN-us>");
  CHECK(detect_language(declared, kGerman, "") == "de");
  CHECK(detect_language(declared, "Amazon", "fr") == "en");
  CHECK(detect_language(Dom::parse("<meta property=og:locale content=pt_BR>"), "", "") == "pt");
  CHECK(detect_language(Dom::parse("<html lang=''>"), "", "fr-FR") == "fr");
  CHECK(detect_language(Dom::parse("<html lang='{{lang}}'>"), "", "") == "");
}

TEST_CASE("a sentence is enough to know its language", "[page][language]") {
  for (const Paragraph& paragraph : kParagraphs) {
    const std::string_view language = paragraph.language.substr(0, 2);
    for (const std::size_t words : {20, 60}) {
      CAPTURE(paragraph.language, words);
      CHECK(language_of_text(first_words(paragraph.text, words)) == language);
    }
  }
}

TEST_CASE("neighbours of a language are not taken for it", "[page][language]") {
  const Row rows[] = {
      {"Riešenie umožnilo znížiť náklady o 40 % za šesť mesiacov, čo je pre zákazníka veľmi "
       "dôležité.",
       "sk"},
      {"Rješenje je omogućilo smanjenje troškova za 40 % u šest mjeseci, što je za korisnika vrlo "
       "važno.",
       "hr"},
      {"Rešitev je omogočila zmanjšanje stroškov za 40 % v šestih mesecih, kar je za stranko zelo "
       "pomembno.",
       "sl"},
      {"La solució va permetre reduir els costos un 40 % en sis mesos, cosa que és molt important "
       "per al client.",
       "ca"},
      {"Sprendimas leido sumažinti išlaidas 40 % per šešis mėnesius, o tai klientui yra labai "
       "svarbu.",
       "lt"},
      {"Тук можете да научите повече за нашите проекти в областта на машинното обучение.", "bg"},
      {"Norges største bank bygget en ny dataplattform i skyen, og den er nå raskere enn noen "
       "gang.",
       "no"},
      {"Tölvunarfræði er fræðigrein sem fjallar um rannsóknir á undirstöðum upplýsinga og "
       "útreikninga.",
       "is"},
      // Serbian in one sentence: the list knows too few of its words
      {"Овде можете сазнати више о нашим пројектима у области машинског учења.", ""},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(language_of_text(row.text) == row.expected);
  }
}

TEST_CASE("what is too little to tell is not guessed", "[page][language]") {
  for (const Paragraph& paragraph : kParagraphs)
    for (const std::size_t words : {3, 6, 10}) {
      CAPTURE(paragraph.language, words);
      const std::string found = language_of_text(first_words(paragraph.text, words));
      CHECK((found.empty() || found == paragraph.language.substr(0, 2)));
    }
  for (const std::string_view text :
       {"Amazon SageMaker, Amazon Bedrock, AWS Lambda, Amazon EC2, Amazon S3, Amazon Redshift",
        "Home About Services Case Studies Blog Contact Careers Login Pricing Partners Resources",
        "Lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut "
        "labore et dolore magna aliqua enim minim veniam quis nostrud exercitation ullamco laboris",
        "function return const var window document null true false undefined push length"}) {
    CAPTURE(text);
    CHECK(language_of_text(text) == "");
  }
}

TEST_CASE("a template's declaration loses against the text", "[page][language]") {
  const Dom english = Dom::parse("<html lang=en>");
  for (const Paragraph& paragraph : kParagraphs) {
    CAPTURE(paragraph.language);
    CHECK(detect_language(english, paragraph.text, "") == paragraph.language.substr(0, 2));
  }
  // a few words in another alphabet, too few to tell which language
  CHECK(detect_language(english, "Акционерное общество Ромашка", "") == "");
  CHECK(detect_language(Dom::parse("<html lang=ru>"), "Акционерное общество Ромашка", "") == "ru");
}

}  // namespace verify::test

#include "page/language.h"

#include <catch2/catch.hpp>

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

}  // namespace verify::test

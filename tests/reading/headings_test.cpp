#include <catch2/catch.hpp>

#include "reading/page.h"
#include "reading/page_view.h"

using namespace verify;
using namespace verify::test;

namespace {

HeadingClasses classes_of(const std::string& heading, const std::string& language) {
  Document document = page("", {{heading, "Text."}});
  document.language = language;
  const PageView view(document, lexicons().data());
  HeadingClasses classes;
  for (const SectionView& section : view.sections()) classes.add(section.classes);
  return classes;
}

}  // namespace

TEST_CASE("headings announce their part with and without an article", "[reading]") {
  struct Row {
    const char* language;
    const char* heading;
    HeadingClass expected;
  };
  for (const Row& row : {
           Row{"de", "Das Problem", HeadingClass::problem},
           Row{"de", "Der Auftrag", HeadingClass::problem},
           Row{"de", "Das Ziel", HeadingClass::problem},
           Row{"de", "Der Bedarf", HeadingClass::problem},
           Row{"de", "Projektziel", HeadingClass::problem},
           Row{"de", "Der Ansatz", HeadingClass::proposal},
           Row{"de", "Das Vorgehen", HeadingClass::proposal},
           Row{"de", "Der Nutzen", HeadingClass::outcomes},
           Row{"de", "Der Mehrwert", HeadingClass::outcomes},
           Row{"fr", "L'approche", HeadingClass::proposal},
           Row{"fr", "L’impact", HeadingClass::outcomes},
           Row{"fr", "Les enjeux", HeadingClass::problem},
           Row{"es", "El reto", HeadingClass::problem},
           Row{"es", "La propuesta", HeadingClass::proposal},
           Row{"pt", "O desafio", HeadingClass::problem},
           Row{"pt", "Os benefícios", HeadingClass::outcomes},
           Row{"ja", "導入前の課題", HeadingClass::problem},
           Row{"ja", "導入後の効果", HeadingClass::outcomes},
           Row{"ko", "도전 과제", HeadingClass::problem},
           Row{"ko", "도입 효과", HeadingClass::outcomes},
           Row{"en", "The Client’s Challenge", HeadingClass::problem},
           Row{"en", "Partner Solution", HeadingClass::proposal},
       }) {
    INFO(row.language << ": " << row.heading);
    CHECK(classes_of(row.heading, row.language).has(row.expected));
  }
}

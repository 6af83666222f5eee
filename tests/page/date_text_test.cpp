#include "page/date_text.h"

#include <catch2/catch.hpp>

namespace verify::test {
namespace {

struct Row {
  const char* language;
  const char* text;
  const char* expected;  // empty: no date
};

std::string first_date(std::string_view language, std::string_view text, bool month_first) {
  const auto dates = find_dates(text, {language, month_first});
  return dates.empty() ? "" : to_string(dates.front().date);
}

}  // namespace

TEST_CASE("a written date is read in its language", "[page]") {
  const Row row = GENERATE(values<Row>({
      {"en", "March 5, 2024", "2024-03-05"},
      {"en", "Posted on Tuesday, March 5th, 2024 by Jo", "2024-03-05"},
      {"en", "5 March 2024", "2024-03-05"},
      {"en", "5th of March, 2024", "2024-03-05"},
      {"en", "Mar. 5 2024", "2024-03-05"},
      {"en", "Sept 5, 2024", "2024-09-05"},
      {"en", "05-Mar-2024", "2024-03-05"},
      {"en", "05/Mar/2024:10:11:12 +0000", "2024-03-05"},
      {"en", "5 Mar '24", "2024-03-05"},
      {"en", "Tue Mar 05 10:22:33 +0000 2024", "2024-03-05"},
      {"en",
       "MARCH\xC2\xA0"
       "05, 2024",
       "2024-03-05"},
      {"en", "2024 March 5", "2024-03-05"},
      {"fa", "1384-1-4", "2005-03-24"},
      {"fa", "1341-8-4", ""},
      {"de", "5. März 2024", "2024-03-05"},
      {"de", "Dienstag, 05. MÄRZ 2024", "2024-03-05"},
      {"de", "3. Jänner 2024", "2024-01-03"},
      {"de", "12. Dez. 2024, 14:30 Uhr", "2024-12-12"},
      {"de", "05.03.2024", "2024-03-05"},
      {"de", "5. 3. 2024", "2024-03-05"},
      {"de", "05.03.24", "2024-03-05"},
      {"de", "05.03.98", "1998-03-05"},
      {"fr", "le 1er mars 2024", "2024-03-01"},
      {"fr", "15 août 2024", "2024-08-15"},
      {"fr", "15 fevrier 2024", "2024-02-15"},
      {"es", "5 de marzo de 2024", "2024-03-05"},
      {"es", "5 de marzo del 2024", "2024-03-05"},
      {"es", "marzo 5, 2024", "2024-03-05"},
      {"pt", "5 de março de 2024", "2024-03-05"},
      {"it", "5 gennaio 2024", "2024-01-05"},
      {"it", "1º maggio 2024", "2024-05-01"},
      {"nl", "5 mrt 2024", "2024-03-05"},
      {"pl", "5 marca 2024", "2024-03-05"},
      {"ru", "5 марта 2024 г.", "2024-03-05"},
      {"uk", "5 березня 2024", "2024-03-05"},
      {"tr", "5 Ağustos 2024", "2024-08-05"},
      {"cs", "5. března 2024", "2024-03-05"},
      {"fi", "5. maaliskuuta 2024", "2024-03-05"},
      {"sv", "5 maj 2024", "2024-05-05"},
      {"hu", "2024. március 5.", "2024-03-05"},
      {"lt", "2024 m. kovo 5 d.", "2024-03-05"},
      {"id", "5 Agustus 2024", "2024-08-05"},
      {"ja", "2024年3月5日", "2024-03-05"},
      {"ja", "2024年 3月 5日(火)", "2024-03-05"},
      {"ja", "2024.03.05", "2024-03-05"},
      {"ko", "2024년 3월 5일", "2024-03-05"},
      {"ko", "2024. 3. 5.", "2024-03-05"},
      {"zh", "2024/3/5", "2024-03-05"},
      // listopad: November in Polish, October in Croatian
      {"pl", "5 listopada 2024", "2024-11-05"},
      {"hr", "5. listopada 2024", "2024-10-05"},
      {"", "5 septembre 2024", "2024-09-05"},
      // no dates
      {"en", "version 1.2.2024.7", ""},
      {"en", "192.168.20.2020", ""},
      {"en", "31 February 2024", ""},
      {"en", "13/13/2024", ""},
      {"en", "5 March 1889", ""},
      {"en", "5 March 2999", ""},
      {"en", "2024-00-00", ""},
      {"en", "call 030 2024 1203", ""},
      {"en", "12.10.14:30", ""},
      {"en", "in March we had 5 of 2024", ""},
      {"de", "9 Mann 2024", ""},
  }));
  CAPTURE(row.language, row.text);
  CHECK(first_date(row.language, row.text, true) == row.expected);
}

TEST_CASE("an ambiguous date follows the page", "[page]") {
  CHECK(first_date("en", "3/4/2024", true) == "2024-03-04");
  CHECK(first_date("en", "3/4/2024", false) == "2024-04-03");
  CHECK(first_date("en", "3/25/2024", false) == "2024-03-25");
  CHECK(first_date("en", "25/3/2024", true) == "2024-03-25");
  // a dot is never month first
  CHECK(first_date("en", "3.4.2024", true) == "2024-04-03");
  // what the page shows elsewhere decides
  CHECK(first_date("en", "3/4/2024 and 25/12/2023", true) == "2024-04-03");
  CHECK(first_date("en", "3/4/2024 and 12/25/2023", false) == "2024-03-04");
}

TEST_CASE("a machine-readable date is taken as written", "[page]") {
  const auto row = GENERATE(values<std::pair<const char*, const char*>>({
      {"2024-03-05", "2024-03-05"},
      {"2024-03-05T23:59:59-08:00", "2024-03-05"},
      {"2024-03-05T00:00:01+09:00", "2024-03-05"},
      {" 2024-03-05 10:00", "2024-03-05"},
      {"20240305", "2024-03-05"},
      {"20240305T101112Z", "2024-03-05"},
      {"202403051011", "2024-03-05"},
      {"D:20240305101112+01'00'", "2024-03-05"},
      {"Tue, 05 Mar 2024 23:30:00 -0800", "2024-03-05"},
      {"1709600400", "2024-03-05"},
      {"1709600400000", "2024-03-05"},
      {"March 5, 2024", "2024-03-05"},
      {"1970-01-01", ""},
      {"0000-00-00", ""},
      {"12345", ""},
      {"", ""},
  }));
  CAPTURE(row.first);
  const auto date = read_date_value(row.first, {});
  CHECK((date ? to_string(*date) : "") == row.second);
}

}  // namespace verify::test

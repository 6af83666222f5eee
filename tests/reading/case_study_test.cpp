#include "reading/page.h"
#include "verify/reading.h"

using namespace verify;
using namespace verify::test;

namespace {

const std::string kProblem =
    "Acme faced several challenges: claims were read by hand, and every backlog cost customers. "
    "The manual process was too slow and error-prone.";
const std::string kSolution =
    "Bolt designed and built a document pipeline on AWS. We used Amazon Textract to read the "
    "claims and trained a model on Amazon SageMaker, with AWS Lambda running each step.";
const std::string kOutcome =
    "As a result, Acme reduced the time for a claim by 70 % and saved 2 million euros a year.";

std::vector<Part> story(std::string problem, std::string solution, std::string outcome) {
  return {{"Acme reads claims with Bolt", ""},
          {"The Challenge", std::move(problem)},
          {"Our Solution", std::move(solution)},
          {"Results", std::move(outcome)}};
}

CaseStudyReading read(const Document& document) {
  return read_case_study(document, {.official = "Acme Inc."}, {.official = "Bolt GmbH"},
                         lexicons());
}

}  // namespace

TEST_CASE("a plain case study is complete, each part with its passage", "[reading]") {
  const CaseStudyReading reading =
      read(page("Acme case study", story(kProblem, kSolution, kOutcome)));
  INFO(reading.complete_reason);
  CHECK(reading.kind == PageKind::case_study);
  CHECK(reading.complete == Answer::yes);
  CHECK(reading.problem.place == "The Challenge");
  CHECK(reading.proposal.place == "Our Solution");
  CHECK(reading.outcomes.quote.find("70 %") != std::string::npos);
  CHECK(reading.aws_usage.quote.find("SageMaker") != std::string::npos);
  CHECK(reading.aws.ml_services.size() == 2);
}

TEST_CASE("a part that is not really there is none", "[reading]") {
  const std::string lorem =
      "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.";
  const std::string hoped =
      "The new pipeline is expected to reduce the time for a claim. It will enable Acme to grow "
      "and could save millions.";
  const std::string simulated =
      "In the proof of concept we simulated that the backlog could fall by 31 %. A rollout is "
      "planned for next year.";
  for (const std::string& outcome :
       {std::string("Coming soon."), lorem, hoped, simulated, std::string()}) {
    INFO(outcome);
    const auto reading = read(page("Acme case study", story(kProblem, kSolution, outcome)));
    CHECK(reading.outcomes.answer != Answer::yes);
    CHECK(reading.complete != Answer::yes);
  }
}

TEST_CASE("one short sentence under its heading is the part, and never its absence", "[reading]") {
  struct Row {
    std::string problem, solution, outcome;
    Answer expected_problem, expected_solution, expected_outcome;
  };
  for (const Row& row : {
           Row{"Claims were read by hand.", "Bolt built a reader on AWS.", "Errors fell by 61 %.",
               Answer::yes, Answer::yes, Answer::yes},
           Row{"The manual process was too slow.", "A reader for claims.", "2x faster", Answer::yes,
               Answer::unclear, Answer::yes},
           Row{"Read more", "Watch the video", "Download", Answer::no, Answer::no, Answer::no},
           Row{"Coming soon.", "To be announced.", "TBD", Answer::no, Answer::no, Answer::no},
       }) {
    INFO(row.outcome);
    const auto reading =
        read(page("Acme case study", story(row.problem, row.solution, row.outcome)));
    CHECK(reading.problem.answer == row.expected_problem);
    CHECK(reading.proposal.answer == row.expected_solution);
    CHECK(reading.outcomes.answer == row.expected_outcome);
  }
}

TEST_CASE("what changed before the work began is no outcome of it", "[reading]") {
  const CaseStudyReading reading = read(page(
      "Acme case study",
      {{"Acme reads claims with Bolt", ""},
       {"The Challenge",
        kProblem + " Over the years the backlog increased by 40 % and the team has doubled. By "
                   "now, clerks are no longer able to answer within 3 days."},
       {"Our Solution", kSolution}}));
  CHECK(reading.problem.answer == Answer::yes);
  CHECK(reading.outcomes.answer == Answer::no);
}

TEST_CASE("without a name, AWS or a story a page is not complete", "[reading]") {
  const auto parts = story(kProblem, kSolution, kOutcome);
  CHECK(read_case_study(page("", parts), {.official = "Zenith"}, {.official = "Bolt"}, lexicons())
            .complete == Answer::no);
  CHECK(read_case_study(page("", parts), {}, {.official = "Bolt"}, lexicons()).complete ==
        Answer::unclear);
  const auto elsewhere = story(kProblem,
                               "Bolt designed and built it on premises for Acme, in "
                               "nine weeks and with the customer's own engineers.",
                               kOutcome);
  CHECK(read(page("Acme case study", elsewhere)).complete == Answer::no);
}

TEST_CASE("a partner named in the title only did the work only where it is told as \"we\"",
          "[reading]") {
  const std::string by_others =
      "Rivet Systems designed and built a document pipeline on AWS. Rivet used Amazon Textract to "
      "read the claims and trained a model on Amazon SageMaker, with AWS Lambda for each step.";
  auto parts = story(kProblem, by_others, kOutcome);
  parts[0].heading = "Acme reads claims faster";
  CHECK(read(page("Acme case study | Bolt", parts)).complete == Answer::unclear);
  parts = story(kProblem, kSolution.substr(kSolution.find("We used")), kOutcome);
  parts[0].heading = "Acme reads claims faster";
  CHECK(read(page("Acme case study | Bolt", parts)).complete != Answer::no);
}

TEST_CASE("AWS as the bill is left to a person", "[reading]") {
  const auto parts = story("Acme struggled to control its AWS bill and its EC2 spending.",
                           "Bolt showed Acme where its AWS costs came from and which EC2 and RDS "
                           "instances it did not use, so that the AWS spend could be lowered.",
                           "As a result, Acme reduced its AWS costs by 15 %.");
  CHECK(read(page("Acme saves 15 % on AWS costs", parts)).complete != Answer::yes);
}

TEST_CASE("work moved away from AWS is no use of AWS", "[reading]") {
  const auto reading = read(page(
      "Acme case study",
      story(kProblem,
            "Bolt designed and built a document pipeline on Google Cloud. We moved the old jobs "
            "from Amazon EC2 and Amazon S3 to Google Cloud, because AWS was too costly.",
            kOutcome)));
  CHECK(reading.aws_usage.answer != Answer::yes);
  CHECK(reading.complete != Answer::yes);
}

TEST_CASE("an offer under the headings of a story is no case study", "[reading]") {
  const std::vector<Part> parts = {
      {"Cloud consulting", "Design and run your cloud with us."},
      {"The Problem",
       "Your infrastructure grew by itself. You cannot tell who changed what. Your "
       "AWS account is a mess and your team is tired of it."},
      {"The Outcome",
       "You get an AWS account that your team can trust. Your engineers sleep "
       "again. You see what every change costs you."}};
  const auto reading = read(page("Cloud consulting", parts));
  CHECK(reading.kind != PageKind::case_study);
  CHECK(reading.problem.answer == Answer::no);
  CHECK(reading.complete == Answer::no);
}

TEST_CASE("a described customer is anonymous", "[reading]") {
  struct Row {
    const char* language;
    const char* text;
  };
  const Row rows[] = {{"en", "A leading European bank wanted to move."},
                      {"en", "Client: NDA"},
                      {"de", "Für einen führenden deutschen Versicherer."},
                      {"ja", "ある大手製造業のお客様では、"}};
  for (const Row& row : rows) {
    INFO(row.text);
    const auto reading =
        read_case_study(page("", {{"", row.text}}, row.language), {}, {}, lexicons());
    CHECK(reading.anonymous_customer.answer == Answer::yes);
  }
  CHECK(read(page("", story(kProblem, kSolution, kOutcome))).anonymous_customer.answer ==
        Answer::no);
}

TEST_CASE("case studies are read in each language", "[reading]") {
  struct Row {
    const char* language;
    std::vector<Part> parts;
  };
  const Row rows[] = {
      {"de",
       {{"Herausforderung",
         "Acme musste jeden Schaden von Hand lesen. Der Prozess war zu langsam "
         "und fehleranfällig, Personal fehlte."},
        {"Unsere Lösung",
         "Wir haben mit Bolt eine Pipeline auf AWS aufgebaut. Amazon Textract "
         "liest die Belege, AWS Lambda verarbeitet sie."},
        {"Ergebnisse", "Dadurch konnte Acme die Bearbeitungszeit um 70 % senken."}}},
      {"fr",
       {{"Le défi", "Acme devait lire chaque sinistre à la main, ce qui était trop lent."},
        {"La solution",
         "Bolt a conçu une chaîne sur AWS. Nous avons utilisé Amazon Textract pour "
         "lire les documents et AWS Lambda pour les traiter."},
        {"Résultats", "Désormais, le délai de traitement est réduit de 70 % chez Acme."}}},
      {"es",
       {{"El desafío", "Acme necesitaba leer cada siniestro a mano y el proceso era muy lento."},
        {"La solución",
         "Bolt diseñó una solución en AWS. Utilizamos Amazon Textract para leer los "
         "documentos y AWS Lambda para procesarlos."},
        {"Resultados", "Como resultado, Acme redujo el tiempo de respuesta en un 70 %."}}},
      {"pt",
       {{"O desafio", "A Acme precisava ler cada sinistro à mão e o processo era muito lento."},
        {"A solução",
         "A Bolt projetou uma solução na AWS. Utilizamos o Amazon Textract para ler os "
         "documentos e o AWS Lambda para processá-los."},
        {"Resultados", "Como resultado, a Acme reduziu o tempo de resposta em 70 %."}}},
      {"ja",
       {{"課題", "Acme社では請求書を手作業で確認しており、時間がかかるという課題がありました。"},
        {"ソリューション",
         "BoltはAWS上に文書処理基盤を構築し、Amazon TextractとAWS Lambdaを活用しました。"},
        {"効果", "導入後は処理時間を70%削減し、担当者の負担を軽減することに成功しました。"}}},
      {"ko",
       {{"도입 배경",
         "Acme는 청구서를 수작업으로 확인해야 하는 어려움이 있었고 시간이 오래 걸렸습니다."},
        {"솔루션",
         "Bolt는 AWS 기반 문서 처리 시스템을 구축했고 Amazon Textract와 AWS Lambda를 "
         "활용했습니다."},
        {"도입 효과", "그 결과 처리 시간을 70% 단축했고 담당자의 부담이 감소했습니다."}}},
  };
  for (const Row& row : rows) {
    const auto reading = read(page("Acme", row.parts, row.language));
    INFO(row.language << ": " << reading.complete_reason);
    CHECK(reading.complete == Answer::yes);
  }
}

TEST_CASE("a language without a lexicon is never judged lacking", "[reading]") {
  const auto reading = read(page("Acme",
                                 {{"De uitdaging", "Acme moest alles met de hand doen."},
                                  {"De oplossing", "Bolt bouwde het op AWS."}},
                                 "nl"));
  CHECK(reading.problem.answer == Answer::unclear);
  CHECK(reading.outcomes.answer == Answer::unclear);
  CHECK(reading.complete == Answer::unclear);
}

TEST_CASE("kinds of pages are told apart", "[reading]") {
  struct Row {
    const char* title;
    const char* text;
    PageKind kind;
  };
  const Row rows[] = {
      {"Data engineer",
       "We are hiring.\nKey responsibilities: pipelines.\nApply now.\nMinimum "
       "qualifications: Python.\nFull-time, salary range on request.",
       PageKind::job_ad},
      {"Bolt announces",
       "Press release\nBERLIN. Bolt today announced the opening of an office.\n"
       "Forward-looking statements are uncertain.\nMedia contact: press@bolt.test",
       PageKind::press_release},
      {"What is MLOps?",
       "In this article, we will explore what MLOps is and why it matters.\n"
       "Let's dive into the basics that every practitioner has to know.\n"
       "For example, a model is trained again when its data has drifted away.",
       PageKind::article},
  };
  for (const Row& row : rows) {
    const auto reading = read(page(row.title, {{row.title, row.text}}));
    INFO(row.title << ": " << reading.kind_reason);
    CHECK(to_string(reading.kind) == to_string(row.kind));
    CHECK_FALSE(reading.kind_reason.empty());
  }
}

TEST_CASE("AWS told twice in the solution's own sections is its use", "[reading]") {
  const auto usage_of = [](std::string_view heading) {
    const Document document =
        page("Acme moves to the cloud",
             {{"Challenge", "Acme struggled to keep its two hundred applications up to date."},
              {std::string(heading),
               "We built a foundation on AWS that every team of the company starts from. "
               "The release pipeline deploys to AWS many times a day without anybody's help."},
              {"Results", "As a result, Acme cut the time to a release by 80 %."}});
    return read_case_study(document, {.official = "Acme"}, {}, lexicons()).aws_usage.answer;
  };
  CHECK(usage_of("Solution") == Answer::yes);
  CHECK(usage_of("About the weather") == Answer::unclear);
}

TEST_CASE("pages of other kinds are told from case studies", "[reading]") {
  const struct {
    const char* title;
    const char* body;
    PageKind kind;
  } rows[] = {
      {"Cloud Day",
       "Register now for the summit.\nSave the date.\nSpeakers\nAgenda\nJoin us at the venue.",
       PageKind::event_page},
      {"Our work",
       "Explore our case studies.\nRead the case study\nRead the success story\n"
       "View the case study\nAll case studies",
       PageKind::case_study_list},
      {"Acme Monitor",
       "Start your free trial today and see what it does for you.\nView pricing\nFree trial\n"
       "Start for free",
       PageKind::product_page},
      {"Machine learning services",
       "Our team of data scientists builds models for retailers.\n"
       "We help companies with consulting services from idea to operation.\n"
       "Our engineers design pipelines that last for years.",
       PageKind::landing_page}};
  for (const auto& row : rows) {
    CAPTURE(row.title);
    const auto reading = read_case_study(page(row.title, {{"", row.body}}), {}, {}, lexicons());
    CAPTURE(reading.kind_reason);
    CHECK(to_string(reading.kind) == to_string(row.kind));
  }
}

TEST_CASE("a reader that is asked again, and about several pages, answers as one that is not",
          "[reading]") {
  const Document told = page("Acme case study", story(kProblem, kSolution, kOutcome));
  const Document other = page("Careers", {{"Careers", "Bolt is looking for an engineer."}});
  const Name acme{.official = "Acme Inc."}, bolt{.official = "Bolt GmbH"};
  PageReader reader(lexicons());
  for (int round = 0; round < 2; ++round)
    for (const Document* document : {&told, &other}) {
      const CaseStudyReading again = reader.case_study(*document, acme, bolt);
      const CaseStudyReading once = read(*document);
      CHECK(again.complete == once.complete);
      CHECK(again.complete_reason == once.complete_reason);
      CHECK(again.outcomes.quote == once.outcomes.quote);
      CHECK(reader.name(*document, acme).place == find_name(*document, acme).place);
      CHECK(reader.aws(*document).services == read_aws(*document, lexicons()).services);
      CHECK(reader.material(*document, bolt).about_ml.answer ==
            read_material(*document, bolt, lexicons()).about_ml.answer);
      CHECK(reader.landing_page(*document).practice.answer ==
            read_landing_page(*document, lexicons()).practice.answer);
    }
}

#include "base/text.h"
#include "fuzz/input.h"
#include "fuzz/lexicons.h"
#include "fuzz/small_stack.h"
#include "fuzz/targets.h"
#include "verify/page_facts.h"
#include "verify/public_badge.h"
#include "verify/public_profile.h"
#include "verify/reading.h"

namespace verify::fuzz {
namespace {

void require_text(std::string_view text) {
  require(is_valid_utf8(text), "what is read in a page is UTF-8");
}

void require_fraction(double value) {
  require(value >= 0 && value <= 1, "a confidence is between 0 and 1");
}

// No byte of a page becomes more than a character of three.
constexpr std::size_t kMostGrowth = 3;

void check_sections(const Document& document, std::size_t page_bytes) {
  std::size_t bytes = 0;
  for (const Section& section : document.sections) {
    require_text(section.heading);
    require_text(section.body);
    require(section.level >= 0 && section.level <= 7, "a heading's level is 0 to 7");
    require((section.level == 0) == section.kind.empty(), "a heading says what made it one");
    bytes += section.heading.size() + section.body.size();
  }
  require(bytes <= kMostGrowth * page_bytes, "sections are cut from the page");
  require(document.text.size() <= kMostGrowth * page_bytes, "the main text is of the page");
}

void check_links(const Document& document) {
  for (const PageLink& link : document.links) {
    require_text(link.text);
    require(Url::parse(link.url.href()) == link.url, "a link is a URL");
  }
}

void check_dates(const PublicationDate& published) {
  require_fraction(published.confidence);
  require(published.date.has_value() == !published.source.empty(), "a date has a source");
  for (const DateCandidate& candidate : published.candidates) {
    require(candidate.date.ok(), "a date is a day that exists");
    require_text(candidate.place);
  }
}

void check_document(const Document& document, std::size_t page_bytes) {
  for (const std::string* text :
       {&document.title, &document.language, &document.declared_language, &document.description,
        &document.site_name, &document.author, &document.text, &document.boilerplate,
        &document.soft_answer_reason})
    require_text(*text);
  for (const std::string& type : document.types) require_text(type);
  for (const std::string& text : document.image_texts) require_text(text);
  require_fraction(document.confidence);
  check_sections(document, page_bytes);
  check_links(document);
  check_dates(document.published);
}

void require_claim(const Claim& claim) {
  require_text(claim.quote);
  require_text(claim.place);
  require(claim.answer != Answer::yes || !claim.quote.empty(), "a claim comes with its passage");
}

void require_mention(const Mention& mention) {
  require_text(mention.quote);
  require((mention.place == Mention::Place::none) == mention.quote.empty(),
          "a name that is found comes with the words around it");
}

void check_case_study(const Document& document, const Lexicons& lexicons) {
  static const Name kCustomer{"Harbour Freight", {"HF & Söhne GmbH"}}, kPartner{"Northwind ML", {}};
  const CaseStudyReading reading = read_case_study(document, kCustomer, kPartner, lexicons);
  for (const Claim* claim : {&reading.problem, &reading.proposal, &reading.aws_usage,
                             &reading.outcomes, &reading.anonymous_customer})
    require_claim(*claim);
  require(reading.customer && reading.partner, "a name that was given is looked for");
  require_mention(*reading.customer);
  require_mention(*reading.partner);
  require_text(reading.kind_reason);
  require_text(reading.complete_reason);
  require_text(reading.aws.quote);
  if (reading.complete == Answer::yes)
    require(reading.problem.answer != Answer::no && reading.proposal.answer != Answer::no &&
                reading.aws_usage.answer != Answer::no && reading.outcomes.answer != Answer::no,
            "what is complete lacks nothing");
}

void check_others(const Document& document, const Lexicons& lexicons) {
  const LandingReading landing = read_landing_page(document, lexicons);
  for (const Claim* claim : {&landing.practice, &landing.solutions, &landing.partnerships,
                             &landing.references, &landing.aws_partnership, &landing.ml_focus})
    require_claim(*claim);
  const MaterialReading material = read_material(document, {"Northwind ML", {}}, lexicons);
  for (const Claim* claim :
       {&material.about_ml, &material.by_partner, &material.workshop, &material.vertical_use_case})
    require_claim(*claim);
  require_fraction(text_similarity(document.text, document.boilerplate));
}

void check_facts(std::string_view input, const Document& document) {
  const std::vector<PageFact> facts = read_page_facts(std::string(input), {.url = document.url});
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const PageFact& fact = facts[i];
    for (const std::string* text : {&fact.text, &fact.label, &fact.owner}) require_text(*text);
    if (fact.kind == PageFact::Kind::data) continue;
    require(
        fact.box <= i && fact.room_begin <= i && i < fact.room_end && fact.room_end <= facts.size(),
        "a fact stands in its boxes");
  }
  static const Name kPartner{"Northwind ML", {}};
  const ProfileReading profile = read_profile(
      facts, document, kPartner, document.url,
      {{{"premier", {"premier"}, {}, {}}}, {"tier"}, {"tier", "partner"}, {"aws"}, {"overview"}});
  if (const auto* tier = profile.tier())
    require(!tier->quote.empty() && !tier->tier.empty(), "a tier comes with its passage");
  static const BadgeReader kBadges([] {
    BadgeWords words;
    words.course = {{"ml", {"machine learning"}, {}, {}}};
    words.earner = {"issued to"};
    words.completed = {"has completed"};
    return words;
  }());
  const BadgeReading badge = kBadges.read(facts, document, "Ada King");
  require((badge.person == BadgeReading::Person::none) == badge.person_at.quote.empty(),
          "a person comes with the passage");
}

}  // namespace

/// The bytes of a page: decoded, parsed and read by every reader.
void page(std::string_view input) {
  const Lexicons& lexicons = bundled_lexicons();
  on_small_stack([&] {
    const Document document = read_document(
        std::string(input), {.url = *Url::parse("https://northwind-ml.example/2024/05/cases/x")});
    check_document(document, input.size());
    check_case_study(document, lexicons);
    check_others(document, lexicons);
    check_facts(input, document);
  });
}

}  // namespace verify::fuzz

#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/document.h"
#include "verify/reading.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

using nlohmann::ordered_json;

/// A customer is named where the page's own content says so. The partner is, as its author, found
/// wherever the page carries its name; where that is too little, the verdict says so.
ordered_json named(const std::optional<Mention>& mention) {
  return mention ? ordered_json(mention->in_content()) : ordered_json(nullptr);
}
ordered_json found(const std::optional<Mention>& mention) {
  return mention ? ordered_json(mention->place != Mention::Place::none) : ordered_json(nullptr);
}
ordered_json place_of(const std::optional<Mention>& mention) {
  return mention ? ordered_json(to_string(mention->place)) : ordered_json(nullptr);
}

std::string_view verdict_of(const Document& document, const CaseStudyReading& reading) {
  if (document.soft_answer == SoftAnswer::bot_wall ||
      document.soft_answer == SoftAnswer::script_shell)
    return "blocked";
  switch (reading.complete) {
    case Answer::yes:
      return "met";
    case Answer::no:
      return "not_met";
    case Answer::unclear:
      return "needs_review";
  }
  return "needs_review";
}

ordered_json quotes_of(const CaseStudyReading& reading) {
  ordered_json quotes = ordered_json::object();
  const auto add = [&](const char* key, const std::string& quote) {
    if (!quote.empty()) quotes[key] = quote;
  };
  if (reading.customer) add("customer", reading.customer->quote);
  if (reading.partner) add("partner", reading.partner->quote);
  add("anonymous", reading.anonymous_customer.quote);
  add("aws", reading.aws.quote);
  add("problem", reading.problem.quote);
  add("proposal", reading.proposal.quote);
  add("aws_usage", reading.aws_usage.quote);
  add("outcomes", reading.outcomes.quote);
  return quotes;
}

ordered_json to_json(const ListEntry& entry, const Document& document,
                     const CaseStudyReading& reading) {
  return {{"file", entry.file},
          {"customer", named(reading.customer)},
          {"partner", found(reading.partner)},
          {"aws", to_string(reading.aws.place)},
          {"problem", to_string(reading.problem.answer)},
          {"proposal", to_string(reading.proposal.answer)},
          {"aws_usage", to_string(reading.aws_usage.answer)},
          {"outcomes", to_string(reading.outcomes.answer)},
          {"verdict", verdict_of(document, reading)},
          {"customer_place", place_of(reading.customer)},
          {"partner_place", place_of(reading.partner)},
          {"kind", to_string(reading.kind)},
          {"anonymous", reading.anonymous_customer.answer == Answer::yes},
          {"reason", reading.complete_reason},
          {"services", reading.aws.services},
          {"quotes", quotes_of(reading)}};
}

void print_quote(const std::string& quote) {
  if (!quote.empty()) std::cout << "             \"" << safe_text(quote) << "\"\n";
}

void print_claim(const char* what, const Claim& claim) {
  std::cout << "  " << what << to_string(claim.answer);
  if (!claim.place.empty()) std::cout << " (" << safe_text(claim.place) << ")";
  std::cout << "\n";
  print_quote(claim.quote);
}

void print_name(const char* what, const std::optional<Mention>& mention) {
  if (!mention) return;
  std::cout << "  " << what << to_string(mention->place) << "\n";
  print_quote(mention->quote);
}

void print(const ListEntry& entry, const Document& document, const CaseStudyReading& reading) {
  std::cout << safe_text(entry.file) << ": " << verdict_of(document, reading) << ": "
            << safe_text(reading.complete_reason) << "\n  kind       " << to_string(reading.kind)
            << " (" << safe_text(reading.kind_reason) << ")\n";
  print_name("customer   ", reading.customer);
  print_name("partner    ", reading.partner);
  std::cout << "  AWS        " << to_string(reading.aws.place) << "\n";
  print_quote(reading.aws.quote);
  print_claim("problem    ", reading.problem);
  print_claim("proposal   ", reading.proposal);
  print_claim("AWS usage  ", reading.aws_usage);
  print_claim("outcomes   ", reading.outcomes);
}

}  // namespace

int run_case_study(const ListArgs& args) {
  const auto lexicons = load_lexicons();
  if (!lexicons) return kUsage;
  const auto entries = read_list(args);
  if (!entries) return kUsage;
  int exit_code = kReady;
  for (const ListEntry& entry : *entries) {
    auto bytes = read_file(entry.file);
    if (!bytes) {
      exit_code = kUsage;
      continue;
    }
    ReadOptions options{.url = *Url::parse("https://page.invalid/"),
                        .default_language = entry.language};
    if (const auto url = Url::parse(entry.url)) options.url = *url;
    const Document document = read_document(std::move(*bytes), options);
    const CaseStudyReading reading = read_case_study(document, {.official = entry.customer},
                                                     {.official = entry.partner}, *lexicons);
    if (args.json)
      print_json(to_json(entry, document, reading), kOneLine);
    else
      print(entry, document, reading);
  }
  return exit_code;
}

}  // namespace verify::cli

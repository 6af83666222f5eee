#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "verify/document.h"
#include "verify/reading.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

using nlohmann::ordered_json;

ordered_json of_claim(const Claim& claim) {
  return {{"answer", to_string(claim.answer)}, {"quote", claim.quote}, {"place", claim.place}};
}

ordered_json of_mention(const std::optional<Mention>& mention) {
  if (!mention) return nullptr;
  return {{"place", to_string(mention->place)}, {"quote", mention->quote}};
}

ordered_json of_dates(const PublicationDate& published) {
  ordered_json candidates = ordered_json::array();
  for (const DateCandidate& each : published.candidates)
    candidates.push_back({{"date", to_string(each.date)},
                          {"source", each.source},
                          {"place", each.place},
                          {"modified", each.modified},
                          {"weight", rounded(each.weight)}});
  const auto text = [](const std::optional<Date>& date) {
    return date ? ordered_json(to_string(*date)) : ordered_json(nullptr);
  };
  return {{"published", text(published.date)},
          {"modified", text(published.modified)},
          {"source", published.source},
          {"confidence", rounded(published.confidence)},
          {"candidates", std::move(candidates)}};
}

ordered_json of_sections(const Document& document) {
  ordered_json out = ordered_json::array();
  for (const Section& each : document.sections)
    out.push_back({{"level", each.level},
                   {"heading", each.heading},
                   {"kind", each.kind},
                   {"body", each.body}});
  return out;
}

ordered_json of_links(const Document& document) {
  ordered_json out = ordered_json::array();
  for (const PageLink& each : document.links)
    out.push_back({{"url", each.url.href()},
                   {"text", each.text},
                   {"region", to_string(each.region)},
                   {"visible", each.visible}});
  return out;
}

ordered_json of_case_study(const CaseStudyReading& reading) {
  return {{"kind", to_string(reading.kind)},
          {"kind_reason", reading.kind_reason},
          {"customer", of_mention(reading.customer)},
          {"partner", of_mention(reading.partner)},
          {"anonymous_customer", of_claim(reading.anonymous_customer)},
          {"aws",
           {{"place", to_string(reading.aws.place)},
            {"quote", reading.aws.quote},
            {"services", reading.aws.services},
            {"ml_services", reading.aws.ml_services}}},
          {"problem", of_claim(reading.problem)},
          {"proposal", of_claim(reading.proposal)},
          {"aws_usage", of_claim(reading.aws_usage)},
          {"outcomes", of_claim(reading.outcomes)},
          {"complete", to_string(reading.complete)},
          {"complete_reason", reading.complete_reason}};
}

ordered_json of_landing(const LandingReading& reading) {
  return {{"practice", of_claim(reading.practice)},
          {"solutions", of_claim(reading.solutions)},
          {"partnerships", of_claim(reading.partnerships)},
          {"references", of_claim(reading.references)},
          {"aws_partnership", of_claim(reading.aws_partnership)},
          {"ml_focus", of_claim(reading.ml_focus)}};
}

ordered_json of_material(const MaterialReading& reading) {
  return {{"about_ml", of_claim(reading.about_ml)},
          {"by_partner", of_claim(reading.by_partner)},
          {"workshop", of_claim(reading.workshop)},
          {"vertical_use_case", of_claim(reading.vertical_use_case)}};
}

ordered_json describe(const Document& document, const PageArgs& args, const Lexicons& lexicons) {
  const Name customer{args.customer, {}}, partner{args.partner, {}};
  // A file has no address unless one was given.
  const bool has_url = document.url.href() != kUnknownUrl;
  return {{"url", has_url ? ordered_json(document.url.href()) : ordered_json(nullptr)},
          {"title", document.title},
          {"language", document.language},
          {"canonical",
           document.canonical ? ordered_json(document.canonical->href()) : ordered_json(nullptr)},
          {"soft_answer", to_string(document.soft_answer)},
          {"soft_answer_reason", document.soft_answer_reason},
          {"confidence", rounded(document.confidence)},
          {"truncated", document.truncated},
          {"dates", of_dates(document.published)},
          {"case_study", of_case_study(read_case_study(document, customer, partner, lexicons))},
          {"landing_page", of_landing(read_landing_page(document, lexicons))},
          {"material", of_material(read_material(document, partner, lexicons))},
          {"sections", of_sections(document)},
          {"links", of_links(document)},
          {"text", document.text}};
}

std::string text_of(const ordered_json& value) {
  return value.is_string() ? safe_text(value.get<std::string>()) : value.dump();
}

// The same facts, indented for people: objects become headings, long texts are one line each.
void print_value(const ordered_json& value, const std::string& name, int depth) {
  const std::string indent(static_cast<std::size_t>(2 * depth), ' ');
  if (value.is_object()) {
    std::cout << indent << name << ":\n";
    for (const auto& [key, member] : value.items()) print_value(member, key, depth + 1);
  } else if (value.is_array()) {
    std::cout << indent << name << ":" << (value.empty() ? " none" : "") << "\n";
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_object()) {
        print_value(value[i], std::to_string(i + 1), depth + 1);
      } else {
        std::cout << indent << "  - " << text_of(value[i]) << "\n";
      }
    }
  } else if (!value.is_null() &&
             !(value.is_string() && value.get_ref<const std::string&>().empty())) {
    std::cout << indent << name << ": " << text_of(value) << "\n";
  }
}

int show(const Document& document, const PageArgs& args, const Lexicons& lexicons) {
  const ordered_json facts = describe(document, args, lexicons);
  if (args.json) {
    print_json(facts, kIndented);
  } else {
    for (const auto& [key, value] : facts.items()) print_value(value, key, 0);
  }
  return kFine;
}

int show_unread(const Page& page, const PageArgs& args) {
  if (args.json) {
    const ordered_json out = {
        {"url", page.url.href()},           {"final_url", page.final_url.href()},
        {"status", to_string(page.status)}, {"fault", to_string(page.fault)},
        {"http_status", page.http_status},  {"detail", page.detail},
        {"content_type", page.content_type}};
    print_json(out, kIndented);
  } else {
    std::string_view fault = to_string(page.fault);
    std::cout << page.final_url.href() << ": " << to_string(page.status)
              << (page.http_status > 0 ? " " + std::to_string(page.http_status) : "")
              << (fault.empty() ? "" : ": ") << fault
              << (page.detail.empty() ? "" : " (" + safe_text(page.detail) + ")") << "\n";
    if (page.fault == FetchFault::address_not_public)
      tell("--allow-net opens addresses that are not public");
  }
  return kNeedsReview;
}

int show_file(const PageArgs& args, const Lexicons& lexicons) {
  if (!std::filesystem::exists(args.target))
    return refuse(args.target +
                  ": there is no such file; an address begins with http:// or https://");
  auto bytes = read_file(args.target);
  if (!bytes) return kUsage;
  const auto url = Url::parse(args.url.empty() ? kUnknownUrl : args.url);
  if (!url) return refuse("--url " + args.url + ": " + std::string(to_string(url.error())));
  const auto document = document_in_file(std::move(*bytes), {.url = *url});
  if (document) return show(*document, args, lexicons);
  const FetchFault fault = fault_of(document.error().state);
  return show_unread({.url = *url,
                      .final_url = *url,
                      .status = status_of(fault),
                      .fault = fault,
                      .detail = document.error().detail},
                     args);
}

}  // namespace

int run_page(const PageArgs& args) {
  const auto lexicons = load_lexicons();
  if (!lexicons) return kUsage;
  if (!args.target.starts_with("http://") && !args.target.starts_with("https://"))
    return show_file(args, *lexicons);
  auto application = application_for(args.target);
  const auto network = load_network(args.network);
  if (!application || !network) return kUsage;
  const auto evidence = crawl_once(
      {.application = std::move(*application), .options = network->crawl, .one_page = true},
      *network, true);
  if (!evidence) return refuse({evidence.error()});
  const Page* page = evidence->home();
  if (page == nullptr) {
    tell(args.target + ": was not fetched: " + evidence->crawl().ended);
    return kNeedsReview;
  }
  const Document* document = evidence->document(*page);
  return document != nullptr ? show(*document, args, *lexicons) : show_unread(*page, args);
}

}  // namespace verify::cli

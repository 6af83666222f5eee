// A certificate is declared in the words of the statement or the response, with the date behind
// them: "ISO 27001, valid until 2027-03-31".
#include "verify/declaration.h"

namespace verify {
namespace {

const Topic& expiry_words() {
  static const Topic kWords{
      "expiry",
      {"valid until", "valid to", "valid through", "until", "expires", "expires on", "expiry",
       "expiry date", "expiration", "gültig bis", "valable jusqu'au", "válido hasta", "válido até",
       "有効期限", "유효기간"},
      std::nullopt,
      std::nullopt};
  return kWords;
}

// "ISO 27001" also stands for "ISO/IEC 27001" and "ISO27001:2022": its last word decides.
Topic spellings(const std::string& standard) {
  const std::size_t space = standard.rfind(' ');
  if (space == std::string::npos) return {standard, {standard}, std::nullopt, std::nullopt};
  const std::string body = standard.substr(0, space), number = standard.substr(space + 1);
  return {standard,
          {standard, body + "/IEC " + number, body + number, body + "/IEC" + number},
          std::nullopt,
          std::nullopt};
}

}  // namespace

CertificateClaim certificate_claim(const Declaration& declaration, const Certificate& certificate,
                                   ReportDay& day) {
  using State = CertificateClaim::State;
  const std::string text = declaration.text();
  const auto named = TopicSearch(text).find(spellings(certificate.standard));
  if (!named || declaration.answered("no") || declaration.denied()) return {};
  CertificateClaim claim{State::undated, std::nullopt, declaration.cite(*named)};
  // Of several dates the latest counts: a renewed certificate is told beside the one before.
  for (const NamedDate& each : dates_named(text, expiry_words()))
    if (!claim.valid_until || *claim.valid_until < each.date) {
      claim.valid_until = each.date;
      claim.citation = declaration.cite(each.quote);
    }
  if (!claim.valid_until) return claim;
  if (day.is_over(*claim.valid_until)) {
    claim.state = State::expired;
  } else {
    claim.state = declaration.has_document() ? State::current : State::without_document;
  }
  return claim;
}

Reason certificate_reason(const CertificateClaim& claim, const Certificate& certificate) {
  using State = CertificateClaim::State;
  const std::string name = "The " + certificate.standard + " certificate ";
  const std::string until = claim.valid_until ? to_string(*claim.valid_until) : "";
  Reason out{"certificate-undated",
             name + "is named without the day it is valid until.",
             {claim.citation},
             {},
             {{"date", until}}};
  if (claim.state == State::expired) {
    out.code = "certificate-expired";
    out.text = name + "was valid until " + until + ".";
  } else if (claim.state == State::without_document) {
    out.code = "certificate-without-document";
    out.text = name + "is named, but not submitted.";
  } else if (claim.state == State::current) {
    const bool exempts = certificate.use == Certificate::Use::exemption;
    out.code = exempts ? "exempt-by-certificate" : "certificate-current";
    out.text = name + "is valid until " + until +
               (exempts ? " and exempts the partner." : " and counts as evidence.");
  }
  return out;
}

}  // namespace verify

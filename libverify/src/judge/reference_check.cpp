#include <algorithm>

#include "verify/references.h"

namespace verify {
namespace {

constexpr double kSureOfDate = 0.5;

// A pilot may be a step of the story; a page whose title calls it one tells of nothing more.
const Topic& pilot_words() {
  static const Topic kWords{"pilot",
                            {"pilot", "pilot project", "proof of concept", "poc", "pilotprojekt",
                             "projet pilote", "proyecto piloto", "projeto piloto", "実証実験"},
                            std::nullopt,
                            std::nullopt};
  return kWords;
}

// Said of oneself anywhere on the page, these leave no doubt.
const Topic& not_live_words() {
  static const Topic kWords{
      "not in production",
      {"not yet in production", "not in production", "not yet live", "has not gone live",
       "noch nicht produktiv", "noch nicht im produktivbetrieb", "noch nicht in produktion",
       "pas encore en production", "aún no está en producción", "todavía no está en producción",
       "ainda não está em produção", "本番稼働前", "本番環境には未導入", "아직 운영에 적용되지"},
      std::nullopt,
      std::nullopt};
  return kWords;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Whether the page has one of the names written behind "Amazon" or "AWS": the plain case, told
// without reading the whole page for services.
bool shares_a_name(const TopicSearch& page, std::string_view usage) {
  constexpr std::string_view kEnds = " ,.;:()\n";
  bool expected = false;
  for (std::size_t at = 0; at < usage.size();) {
    const std::size_t begin = usage.find_first_not_of(kEnds, at);
    if (begin == std::string_view::npos) return false;
    const std::size_t end = std::min(usage.find_first_of(kEnds, begin), usage.size());
    const std::string word(usage.substr(begin, end - begin));
    if (expected && page.find({word, {word}, std::nullopt, std::nullopt})) return true;
    expected = word == "Amazon" || word == "AWS";
    at = end;
  }
  return false;
}

class Comparison {
 public:
  Comparison(const Page& page, const Document& document, const Application::Reference& reference,
             const std::string& pointer, PageReader& reader)
      : page_(page),
        document_(document),
        reference_(reference),
        pointer_(pointer),
        reader_(reader) {}

  void customer() {
    if (reader_.name(document_, reference_.customer).place != Mention::Place::none) return;
    differ("customer", "does not name the customer of the reference",
           cite(page_, document_.title, "title"), "/customer", reference_.customer.official);
  }

  void dates() {
    const PublicationDate& published = document_.published;
    if (!published.date || published.confidence < kSureOfDate || !reference_.started ||
        *published.date >= *reference_.started)
      return;
    differ("dates", "was published before the project of the reference began",
           cite(page_, to_string(*published.date), published.source), "/started",
           to_string(*reference_.started));
  }

  void stage() {
    if (reference_.stage != "production") return;
    if (const auto quote = TopicSearch(document_.title).find(pilot_words()))
      differ("stage", "calls itself a pilot or proof of concept", cite(page_, *quote, "title"),
             "/stage", *reference_.stage);
    else if (const auto said = reader_.topics(document_).find(not_live_words()))
      differ("stage", "says that it is not in production", cite(page_, *said, "text"), "/stage",
             *reference_.stage);
  }

  void services() {
    if (!reference_.aws_usage) return;
    const TopicSearch& text = reader_.topics(document_);
    if (shares_a_name(text, *reference_.aws_usage)) return;
    Document declared{.url = document_.url};
    // Said to be AWS services, so that bare names count as such.
    declared.sections.push_back({.body = "AWS. " + *reference_.aws_usage});
    declared.language = "en";
    const auto ours = read_aws(declared, reader_.lexicons()).services;
    const auto theirs = ours.empty() ? ours : reader_.aws(document_).services;
    if (ours.empty() || theirs.empty()) return;
    // A mere list of tools counts here as well: what is sought is any sign of agreement.
    const bool shared = std::any_of(ours.begin(), ours.end(), [&](const std::string& name) {
      const std::string bare = name.substr(name.find(' ') + 1);
      return std::find(theirs.begin(), theirs.end(), name) != theirs.end() ||
             text.find({name, {name, bare}, std::nullopt, std::nullopt});
    });
    if (shared) return;
    differ("services", "names none of the AWS services that the reference names",
           cite(page_, joined(theirs), "services named on the page"), "/aws_usage",
           *reference_.aws_usage);
  }

  std::vector<Reason> take() && { return std::move(out_); }

 private:
  void differ(const std::string& what, const std::string& how, Citation seen,
              const std::string& key, const std::string& value) {
    out_.push_back({"reference-page-differs",
                    case_study_title(reference_) + " " + how + ".",
                    {std::move(seen), cite_application(pointer_ + key, value)},
                    {},
                    {{"missing", what}}});
  }

  const Page& page_;
  const Document& document_;
  const Application::Reference& reference_;
  const std::string& pointer_;
  PageReader& reader_;
  std::vector<Reason> out_;
};

}  // namespace

std::vector<Reason> page_differences(const Evidence& evidence,
                                     const Application::Reference& reference,
                                     const std::string& pointer, PageReader& reader) {
  const Page* page = reference.public_url ? evidence.find(*reference.public_url) : nullptr;
  const Document* document = readable(evidence, page);
  if (document == nullptr) return {};
  Comparison comparison(*page, *document, reference, pointer, reader);
  comparison.customer();
  comparison.dates();
  comparison.stage();
  comparison.services();
  return std::move(comparison).take();
}

}  // namespace verify

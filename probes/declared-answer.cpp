// Items that are answered by the applicant: declared completely, with the documents, references,
// topics and dates the pack asks for.
#include <verify/declaration.h>
#include <verify/probe.h>
#include <verify/submitted_text.h>

#include <algorithm>
#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"document", ParamSpec::Kind::flag, "a file or an address must be named as evidence"},
    ParamSpec{"references", ParamSpec::Kind::integer,
              "submitted customer references the answer must speak of by name"},
    ParamSpec{"other_references", ParamSpec::Kind::flag,
              "it may speak of others instead, which a person must see"},
    ParamSpec{"delivery_models", ParamSpec::Kind::flag,
              "the delivery models of the application answer the item"},
    ParamSpec{"topics", ParamSpec::Kind::topics, "what the answer may speak of"},
    ParamSpec{"topics_min", ParamSpec::Kind::integer, "of the topics, how many it must speak of"},
    ParamSpec{"document_topics", ParamSpec::Kind::topics,
              "what the documents must speak of, as far as they can be read"},
    ParamSpec{"dated", ParamSpec::Kind::topics, "words in front of a date the answer must give"},
    ParamSpec{"max_age_months", ParamSpec::Kind::integer,
              "months before the report's day in which that date must lie", 1, kMostMonths},
};

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

Reason reason(std::string code, std::string text, std::vector<Citation> citations,
              std::map<std::string, std::string> details = {}) {
  return {std::move(code), std::move(text), std::move(citations), {}, std::move(details)};
}

Finding falls_short(Verdict verdict, Reason why) {
  return {verdict, {std::move(why)}, std::nullopt};
}

// One thing a pack asks of an answer: what was found, and what is wrong, if anything.
struct Check {
  std::vector<Reason> found;
  std::optional<Finding> fault;
  std::optional<Date> valid_until;
};

Check check_document(const Declaration& declaration, const Params& params) {
  if (!params.flag("document", false) || declaration.has_document()) return {};
  return {
      {},
      falls_short(Verdict::missing,
                  reason("document-missing", "A document is asked for; none is named as evidence.",
                         {declaration.cite("")})),
      {}};
}

// An answer for a reference names its customer.
Check check_references(const Declaration& declaration, const Evidence& evidence,
                       const Params& params) {
  const auto needed = params.integer("references", 0);
  if (needed == 0) return {};
  Document answer{.url = *Url::parse("https://invalid/")};
  answer.text = declaration.text();
  PageReader reader(params.reader.lexicons());  // it must not outlive `answer`
  std::string named;
  std::vector<Citation> citations;
  for (const Application::Reference& each : evidence.application().references) {
    const Mention mention = reader.name(answer, each.customer);
    if (!mention.in_content()) continue;
    named += (named.empty() ? "" : ", ") + each.customer.official;
    citations.push_back(declaration.cite(mention.quote));
  }
  const std::string of = std::to_string(citations.size()) + " of " + std::to_string(needed);
  if (static_cast<std::int64_t>(citations.size()) >= needed)
    return {{reason("references-discussed", "It speaks of " + named + ".", std::move(citations))},
            {},
            {}};
  if (citations.empty()) citations.push_back(declaration.cite(""));
  if (params.flag("other_references", false))
    return {{},
            falls_short(Verdict::needs_review,
                        reason("references-not-recognised",
                               "It names none of the submitted references; a person must see which "
                               "customer it speaks of.",
                               std::move(citations))),
            {}};
  return {{},
          falls_short(Verdict::missing,
                      reason("references-not-discussed",
                             "It speaks of " + of + " submitted customer references by name" +
                                 (named.empty() ? "." : ": " + named + "."),
                             std::move(citations),
                             {{"found", named.empty() ? "none" : named},
                              {"needed", std::to_string(needed)}})),
          {}};
}

Check check_topics(const Declaration& declaration, const Params& params) {
  const std::vector<Topic>& topics = params.topics("topics");
  if (topics.empty()) return {};
  const std::string text = declaration.text();
  const TopicSearch search(text);
  std::string missing;
  std::vector<Citation> citations;
  for (const Topic& topic : topics) {
    if (!topic.in_force(params.day)) continue;
    if (const auto quote = search.find(topic)) {
      citations.push_back(declaration.cite(*quote));
    } else {
      missing += (missing.empty() ? "" : ", ") + topic.name;
    }
  }
  if (static_cast<std::int64_t>(citations.size()) >= params.integer("topics_min", 1))
    return {
        {reason("topics-named", "It speaks of what is asked for.", std::move(citations))}, {}, {}};
  if (citations.empty()) citations.push_back(declaration.cite(""));
  return {{},
          falls_short(Verdict::needs_review,
                      reason("topics-not-named",
                             "Its words do not speak of: " + missing +
                                 (declaration.has_document() ? "; the document may." : "."),
                             std::move(citations), {{"missing", missing}})),
          {}};
}

// What the documents say, where they were submitted and are of a kind that is read.
Check check_documents(const SubmittedText& documents, const Declaration& declaration,
                      const Params& params) {
  const std::vector<Topic>& topics = params.topics("document_topics");
  if (topics.empty()) return {};
  std::string missing;
  std::vector<Citation> citations;
  for (const Topic& topic : topics) {
    if (auto found = documents.find(topic)) {
      citations.push_back(*std::move(found));
    } else {
      missing += (missing.empty() ? "" : ", ") + topic.name;
    }
  }
  if (!documents.any() && documents.unread().empty()) return {};
  if (missing.empty())
    return {{reason("document-topics", "The document speaks of what is asked for.",
                    std::move(citations))},
            {},
            {}};
  if (citations.empty()) citations.push_back(declaration.cite(""));
  Check check{{},
              falls_short(Verdict::needs_review,
                          reason("document-topics-not-found",
                                 "No place in the document speaks of: " + missing + ".",
                                 std::move(citations), {{"missing", missing}})),
              {}};
  if (!documents.unread().empty())
    check.fault = Finding{Verdict::needs_review, documents.unread(), std::nullopt};
  return check;
}

// The latest date that is named, in the applicant's words or in a document.
std::optional<SubmittedText::CitedDate> latest_date(const SubmittedText& documents,
                                                    const Declaration& declaration,
                                                    const Topic& words) {
  std::vector<SubmittedText::CitedDate> all = documents.dates(words);
  for (const NamedDate& each : dates_named(declaration.text(), words))
    all.push_back({each.date, declaration.cite(each.quote)});
  const auto latest = std::ranges::max_element(all, {}, &SubmittedText::CitedDate::date);
  return latest == all.end() ? std::nullopt : std::optional(*latest);
}

Check check_date(const SubmittedText& documents, const Declaration& declaration,
                 const Params& params) {
  const std::vector<Topic>& words = params.topics("dated");
  if (words.empty()) return {};
  const auto months = static_cast<int>(params.integer("max_age_months", 12));
  const auto latest = latest_date(documents, declaration, words.front());
  const std::string what = words.front().name;
  if (!latest && !documents.unread().empty())
    return {{}, Finding{Verdict::needs_review, documents.unread(), std::nullopt}, {}};
  if (!latest)
    return {{},
            falls_short(Verdict::missing,
                        reason("date-missing", "It does not say on which day: " + what + ".",
                               {declaration.cite("")}, {{"needed", what}})),
            {}};
  const std::string said = what + ": " + to_string(latest->date);
  const Citation& seen = latest->citation;
  if (!params.day.has_come(latest->date))
    return {{},
            falls_short(Verdict::needs_review,
                        reason("date-later", said + ", after the day this report speaks for.",
                               {seen}, {{"date", to_string(latest->date)}})),
            {}};
  if (params.day.is_older(latest->date, months))
    return {{},
            finding_contradicted({reason(
                "date-too-old", said + ", more than " + std::to_string(months) + " months ago.",
                {seen}, {{"date", to_string(latest->date)}})}),
            {}};
  return {{reason("date-recent", said + ".", {seen})}, {}, add_months(latest->date, months)};
}

// A certificate stands for everything else the item asks for.
std::optional<Finding> by_certificate(const Declaration& declaration, const Params& params,
                                      std::vector<Reason>& notes) {
  const auto& certificate = params.item->certificate;
  if (!certificate || certificate->use != Certificate::Use::evidence) return std::nullopt;
  const CertificateClaim claim = certificate_claim(declaration, *certificate, params.day);
  if (claim.state == CertificateClaim::State::none) return std::nullopt;
  Reason said = certificate_reason(claim, *certificate);
  if (claim.state == CertificateClaim::State::current)
    return Finding{Verdict::attested, {std::move(said)}, claim.valid_until};
  notes.push_back(std::move(said));
  return std::nullopt;
}

Finding checked(Finding finding, const Declaration& declaration, const Evidence& evidence,
                const Params& params) {
  std::vector<Finding> faults;
  std::vector<Reason> found;
  const SubmittedText documents(evidence, declaration.files);
  for (Check& check : std::array{
           check_document(declaration, params), check_references(declaration, evidence, params),
           check_topics(declaration, params), check_documents(documents, declaration, params),
           check_date(documents, declaration, params)}) {
    for (Reason& each : check.found) found.push_back(std::move(each));
    if (check.valid_until) finding.valid_until = check.valid_until;
    if (check.fault) faults.push_back(std::move(*check.fault));
  }
  if (!faults.empty()) {
    Finding fault = combine(std::move(faults));
    fault.reasons.insert(fault.reasons.end(), finding.reasons.begin(), finding.reasons.end());
    finding = std::move(fault);
  }
  for (Reason& each : found) finding.reasons.push_back(std::move(each));
  return finding;
}

// How a partner works with customers is said by its delivery models.
std::optional<Finding> by_delivery_models(const Evidence& evidence, const Params& params) {
  std::string models;
  for (const std::string& model : evidence.application().partner.delivery_models)
    models += (models.empty() ? "" : ", ") + model;
  if (models.empty() || !params.flag("delivery_models", false)) return std::nullopt;
  return finding_of(Verdict::attested, "delivery-models-declared",
                    "The application names how the partner delivers: " + models + ".",
                    {cite_application("/partner/delivery_models", models)});
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const Declaration declaration = declaration_of(evidence, *params.item);
  std::vector<Reason> notes;
  Finding finding = judge_declaration(declaration, *params.item, params.day);
  if (finding.reasons.front().code == "not-declared")
    if (auto named = by_delivery_models(evidence, params)) return std::move(*named);
  if (finding.verdict == Verdict::attested || finding.verdict == Verdict::missing)
    if (auto certified = by_certificate(declaration, params, notes)) return std::move(*certified);
  if (finding.verdict == Verdict::attested)
    finding = checked(std::move(finding), declaration, evidence, params);
  // A certificate that does not count is why the answer does not do, unless it does without it.
  if (finding.verdict != Verdict::attested)
    finding.reasons.insert(finding.reasons.end(), notes.begin(), notes.end());
  return finding;
}

}  // namespace

extern const Probe kDeclaredAnswer;
const Probe kDeclaredAnswer = {
    "declared-answer", "Does the applicant answer the item completely and without contradiction?",
    kParams, &wants, &evaluate};

}  // namespace verify

// P2.3.3: public case studies name customer, partner and AWS and have the required sections.
#include <verify/references.h>

#include <array>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"public_min", ParamSpec::Kind::integer, "case studies that must be complete"},
};

struct Part {
  std::string_view code;
  std::string_view what;
  const Claim CaseStudyReading::* claim;
};
constexpr std::array kParts = {
    Part{"problem", "the problem", &CaseStudyReading::problem},
    Part{"proposal", "what was proposed", &CaseStudyReading::proposal},
    Part{"aws-usage", "how AWS services were used", &CaseStudyReading::aws_usage},
    Part{"outcomes", "the outcomes", &CaseStudyReading::outcomes},
};

std::vector<Wish> wants(const Evidence& evidence, const Params&) {
  return public_reference_wishes(evidence);
}

// Collects what was found about one page, and how much of it is there.
class Tally {
 public:
  Tally(const Page& page, const Document& document, std::string name)
      : page_(page), document_(document), name_(std::move(name)) {}

  void found(std::string_view code, std::string_view what, std::string quote, std::string place) {
    reasons_.push_back({"case-study-" + std::string(code),
                        name_ + " shows " + std::string(what) + ".",
                        {cite(page_, std::move(quote), std::move(place))},
                        {}});
  }
  void lacks(std::string_view code, std::string_view what, Answer answer) {
    const bool no = answer == Answer::no;
    Reason reason{
        "case-study-" + std::string(code) + (no ? "-missing" : "-unclear"),
        name_ + (no ? " does not show " : " may or may not show ") + std::string(what) + ".",
        {cite(page_, document_.title, "title")},
        {}};
    (no ? missing_ : unclear_).push_back(std::move(reason));
  }
  void mention(std::string_view code, std::string_view what, const Mention& mention) {
    if (mention.in_content()) {
      found(code, what, mention.quote, std::string(to_string(mention.place)));
    } else {
      lacks(code, what, mention.place == Mention::Place::none ? Answer::no : Answer::unclear);
    }
  }

  Finding finding(const CaseStudyReading& reading) && {
    if (reading.complete == Answer::yes && missing_.empty() && unclear_.empty())
      return finding_met(std::move(reasons_));
    std::vector<Reason> reasons = std::move(missing_);
    const bool contradicted = reading.complete == Answer::no && !reasons.empty();
    if (reasons.empty() && unclear_.empty())
      reasons.push_back({"case-study-unclear",
                         name_ + " needs a person's eye: " + reading.complete_reason,
                         {cite(page_, document_.title, "title")},
                         {}});
    for (auto* more : {&unclear_, &reasons_})
      std::move(more->begin(), more->end(), std::back_inserter(reasons));
    return contradicted ? finding_contradicted(std::move(reasons))
                        : Finding{Verdict::needs_review, std::move(reasons), std::nullopt};
  }

 private:
  const Page& page_;
  const Document& document_;
  std::string name_;
  std::vector<Reason> reasons_, missing_, unclear_;
};

void tally_aws(Tally& tally, const AwsReading& aws) {
  if (aws.place == AwsReading::Place::body)
    return tally.found("aws", "AWS as what it was built on", aws.quote, "body");
  tally.lacks("aws", "AWS as what it was built on",
              aws.place == AwsReading::Place::none ? Answer::no : Answer::unclear);
}

Finding judge_page(const Evidence& evidence, const Application::Reference& reference,
                   const Params& params) {
  const std::string name = case_study_title(reference);
  const Page* page = evidence.find(*reference.public_url);
  const Document* document = readable(evidence, page);
  if (document == nullptr) return finding_unread(evidence, page, name);
  const CaseStudyReading reading =
      params.reader.case_study(*document, reference.customer, evidence.application().partner.name);
  Tally tally(*page, *document, name);
  if (reading.customer) tally.mention("customer", "the customer's name", *reading.customer);
  if (reading.partner) tally.mention("partner", "the partner's name", *reading.partner);
  tally_aws(tally, reading.aws);
  for (const Part& part : kParts) {
    const Claim& claim = reading.*part.claim;
    if (claim.answer == Answer::yes) {
      tally.found(part.code, part.what, claim.quote, claim.place);
    } else {
      tally.lacks(part.code, part.what, claim.answer);
    }
  }
  return std::move(tally).finding(reading);
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const auto needed = static_cast<std::size_t>(params.integer("public_min", 2));
  return judge_public_references(evidence, needed, [&](const Application::Reference& reference) {
    return judge_page(evidence, reference, params);
  });
}

}  // namespace

extern const Probe kCaseStudyContent;
const Probe kCaseStudyContent = {
    "case-study-content",
    "Do the public case studies name customer, partner and AWS and have the required sections?",
    kParams, &wants, &evaluate};

}  // namespace verify

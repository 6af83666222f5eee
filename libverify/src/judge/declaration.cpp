#include "verify/declaration.h"

#include <algorithm>
#include <array>

namespace verify {
namespace {

bool is_address(std::string_view place) {
  return place.starts_with("http://") || place.starts_with("https://");
}

// "No." takes back what a statement stands for. "No, root is never used" may deny or affirm, and
// "No account is administered as root" affirms.
enum class Refusal { none, doubtful, plain };

Refusal refusal_of(std::string_view statement) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  std::vector<std::string> words;
  bool stop_after_first = false;
  for (std::size_t at = 0; at < statement.size() && words.size() < 3;) {
    if (!is_letter(statement[at])) {
      if (words.size() == 1 && statement[at] != ' ') stop_after_first = true;
      ++at;
      continue;
    }
    std::string word;
    for (; at < statement.size() && is_letter(statement[at]); ++at)
      word += statement[at] >= 'A' && statement[at] <= 'Z' ? static_cast<char>(statement[at] | 0x20)
                                                           : statement[at];
    words.push_back(std::move(word));
  }
  if (words.empty()) return Refusal::none;
  const bool not_so = words.size() == 2 && words[0] == "not" &&
                      (words[1] == "yet" || words[1] == "met" || words[1] == "fulfilled");
  if (not_so || (words.size() == 1 && words[0] == "no")) return Refusal::plain;
  return words[0] == "no" && stop_after_first ? Refusal::doubtful : Refusal::none;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Reason reason(std::string code, std::string text, std::vector<Citation> citations) {
  return {std::move(code), std::move(text), std::move(citations), {}, {}};
}

Citation cite_met(const AssessmentAnswer& answer) {
  return quoting(answer.met_at, answer.met.value_or(""));
}

// What an attestation lacks to be one.
std::vector<std::string> lacking(const Application::Attestation& attestation) {
  std::vector<std::string> out;
  if (!answered_text(attestation.by)) out.emplace_back("by");
  if (!attestation.on) out.emplace_back("on");
  if (!answered_text(attestation.statement)) out.emplace_back("statement");
  return out;
}

bool answers_yes(const Declaration& declaration) {
  if (!declaration.answered("yes")) return false;
  const bool file = std::any_of(declaration.files.begin(), declaration.files.end(),
                                [](const DeclaredFile& each) { return each.usable(); });
  return file || answered_text(declaration.answer->response).has_value();
}

// What is there of a declaration that is not complete.
Finding incomplete(const Declaration& declaration) {
  if (declaration.answered("yes"))
    return finding_of(Verdict::missing, "answer-without-evidence",
                      "The self-assessment says yes, but gives neither a response nor evidence.",
                      {cite_met(*declaration.answer)});
  if (declaration.attestation != nullptr) {
    const std::string fields = joined(lacking(*declaration.attestation));
    Finding finding = finding_of(Verdict::missing, "attestation-incomplete",
                                 "The attestation lacks: " + fields + ".",
                                 {cite_application(declaration.attestation_pointer, "")});
    finding.reasons.front().details["missing"] = fields;
    return finding;
  }
  if (!declaration.unread.empty())
    return finding_of(Verdict::needs_review, "self-assessment-unread", declaration.unread,
                      {cite_application("/self_assessment", "")});
  return finding_of(Verdict::missing, "not-declared", "The application says nothing about it.", {});
}

Finding declared(const Declaration& declaration) {
  Finding out{Verdict::attested, {}, std::nullopt};
  if (const auto* attestation = declaration.attestation; declaration.attested())
    out.reasons.push_back(reason(
        "attested", "Declared by " + *attestation->by + " on " + to_string(*attestation->on) + ".",
        {cite_application(declaration.attestation_pointer + "/statement",
                          *attestation->statement)}));
  if (answers_yes(declaration)) {
    const AssessmentAnswer& answer = *declaration.answer;
    const auto response = answered_text(answer.response);
    out.reasons.push_back(
        reason("answered", "The self-assessment says yes.",
               {response ? quoting(answer.response_at, *response) : cite_met(answer)}));
  }
  for (const DeclaredFile& file : declaration.files)
    if (file.usable())
      out.reasons.push_back(reason("evidence-named",
                                   file.state == DeclaredFile::State::present
                                       ? "A file was submitted with it."
                                       : "An address is named as evidence.",
                                   {file.cite()}));
  return out;
}

}  // namespace

Citation DeclaredFile::cite() const {
  return quoting(at, name);
}

DeclaredFile declared_file(const Evidence& evidence, const std::string& name, std::string pointer) {
  return declared_file(evidence, name, cite_application(std::move(pointer), ""));
}

DeclaredFile declared_file(const Evidence& evidence, const std::string& name, Citation at) {
  DeclaredFile out{name, std::move(at)};
  if (is_address(name)) {
    out.state = DeclaredFile::State::address;
  } else if (const auto size = evidence.file_size(name)) {
    out.state = *size == 0 ? DeclaredFile::State::empty : DeclaredFile::State::present;
  }
  return out;
}

bool Declaration::attested() const {
  return attestation != nullptr && lacking(*attestation).empty() && !denied();
}

bool Declaration::denied() const {
  return attestation != nullptr && attestation->statement &&
         refusal_of(*attestation->statement) != Refusal::none;
}

bool Declaration::has_document() const {
  return std::any_of(files.begin(), files.end(),
                     [](const DeclaredFile& each) { return each.usable(); });
}

std::string Declaration::text() const {
  std::string out;
  const auto add = [&](const std::optional<std::string>& field) {
    if (const auto words = answered_text(field)) out += (out.empty() ? "" : "\n") + *words;
  };
  if (attestation != nullptr) add(attestation->statement);
  if (answer) add(answer->response);
  return out;
}

Citation Declaration::cite(std::string quote) const {
  const bool in_answer = answer && answered_text(answer->response);
  if (attestation != nullptr && answered_text(attestation->statement)) {
    // Quotes are shortened with "…"; their words tell which of the two they come from.
    std::string_view core = quote;
    if (core.starts_with("…")) core.remove_prefix(std::string_view("…").size());
    if (core.ends_with("…")) core.remove_suffix(std::string_view("…").size());
    if (!in_answer || attestation->statement->find(core) != std::string::npos)
      return cite_application(attestation_pointer + "/statement", std::move(quote));
  }
  if (in_answer) return quoting(answer->response_at, std::move(quote));
  return answer ? quoting(answer->at, std::move(quote))
                : cite_application(attestation_pointer, std::move(quote));
}

Declaration declaration_of(const Evidence& evidence, const Requirement& item) {
  Declaration out;
  const Application& application = evidence.application();
  if (const auto it = application.attestations.find(item.id);
      it != application.attestations.end()) {
    out.attestation = &it->second;
    out.attestation_pointer = "/attestations/" + pointer_token(item.id);
    const auto& names = it->second.evidence;
    for (std::size_t i = 0; i < names.size(); ++i)
      out.files.push_back(declared_file(
          evidence, names[i], out.attestation_pointer + "/evidence/" + std::to_string(i)));
  }
  const SelfAssessment assessment(evidence);
  out.answer = assessment.answer(item);
  out.unread = assessment.unread();
  for (std::size_t i = 0; out.answer && i < out.answer->evidence.size(); ++i)
    out.files.push_back(
        declared_file(evidence, out.answer->evidence[i], out.answer->evidence_at[i]));
  return out;
}

std::vector<Reason> contradictions(const Declaration& declaration, ReportDay& day) {
  std::vector<Reason> out;
  const auto* attestation = declaration.attestation;
  const auto statement = [&] {
    return cite_application(declaration.attestation_pointer + "/statement",
                            attestation->statement.value_or(""));
  };
  if (declaration.answer && !declaration.answer->differs.empty())
    out.push_back(reason("answers-differ", "The self-assessment answers it twice, and differently.",
                         declaration.answer->differs));
  if (declaration.answered("yes") && declaration.denied())
    out.push_back(reason("answers-differ", "The self-assessment says yes, the attestation says no.",
                         {cite_met(*declaration.answer), statement()}));
  if (declaration.answered("no") && declaration.attested())
    out.push_back(reason("answers-differ",
                         "The self-assessment says no, the attestation declares it.",
                         {cite_met(*declaration.answer), statement()}));
  if (attestation != nullptr && attestation->on && !day.has_come(*attestation->on))
    out.push_back(reason(
        "attestation-later", "The attestation is dated after the day this report speaks for.",
        {cite_application(declaration.attestation_pointer + "/on", to_string(*attestation->on))}));
  for (const DeclaredFile& file : declaration.files) {
    if (file.state == DeclaredFile::State::absent)
      out.push_back(reason("evidence-not-submitted",
                           "It names a file that was not submitted: " + file.name + ".",
                           {file.cite()}));
    if (file.state == DeclaredFile::State::empty)
      out.push_back(reason("evidence-empty", "It names a file that is empty: " + file.name + ".",
                           {file.cite()}));
    if (!file.usable()) out.back().details["missing"] = file.name;
  }
  return out;
}

Finding judge_declaration(const Declaration& declaration, const Requirement& item, ReportDay& day) {
  std::vector<Reason> conflicts = contradictions(declaration, day);
  if (declaration.answered("na"))
    conflicts.push_back(reason("not-applicable-refused",
                               "The self-assessment says that " + item.printed +
                                   " does not apply, but by the delivery models declared it does.",
                               {cite_met(*declaration.answer)}));
  if (declaration.denied() && !declaration.answer && conflicts.empty() &&
      refusal_of(*declaration.attestation->statement) == Refusal::doubtful)
    conflicts.push_back(
        reason("statement-unclear",
               "The statement begins with \"no\"; a person must see whether it denies the item.",
               {cite_application(declaration.attestation_pointer + "/statement",
                                 *declaration.attestation->statement)}));
  const bool no = declaration.answered("no") || (declaration.denied() && !declaration.answer);
  const bool complete = declaration.attested() || answers_yes(declaration);
  // Files alone that are not there leave nothing to weigh.
  const bool nothing = !no && !complete && !declaration.answered("na") && !declaration.denied();
  if (!conflicts.empty() && !nothing)
    return {Verdict::needs_review, std::move(conflicts), std::nullopt};
  if (no)
    return finding_contradicted(
        {reason("denied", "The applicant says that this is not fulfilled.",
                {declaration.answered("no")
                     ? cite_met(*declaration.answer)
                     : cite_application(declaration.attestation_pointer + "/statement",
                                        declaration.attestation->statement.value_or(""))})});
  if (complete) return declared(declaration);
  if (!conflicts.empty()) return {Verdict::missing, std::move(conflicts), std::nullopt};
  return incomplete(declaration);
}

bool is_placeholder(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "",    "na",   "nan",     "tbd",        "tba",     "tbc", "todo",
      "xxx", "null", "pending", "comingsoon", "unknown", "…"};
  static constexpr std::size_t kLongest =
      std::ranges::max(kWords, {}, &std::string_view::size).size();
  // "TODO: what the customer needed" is what `verify init` writes and what people write to
  // themselves.
  if (text.starts_with("TODO:")) return true;
  std::string word;
  for (const char c : text) {
    if (word.size() > kLongest) return false;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 ||
        (c >= '0' && c <= '9'))
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return std::ranges::find(kWords, word) != kWords.end();
}

std::optional<std::string> answered_text(const std::optional<std::string>& field) {
  return field && !is_placeholder(*field) ? field : std::nullopt;
}

}  // namespace verify

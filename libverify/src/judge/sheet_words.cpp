#include "judge/sheet_words.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "verify/declaration.h"

namespace verify {
namespace {

using Role = SheetColumn::Role;

constexpr std::array<std::string_view, 19> kId = {"id",
                                                  "no",
                                                  "nr",
                                                  "number",
                                                  "item",
                                                  "item id",
                                                  "item no",
                                                  "item number",
                                                  "control id",
                                                  "control no",
                                                  "requirement id",
                                                  "requirement no",
                                                  "requirement number",
                                                  "checklist id",
                                                  "checklist no",
                                                  "checklist item",
                                                  "ref",
                                                  "ref no",
                                                  "criteria id"};
constexpr std::array<std::string_view, 11> kTitle = {"requirement",
                                                     "requirements",
                                                     "title",
                                                     "name",
                                                     "description",
                                                     "control",
                                                     "criteria",
                                                     "criterion",
                                                     "question",
                                                     "item text",
                                                     "requirement description"};
constexpr std::array<std::string_view, 13> kMet = {"met",
                                                   "y n",
                                                   "yes no",
                                                   "met yes no",
                                                   "met not met",
                                                   "self assessment",
                                                   "fulfilled",
                                                   "compliant",
                                                   "compliance",
                                                   "compliant y n",
                                                   "partner self assessment",
                                                   "apn partner self assessment",
                                                   "meets requirement"};
constexpr std::array<std::string_view, 14> kResponse = {"response",
                                                        "responses",
                                                        "partner response",
                                                        "partner responses",
                                                        "apn partner response",
                                                        "answer",
                                                        "comment",
                                                        "comments",
                                                        "partner comments",
                                                        "notes",
                                                        "explanation",
                                                        "how met",
                                                        "description of response",
                                                        "response details"};
constexpr std::array<std::string_view, 22> kEvidence = {"evidence",
                                                        "evidences",
                                                        "evidence link",
                                                        "evidence links",
                                                        "evidence file",
                                                        "evidence files",
                                                        "evidence provided",
                                                        "evidence location",
                                                        "objective evidence",
                                                        "supporting evidence",
                                                        "supporting document",
                                                        "supporting documents",
                                                        "supporting documentation",
                                                        "document",
                                                        "documents",
                                                        "documentation",
                                                        "attachment",
                                                        "attachments",
                                                        "file",
                                                        "files",
                                                        "link",
                                                        "links"};

struct Named {
  std::span<const std::string_view> names;
  Role role;
};
constexpr std::array<Named, 5> kRoles{{{kId, Role::id},
                                       {kTitle, Role::title},
                                       {kMet, Role::met},
                                       {kResponse, Role::response},
                                       {kEvidence, Role::evidence}}};

// Longer ones first, so that "not met" is no "n…" and "n/a" no "n".
struct AnswerWords {
  std::string_view words, met;
  bool may_go_on = false;  // with more words and no sign between
};
constexpr std::array<AnswerWords, 27> kAnswers{{{"not applicable", "na", true},
                                                {"does not apply", "na", true},
                                                {"not fulfilled", "no"},
                                                {"not compliant", "no"},
                                                {"non compliant", "no"},
                                                {"not met", "no"},
                                                {"fully met", "yes"},
                                                {"fulfilled", "yes"},
                                                {"completed", "yes"},
                                                {"compliant", "yes"},
                                                {"complete", "yes"},
                                                {"waived", "waived", true},
                                                {"waiver", "waived", true},
                                                {"false", "no"},
                                                {"true", "yes"},
                                                {"met", "yes"},
                                                {"yes", "yes", true},
                                                {"n a", "na", true},
                                                {"no", "no"},
                                                {"na", "na", true},
                                                {"y", "yes", true},
                                                {"x", "yes"},
                                                {"n", "no"},
                                                {"✓", "yes", true},
                                                {"✔", "yes", true},
                                                {"✗", "no", true},
                                                {"✘", "no", true}}};

constexpr std::size_t kMaxNameWords = 12;  // a cell that names a column is short

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> out;
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    out.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return out;
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::optional<Role> role_named(std::string_view folded) {
  for (const Named& each : kRoles)
    if (std::ranges::find(each.names, folded) != each.names.end()) return each.role;
  // "Met Y/N", "Met (Y/N/NA)", "Met Y/N (self-assessment)".
  if (folded.starts_with("met y n") || folded.starts_with("met yes no")) return Role::met;
  return std::nullopt;
}

// "Customer Reference #1", "Case study 2: Met Y/N", "[Insert Customer Reference #1 Here]".
std::optional<SheetColumn> reference_column(std::span<const std::string_view> words,
                                            std::string_view cell) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view before = words[i - 1], number = words[i];
    const bool names = before == "reference" || before == "study" || before == "example" ||
                       before == "customer" || before == "ref";
    if (!names || number.size() != 1 || number < "1" || number > "9") continue;
    SheetColumn out{Role::none, number.front() - '0', collapse_space(cell)};
    out.role = role_named(joined(words.subspan(i + 1))).value_or(Role::none);
    return out;
  }
  return std::nullopt;
}

std::string_view after_signs(std::string_view text) {
  for (;;) {
    text = trim(text);
    bool less = false;
    for (const std::string_view sign : {".", ",", ";", ":", "-", "–", "—", ")"})
      if (text.starts_with(sign)) {
        text.remove_prefix(sign.size());
        less = true;
      }
    if (!less) return text;
  }
}

// What checklists print where the answer belongs: "Waived if the partner is …." and "Not eligible
// for waiver".
constexpr std::string_view kIf = "waived if", kNot = "not eligible for waiver";

std::string without_printed(std::string_view cell) {
  std::string out(cell);
  if (const std::size_t at = ascii_lower(out).find(kIf); at != std::string::npos) {
    const std::size_t end = out.find('.', at);
    out.erase(at, end == std::string::npos ? end : end + 1 - at);
  }
  if (const std::size_t at = ascii_lower(out).find(kNot); at != std::string::npos)
    out.erase(at, kNot.size());
  return std::string(after_signs(out));
}

// Whether the text begins with the words of an answer, whatever single sign stands between them;
// how long that is.
std::size_t length_of(std::string_view text, const AnswerWords& answer) {
  std::size_t at = 0;
  for (const char c : answer.words) {
    if (at >= text.size()) return 0;
    const bool sign = text[at] == ' ' || text[at] == '/' || text[at] == '.' || text[at] == '-';
    if (c == ' ' ? !sign : ascii_lower(text[at]) != c) return 0;
    ++at;
  }
  if (at < text.size() && (is_letter(text[at]) || is_digit(text[at])) &&
      static_cast<unsigned char>(answer.words.front()) < 0x80)
    return 0;
  // "Y/N" asks and does not answer.
  if (at < text.size() && text[at] == '/') return 0;
  const bool goes_on = at + 1 < text.size() && text[at] == ' ' && is_letter(text[at + 1]);
  return goes_on && !answer.may_go_on ? 0 : at;
}

// "policy.pdf", "evidence/Plan 2.docx", an address.
bool is_place(std::string_view text) {
  if (text.starts_with("http://") || text.starts_with("https://"))
    return text.find_first_of(" \t") == std::string_view::npos;
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || text.size() > 300) return false;
  const std::string_view ending = text.substr(dot + 1);
  return ending.size() >= 2 && ending.size() <= 5 && is_letter(ending.front()) &&
         std::ranges::all_of(ending, [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace

std::string folded_words(std::string_view text) {
  std::string out;
  bool space = false;
  for (const char c : text) {
    if (!is_letter(c) && !is_digit(c)) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += ascii_lower(c);
  }
  return out;
}

std::optional<SheetColumn> named_column(std::string_view cell) {
  if (cell.size() > 200) return std::nullopt;
  if (trim(cell) == "#") return SheetColumn{Role::id};
  const std::string folded = folded_words(cell);
  if (const auto role = role_named(folded)) return SheetColumn{*role};
  const std::vector<std::string_view> words = words_of(folded);
  return words.size() > kMaxNameWords ? std::nullopt : reference_column(words, cell);
}

bool names_references(std::string_view cell) {
  const std::string folded = folded_words(cell.substr(0, 200));
  return folded.starts_with("customer references") || folded.starts_with("customer reference for");
}

bool SheetLabel::is_section() const {
  return label.ends_with(".0") && is_digit(label.front());
}

std::optional<SheetLabel> leading_label(std::string_view cell) {
  cell = trim(cell);
  SheetLabel out;
  for (const std::string_view word : {"prerequisites", "prerequisite", "prereq"})
    if (ascii_lower(cell.substr(0, word.size())) == word) {
      out.scope = Group::prerequisite;
      cell = trim(cell.substr(word.size()));
      break;
    }
  std::size_t end = std::min(cell.find_first_of(" \t\n:)"), cell.size());
  std::string_view token = cell.substr(0, end);
  while (token.ends_with('.')) token.remove_suffix(1);
  if (token.empty() || token.size() > 24) return std::nullopt;
  std::size_t at = 0;
  while (at < token.size() && token[at] >= 'A' && token[at] <= 'Z') ++at;
  const bool letters = at > 0;
  if (letters && at < token.size() && (token[at] == '-' || token[at] == '_')) ++at;
  const bool digit = at < token.size() && is_digit(token[at]);
  const bool suffix = token.back() >= 'a' && token.back() <= 'z';  // "5.6a"
  const bool rest_fits = std::ranges::all_of(
      token.substr(at, token.size() - at - (suffix ? 1 : 0)),
      [&](char c) { return is_digit(c) || c == '.' || (letters && (c == '-' || c == '_')); });
  // A number alone may be anything, but for one with a point.
  if (!digit || !rest_fits || (!letters && token.find('.') == std::string_view::npos))
    return std::nullopt;
  out.label = token;
  out.rest = shorten(after_signs(cell.substr(end)), kMaxItemTitle);
  return out;
}

std::optional<Group> named_group(std::string_view heading) {
  const std::string folded = " " + folded_words(heading.substr(0, 300)) + " ";
  for (const std::string_view word : {" prerequisite ", " prerequisites ", " prereq ", " prereqs "})
    if (folded.find(word) != std::string::npos) return Group::prerequisite;
  if (folded.find(" checklist ") != std::string::npos) return Group::checklist;
  return std::nullopt;
}

SheetWord leading_word(std::string_view cell) {
  const std::string text = without_printed(cell);
  for (const AnswerWords& answer : kAnswers)
    if (const std::size_t length = length_of(text, answer); length > 0)
      return {std::string(answer.met),
              std::string(after_signs(std::string_view(text).substr(length))), false};
  const auto role = role_named(folded_words(text));
  if (is_placeholder(text) || role == Role::met) return {};  // "Y/N" as it was printed
  return {std::nullopt, text, true};
}

bool printed_goes_on(std::string_view cell) {
  const std::size_t at = ascii_lower(cell).find(kIf);
  return at != std::string::npos && cell.find('.', at) == std::string_view::npos;
}

NamedPlaces named_places(std::string_view cell) {
  NamedPlaces out;
  const auto take = [&](std::string_view part) {
    part = trim(part);
    if (part.empty() || is_placeholder(part)) return;
    if (is_place(part))
      out.places.emplace_back(part);
    else
      out.words += (out.words.empty() ? "" : "\n") + std::string(part);
  };
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of("\n;"), cell.size());
    std::string_view line = cell.substr(0, end);
    // "a.pdf, b.pdf" is two files; "A plan, with a test.docx" may be one.
    std::vector<std::string_view> parts;
    for (std::string_view rest = line; !rest.empty();) {
      const std::size_t comma = std::min(rest.find(", "), rest.size());
      parts.push_back(trim(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 2, rest.size()));
    }
    if (std::ranges::all_of(parts, is_place))
      std::ranges::for_each(parts, take);
    else
      take(line);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return out;
}

}  // namespace verify

#include <algorithm>
#include <functional>

#include "evidence/evidence_impl.h"
#include "verify/declaration.h"
#include "verify/file_reader.h"

namespace verify {
namespace {

constexpr const char* kPointer = "/self_assessment";

bool is_address(std::string_view place) {
  return place.starts_with("http://") || place.starts_with("https://");
}

// The answers in the file, read once for an evidence. What cannot be read is no file of answers.
std::shared_ptr<const AssessmentSheet> sheet_of(const Evidence& evidence, const FileText& text) {
  auto& known = evidence.impl().assessment_sheet;
  if (known == nullptr)
    known = std::make_shared<const AssessmentSheet>(read_assessment_sheet(text));
  return known;
}

std::string why_unread(const Evidence& evidence, const std::string& name, const FileText* text) {
  if (is_address(name))
    return "The self-assessment is named by its address (" + name +
           "); expected a file that is submitted with the application.";
  if (!evidence.file_size(name)) return "The self-assessment " + name + " was not submitted.";
  if (text == nullptr)
    return "The self-assessment " + name +
           " was not read; expected a workbook (.xlsx) or comma-separated values (.csv).";
  if (text->state != FileState::read || text->truncated)
    return "The self-assessment " + name + " could not be read" +
           (text->state == FileState::read ? " whole" : "") + ": " +
           (text->detail.empty() ? std::string(to_string(text->state)) : text->detail) + ".";
  return {};
}

// The rows that answer one item as one answer.
AssessmentAnswer joined(const std::vector<const SheetAnswer*>& rows,
                        const std::function<Citation(const std::string&)>& cell) {
  AssessmentAnswer out{.at = cell(rows.front()->at),
                       .met_at = cell(rows.front()->met_at),
                       .response_at = cell(rows.front()->response_at)};
  const SheetAnswer* first_met = nullptr;
  for (const SheetAnswer* row : rows) {
    if (row->met && first_met == nullptr) {
      first_met = row;
      out.met = row->met;
      out.met_at = cell(row->met_at);
    } else if (row->met && row->met != first_met->met) {
      if (out.differs.empty()) out.differs.push_back(out.met_at);
      out.differs.push_back(cell(row->met_at));
    }
    if (row->response && !out.response) {
      out.response = row->response;
      out.response_at = cell(row->response_at);
    } else if (row->response && out.response->find(*row->response) == std::string::npos) {
      *out.response += "\n" + *row->response;
    }
    for (std::size_t i = 0; i < row->evidence.size(); ++i) {
      out.evidence.push_back(row->evidence[i]);
      out.evidence_at.push_back(cell(row->evidence_at[i]));
    }
  }
  return out;
}

// Some items share their printed number: as many rows as items with it are theirs in turn.
void keep_own(std::vector<const SheetAnswer*>& rows, const Requirement& item) {
  if (item.same_number < 2 || rows.size() != item.same_number) return;
  rows = {rows[std::min(item.nth, rows.size() - 1)]};
}

}  // namespace

SelfAssessment::SelfAssessment(const Evidence& evidence) : application_(evidence.application()) {
  submitted_ = !application_.self_assessment.empty() || application_.self_assessment_path;
  if (!application_.self_assessment_path) return;
  const std::string& name = *application_.self_assessment_path;
  const FileText* text = evidence.file_text(name);
  unread_ = why_unread(evidence, name, text);
  if (!unread_.empty()) return;
  sheet_ = sheet_of(evidence, *text);
  if (sheet_->answers.empty())
    unread_ = "No answers were found in the self-assessment " + name +
              "; expected a row that names the columns, with \"Met Y/N\" or \"Customer reference "
              "1\", and below it rows that begin with an item's id or number.";
}

Citation SelfAssessment::cell(const std::string& at) const {
  Citation out = cite_application(kPointer, "");
  out.place = at.empty() ? *application_.self_assessment_path
                         : at + " of " + *application_.self_assessment_path;
  return out;
}

std::optional<AssessmentAnswer> SelfAssessment::answer(const Requirement& item) const {
  if (sheet_ != nullptr) {
    std::vector<const SheetAnswer*> rows;
    for (const SheetAnswer& row : sheet_->answers)
      if (answers_item(row, item)) rows.push_back(&row);
    keep_own(rows, item);
    if (rows.empty()) return std::nullopt;
    return joined(rows, [this](const std::string& at) { return cell(at); });
  }
  const auto it = application_.self_assessment.find(item.id);
  if (it == application_.self_assessment.end()) return std::nullopt;
  const Application::SelfAssessmentItem& given = it->second;
  const std::string pointer = std::string(kPointer) + "/items/" + pointer_token(item.id);
  AssessmentAnswer out{.met = given.met,
                       .response = given.response,
                       .evidence = given.evidence,
                       .at = cite_application(pointer, ""),
                       .met_at = cite_application(pointer + "/met", ""),
                       .response_at = cite_application(pointer + "/response", "")};
  for (std::size_t i = 0; i < given.evidence.size(); ++i)
    out.evidence_at.push_back(cite_application(pointer + "/evidence/" + std::to_string(i), ""));
  return out;
}

std::vector<SelfAssessment::Stray> SelfAssessment::strays(const Checklist& checklist) const {
  std::vector<Stray> out;
  if (sheet_ != nullptr) {
    for (const SheetAnswer& row : sheet_->answers)
      if ((row.met || row.response || !row.evidence.empty()) &&
          std::ranges::none_of(checklist.requirements,
                               [&](const Requirement& each) { return answers_item(row, each); }))
        out.push_back({row.label, cell(row.at)});
    return out;
  }
  for (const auto& [id, answer] : application_.self_assessment)
    if (checklist.find(id) == nullptr)
      out.push_back(
          {id, cite_application(std::string(kPointer) + "/items/" + pointer_token(id), "")});
  return out;
}

std::vector<Reason> SelfAssessment::faults() const {
  std::vector<Reason> out;
  if (sheet_ == nullptr) return out;
  for (const SheetFault& fault : sheet_->faults)
    out.push_back({"self-assessment-cell",
                   fault.at + ": " + fault.text,
                   {cell(fault.at)},
                   {},
                   {{"found", fault.at}}});
  return out;
}

}  // namespace verify

#include "verify/cover_mail.h"

#include "report/safe_text.h"
#include "report/text_layout.h"
#include "report/wording.h"

namespace verify {
namespace {

constexpr int kWidth = 72;  // columns, as mail is written
constexpr std::size_t kMaxText = 2000;

std::string subject_of(const std::string& pattern, const std::string& partner) {
  constexpr std::string_view kPlace = "{partner}";
  const std::size_t at = pattern.find(kPlace);
  if (at == std::string::npos) return safe_text(pattern, kMaxText);
  return safe_text(
      pattern.substr(0, at) + safe_text(partner, 200) + pattern.substr(at + kPlace.size()),
      kMaxText);
}

void open_point(TextLayout& layout, const RequirementResult& result) {
  std::string text = safe_text(result.printed, 40) + " " + safe_text(result.title, kMaxText) +
                     " (" + std::string(label(result.verdict)) + ")";
  if (!result.reasons.empty()) text += ": " + safe_text(result.reasons.front().text, kMaxText);
  layout.paragraph(text, "- ", 2);
  if (!result.advice.empty())
    layout.paragraph("To do: " + safe_text(result.advice, kMaxText), "  ", 2);
}

// Open points of one group under a heading of their own; their number.
std::size_t open_points(TextLayout& layout, const Report& report, Group group,
                        std::string_view heading) {
  std::size_t count = 0;
  for (const RequirementResult& result : report.requirements) {
    if (result.group != group || !is_open(result.verdict)) continue;
    if (count++ == 0) {
      layout.blank();
      layout.paragraph(heading, "", 0);
      layout.blank();
    }
    open_point(layout, result);
  }
  return count;
}

}  // namespace

std::optional<CoverMail> cover_mail(const Report& report, const Checklist& checklist) {
  if (!checklist.submission) return std::nullopt;
  TextLayout layout(kWidth);
  layout.paragraph("Hello,", "", 0);
  layout.blank();
  layout.paragraph("attached is the completed self-assessment of " +
                       safe_text(report.partner, 200) + " for \"" +
                       safe_text(report.checklist_title, kMaxText) + "\", as of " +
                       to_string(report.as_of) + ".",
                   "", 0);
  layout.paragraph(safe_text(report.home_page, kMaxText), "Home page: ", 2);
  const std::size_t open =
      open_points(layout, report, Group::prerequisite, "Prerequisites that are still open:") +
      open_points(layout, report, Group::checklist, "Checklist items that are still open:");
  layout.blank();
  layout.paragraph(open == 0 ? "Nothing is open." : "Everything else is answered.", "", 0);
  return CoverMail{safe_text(checklist.submission->to, 200),
                   subject_of(checklist.submission->subject, report.partner),
                   std::move(layout).take()};
}

}  // namespace verify

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "commands.h"

namespace verify::cli {
namespace {

TextStyle terminal_style() {
  TextStyle style;
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0) return style;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.width = std::clamp<int>(size.ws_col, 40, 200);
  const char* no_color = std::getenv("NO_COLOR");
  style.color = no_color == nullptr || *no_color == '\0';
  return style;
}

bool is_text(const std::string& name) {
  for (const ReportFormat& format : report_formats())
    if (format.name == name) return format.is_text;
  return true;
}

std::string rendered(const Report& report, const OutputArgs& args) {
  if (args.format == "text" && args.output.empty()) return render_text(report, terminal_style());
  return render(report, args.format);
}

}  // namespace

int exit_code(Outcome outcome) {
  switch (outcome) {
    case Outcome::ready:
      return kReady;
    case Outcome::not_ready:
      return kNotReady;
    case Outcome::needs_review:
      return kNeedsReview;
  }
  return kInternal;
}

std::string render(const Report& report, const std::string& format) {
  for (const ReportFormat& each : report_formats())
    if (each.name == format) return each.render(report);
  return {};  // the option takes no other name
}

std::filesystem::path checklist_path(const std::string& name) {
  const auto bundled = config_folder() / "checklists" / name;
  const bool is_id = name.find('/') == std::string::npos && name != "." && name != "..";
  return is_id && std::filesystem::exists(bundled) ? bundled : std::filesystem::path(name);
}

std::optional<Lexicons> load_lexicons() {
  auto lexicons = Lexicons::load(config_folder() / "lexicons");
  if (lexicons) return std::move(*lexicons);
  refuse({lexicons.error()});
  return std::nullopt;
}

std::optional<Judge> load_judge(const OutputArgs& args, std::vector<std::filesystem::path> used) {
  used.push_back(checklist_path(args.checklist));
  if (!args.output.empty() && !may_write(args.output, used)) return std::nullopt;
  if (args.output.empty() && isatty(STDOUT_FILENO) != 0 && !is_text(args.format)) {
    refuse("--format " + args.format + " is not for a terminal; name a file with -o");
    return std::nullopt;
  }
  std::optional<Date> as_of;
  if (!args.as_of.empty()) {
    as_of = parse_date(args.as_of);
    if (!as_of) {
      refuse("--as-of " + args.as_of + ": expected a date that exists, as YYYY-MM-DD");
      return std::nullopt;
    }
  }
  auto checklist = load_checklist(checklist_path(args.checklist));
  if (!checklist) {
    refuse(checklist.error());
    if (checklist.error().front().code == Error::Code::not_found)
      refuse("--checklist takes a file or one of the ids that `verify checklist list` shows");
    return std::nullopt;
  }
  auto lexicons = load_lexicons();
  if (!lexicons) return std::nullopt;
  return Judge{std::move(*checklist), std::move(*lexicons), as_of};
}

int report_on(const Evidence& evidence, const Judge& judge, const OutputArgs& args) {
  const Report report = verify::judge(evidence, judge.checklist, judge.lexicons, judge.as_of);
  const std::string text = rendered(report, args);
  if (args.output.empty()) {
    std::cout << text;
  } else if (!write_whole(args.output, text)) {
    return refuse(args.output + ": the report could not be written");
  }
  return exit_code(report.outcome);
}

int run_judge(const std::string& file, const OutputArgs& args) {
  const auto judge = load_judge(args, {file});
  if (!judge) return kUsage;
  const auto evidence = Evidence::open(file);
  if (!evidence) return refuse({evidence.error()});
  return report_on(*evidence, *judge, args);
}

}  // namespace verify::cli

#include <iostream>

#include "commands.h"
#include "verify/cover_mail.h"

namespace verify::cli {

int run_email(const std::string& file, const OutputArgs& args) {
  const auto judge = load_judge(args, {file});
  if (!judge) return kUsage;
  const auto evidence = Evidence::open(file);
  if (!evidence) return refuse({evidence.error()});
  const auto mail = cover_mail(
      verify::judge(*evidence, judge->checklist, judge->lexicons, judge->as_of), judge->checklist);
  if (!mail) return refuse(args.checklist + ": the checklist does not say how to send it");
  const std::string text = "To: " + mail->to + "\nSubject: " + mail->subject + "\n\n" + mail->body;
  if (!args.output.empty())
    return write_whole(args.output, text) ? kFine
                                          : refuse(args.output + ": the mail could not be written");
  std::cout << text;
  return kFine;
}

}  // namespace verify::cli

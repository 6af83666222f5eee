#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"

namespace verify::cli {
namespace {

using Json = nlohmann::ordered_json;

// What decides is left open: an example that was not replaced would be taken for an answer.
Json partner() {
  return {{"name", "Example Partner"},
          {"aliases", Json::array()},
          {"home_page", "https://www.example.com/"},
          {"tier", nullptr},
          {"profile_page", nullptr},
          {"msp", nullptr},
          {"dedicated_practice", nullptr},
          {"delivery_models", nullptr}};
}

Json reference() {
  return {{"customer", {{"name", "Example Customer"}}},
          {"public_url", "https://www.example.com/case-studies/example-customer"},
          {"problem", "TODO: what the customer needed"},
          {"proposal", "TODO: what you proposed"},
          {"aws_usage", "TODO: which AWS services were used, and for what"},
          {"third_party", "TODO: third-party solutions that were used, or \"none\""},
          {"started", nullptr},
          {"ended", nullptr},
          {"outcome", "TODO: what was reached, with figures"},
          {"stage", nullptr}};
}

Json blank_answer() {
  return {{"met", nullptr}, {"response", ""}, {"evidence", Json::array()}};
}

// What is left to declare: prerequisites are attested, checklist items are answered in the
// self-assessment.
Json blank_attestations(const Checklist& checklist) {
  Json out = Json::object();
  for (const Requirement& item : checklist.requirements)
    if (item.group == Group::prerequisite && item.probe == "declared-answer")
      out[item.id] = {{"by", ""}, {"on", nullptr}, {"statement", ""}, {"evidence", Json::array()}};
  return out;
}

Json blank_assessment(const Checklist& checklist) {
  Json items = Json::object();
  for (const Requirement& item : checklist.requirements)
    if (item.group == Group::checklist) items[item.id] = blank_answer();
  return {{"items", std::move(items)}};
}

Json application_for_checklist(const Checklist& checklist) {
  Json person = {{"name", "Example Person"},
                 {"course", "TODO: the course as its certificate names it"},
                 {"completed", nullptr},
                 {"badge_url", nullptr}};
  return {{"partner", partner()},
          {"practice_page", "https://www.example.com/machine-learning"},
          {"references", {reference(), reference(), reference(), reference()}},
          {"thought_leadership",
           {{{"url", "https://www.example.com/blog/machine-learning"}, {"kind", "blog"}}}},
          {"notebook", nullptr},
          {"trained_staff", {std::move(person)}},
          {"attestations", blank_attestations(checklist)},
          {"self_assessment", blank_assessment(checklist)}};
}

}  // namespace

int run_init(const std::string& file, const std::string& checklist_name) {
  const auto checklist = load_checklist(checklist_path(checklist_name));
  if (!checklist) return refuse(checklist.error());
  const std::string text = application_for_checklist(*checklist).dump(2) + "\n";
  if (file.empty() || file == "-") {
    std::cout << text;
    return kFine;
  }
  if (std::filesystem::exists(file)) return refuse(file + ": exists already and is left as it is");
  if (!write_whole(file, text)) return refuse(file + ": cannot be written");
  tell("wrote " + file + "; fill it in and run: verify screen " + file);
  return kFine;
}

}  // namespace verify::cli

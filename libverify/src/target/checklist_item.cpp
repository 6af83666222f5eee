#include <algorithm>

#include "target/pack_reader.h"
#include "verify/probe.h"
#include "verify/url.h"

namespace verify {
namespace {

std::vector<TopicPhrase> phrases_of(const JsonView& view) {
  const auto written = view.texts();
  return {written.begin(), written.end()};
}

std::vector<Topic> read_topics(const JsonView& view) {
  std::vector<Topic> out;
  if (!view.is_object()) return out;
  if (view.value().empty()) view.fail("expected at least one topic");
  for (const auto& [name, member] : view.members()) {
    Topic topic{.name = name};
    if (member.value().is_array()) {
      topic.phrases = phrases_of(member);
    } else if (member.is_object({"phrases", "valid_from", "valid_to"})) {
      if (const auto phrases = member.require("phrases", "the words it is known by"))
        topic.phrases = phrases_of(*phrases);
      topic.valid_from = read_day(member, "valid_from");
      topic.valid_to = read_day(member, "valid_to");
      check_window(member, topic.valid_from, topic.valid_to);
    }
    if (topic.phrases.empty()) member.fail("expected at least one phrase");
    out.push_back(std::move(topic));
  }
  return out;
}

std::optional<ParamValue> read_param(const JsonView& view, const ParamSpec& spec) {
  switch (spec.kind) {
    case ParamSpec::Kind::integer:
      if (const auto value = view.integer(spec.least, spec.most)) return *value;
      break;
    case ParamSpec::Kind::flag:
      if (const auto value = view.boolean()) return *value;
      break;
    case ParamSpec::Kind::words:
      return view.texts();
    case ParamSpec::Kind::topics:
      return read_topics(view);
  }
  return std::nullopt;
}

// The probe says which parameters there are; a pack that sets another one has a mistake in it.
void read_params(const JsonView& view, const Probe& probe, Requirement& out) {
  if (!view.is_object()) return;
  for (const auto& [key, member] : view.members()) {
    const auto spec =
        std::find_if(probe.params.begin(), probe.params.end(),
                     [&name = key](const ParamSpec& each) { return each.name == name; });
    if (spec == probe.params.end()) {
      member.fail("the probe \"" + std::string(probe.id) + "\" has no parameter of this name");
    } else if (auto value = read_param(member, *spec)) {
      out.params.emplace(key, std::move(*value));
    }
  }
}

void read_probe(const JsonView& view, Requirement& out) {
  const auto name = view.get("probe");
  const auto params = view.get("params");
  if (!name) {
    if (params) params->fail("there is no probe that could take parameters");
    return;
  }
  out.probe = name->text().value_or("");
  const Probe* probe = find_probe(out.probe);
  if (probe == nullptr && !out.probe.empty()) name->fail("there is no probe \"" + out.probe + "\"");
  if (params && probe != nullptr) read_params(*params, *probe, out);
}

AppliesTo read_applies_to(const JsonView& view) {
  const auto word = view.word({"all", "saas_iot", "iot_component", "msp", "non_msp"});
  for (const AppliesTo each :
       {AppliesTo::saas_iot, AppliesTo::iot_component, AppliesTo::msp, AppliesTo::non_msp})
    if (word == to_string(each)) return each;
  return AppliesTo::all;
}

WaiverRule read_waiver(const JsonView& view, Group group) {
  const auto word = view.word({"waived_if_msp", "not_eligible", "none_stated", "not_applicable"});
  WaiverRule out = WaiverRule::none_stated;
  for (const WaiverRule each :
       {WaiverRule::waived_if_msp, WaiverRule::not_eligible, WaiverRule::not_applicable})
    if (word == to_string(each)) out = each;
  const bool prerequisite = group == Group::prerequisite;
  if (word && (out == WaiverRule::not_applicable) != prerequisite)
    view.fail(prerequisite ? "a prerequisite has no waiver: expected not_applicable"
                           : "not_applicable is for prerequisites");
  return out;
}

std::optional<Certificate> read_certificate(const JsonView& view) {
  Certificate out;
  view.is_object({"standard", "use"});
  out.standard = read_required(view, "standard", "the standard's name");
  if (const auto use = view.require("use", "exemption or evidence"))
    if (use->word({"exemption", "evidence"}) == "exemption") out.use = Certificate::Use::exemption;
  return out;
}

std::vector<std::string> read_guides(const JsonView& view) {
  std::vector<std::string> out;
  for (const JsonView& item : view.items()) {
    const auto text = item.text();
    if (text && Url::parse(*text)) {
      out.push_back(*text);
    } else if (text) {
      item.fail("expected an absolute http or https URL");
    }
  }
  return out;
}

void check_placeholders(const JsonView& view, const std::string& text, bool general) {
  const auto known = advice_placeholders();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find_first_of("{}", at);
    if (open == std::string::npos) return;
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (text[open] == '}' || close == std::string::npos || text[close] == '{')
      return view.fail("a brace without its partner");
    const std::string name = text.substr(open + 1, close - open - 1);
    if (std::find(known.begin(), known.end(), name) == known.end())
      view.fail("there is nothing to fill in for {" + name + "}");
    // What is said where nothing else is must not depend on what was found.
    if (general && name != "item" && name != "evidence")
      view.fail("the general advice cannot be filled with {" + name + "}");
    at = close + 1;
  }
}

}  // namespace

std::string read_required(const JsonView& view, std::string_view key, std::string_view what) {
  const auto member = view.require(key, what);
  return member ? member->text().value_or("") : std::string();
}

std::optional<Date> read_day(const JsonView& view, std::string_view key) {
  const auto member = view.get(key);
  if (!member) return std::nullopt;
  const auto text = member->text();
  const auto date = text ? parse_date(*text) : std::nullopt;
  if (text && !date) member->fail("expected a date that exists, as YYYY-MM-DD");
  return date;
}

void check_window(const JsonView& view, const std::optional<Date>& from,
                  const std::optional<Date>& to) {
  if (from && to && *to < *from) view.get("valid_to")->fail("ends before it begins");
}

std::map<std::string, std::string> read_advice(const JsonView& parent) {
  std::map<std::string, std::string> out;
  const auto view = parent.get("advice");
  if (!view || !view->is_object()) return out;
  for (const auto& [code, member] : view->members()) {
    const std::string text = member.text().value_or("");
    check_placeholders(member, text, code.empty());
    out.emplace(code, text);
  }
  return out;
}

Requirement read_requirement(const JsonView& view, const ChecklistSection& section) {
  Requirement out;
  out.section = section.id;
  out.group = section.group;
  view.is_object({"id", "printed", "title", "text", "parent", "evidence", "applies_to", "waiver",
                  "concerns_models", "certificate", "probe", "params", "advice", "guides"});
  out.id = read_required(view, "id", "the item's stable id");
  out.printed = read_required(view, "printed", "the number in the checklist's text");
  out.title = read_required(view, "title", "a short title");
  out.text = read_required(view, "text", "what is asked for");
  if (const auto parent = view.get("parent")) out.parent = parent->text().value_or("");
  if (const auto forms = view.require("evidence", "the forms evidence may have")) {
    out.evidence_forms = forms->texts();
    if (forms->value().is_array() && forms->value().empty())
      forms->fail("expected at least one form of evidence");
  }
  if (const auto whom = view.require("applies_to", "whom the item concerns"))
    out.applies_to = read_applies_to(*whom);
  if (const auto waiver = view.require("waiver", "what the checklist says of waiving it"))
    out.waiver = read_waiver(*waiver, section.group);
  if (const auto models = view.get("concerns_models"))
    for (const JsonView& item : models->items())
      if (auto word = item.word({"project", "managed", "saas", "iot", "component"}))
        out.concerns_models.push_back(std::move(*word));
  if (const auto certificate = view.get("certificate"))
    out.certificate = read_certificate(*certificate);
  read_probe(view, out);
  out.advice = read_advice(view);
  if (const auto guides = view.get("guides")) out.guides = read_guides(*guides);
  return out;
}

}  // namespace verify

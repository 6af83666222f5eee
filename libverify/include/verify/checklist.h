#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "verify/error.h"
#include "verify/time.h"
#include "verify/topics.h"

namespace verify {

/// A probe's parameter as the pack gives it.
using ParamValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>,
                                std::vector<Topic>>;

/// Prerequisites decide the outcome of a screening; checklist items are reported and counted.
enum class Group { prerequisite, checklist };
std::string_view to_string(Group group);

/// Whom an item concerns.
enum class AppliesTo {
  all,
  saas_iot,       ///< partners that deliver software as a service or for devices
  iot_component,  ///< partners that deliver for devices or components of them
  msp,            ///< approved Managed Service Providers that operate what they deliver
  non_msp,        ///< partners that hand everything over and are no Managed Service Provider
};
std::string_view to_string(AppliesTo applies_to);

/// What the checklist says of waiving an item. Never inherited from a neighbour.
enum class WaiverRule {
  waived_if_msp,   ///< for an approved MSP, where the pack's gate item is fulfilled
  not_eligible,    ///< stated not to be eligible
  none_stated,     ///< says nothing, so it is not waived
  not_applicable,  ///< prerequisites: waivers do not exist here
};
std::string_view to_string(WaiverRule rule);

/// A certificate that answers an item as long as it is valid.
struct Certificate {
  enum class Use { exemption, evidence };
  std::string standard;  ///< "ISO 22301"; found whatever stands between letters and number
  Use use = Use::evidence;
};

/// One item of a checklist, in the words of the pack.
struct Requirement {
  std::string id;       ///< stable: "P3.1"
  std::string printed;  ///< the number in the checklist's text: "3.1"
  /// Where other items of its group have the same number: which of how many it is, from 0.
  std::size_t nth = 0, same_number = 1;
  std::string title;
  std::string text;
  std::string section;  ///< id of its section
  Group group = Group::prerequisite;
  std::string parent;  ///< id of the item it is a part of; empty for most
  std::vector<std::string> evidence_forms;
  AppliesTo applies_to = AppliesTo::all;
  WaiverRule waiver = WaiverRule::none_stated;
  /// Delivery models without which the applicant may say that the item does not concern it.
  std::vector<std::string> concerns_models;
  std::optional<Certificate> certificate;
  std::string probe;  ///< id of the probe that answers it; empty: its parts do
  std::map<std::string, ParamValue> params;
  /// What an applicant should do, by reason code; "" is for any other. May hold placeholders.
  std::map<std::string, std::string> advice;
  std::vector<std::string> guides;  ///< URLs; nothing depends on them

  /// `printed` without what is added to it: "5.6" of "5.6 (2nd paragraph)".
  std::string_view number() const;
};

struct ChecklistSection {
  std::string id;  ///< "C2"
  std::string title;
  Group group = Group::prerequisite;
};

/// A point the checklist's text leaves unclear, and how this pack reads it.
struct UnclearPoint {
  std::string id;
  std::vector<std::string> items;  ///< the items it concerns; empty: the pack as a whole
  std::string unclear;
  std::string reading;
};

/// The document a pack was written from.
struct ChecklistSource {
  std::string title;
  std::string sha256;  ///< lower-case hex of the document's bytes; empty when not recorded
};

/// How the program wants a completed self-assessment to be sent.
struct Submission {
  std::string to;       ///< mail address
  std::string subject;  ///< "{partner}" stands for the partner's name
};

/// A versioned pack of requirements read from config/checklists/. Immutable after loading.
struct Checklist {
  std::string id;  ///< "aws-ml-consulting-3.0"
  std::string title;
  std::string version;
  std::string note;  ///< what a reader must know of it, for example that it is an example
  ChecklistSource source;
  std::optional<Submission> submission;
  std::optional<Date> valid_from;  ///< the first day applications are judged by it
  std::optional<Date> valid_to;    ///< the last one; nothing: still in force
  std::string waiver_gate;         ///< id of the item a waiver depends on; empty: MSP is enough
  std::vector<ChecklistSection> sections;  ///< prerequisites first
  std::vector<Requirement> requirements;   ///< in the order of the checklist
  std::vector<UnclearPoint> readings;
  /// As Requirement::advice, for items that have none of their own for a code.
  std::map<std::string, std::string> advice;
  std::string sha256;  ///< of the pack's files, so that a report says what it was judged by

  const Requirement* find(std::string_view requirement_id) const;
  const ChecklistSection* section(std::string_view section_id) const;
  /// The items that are parts of this one, in order.
  std::vector<const Requirement*> parts_of(std::string_view requirement_id) const;
};

/// The words advice may hold in braces, filled with what was found.
std::vector<std::string_view> advice_placeholders();

/// Reads a pack from its file or from a folder that holds checklist.json, with the section files it
/// names. Every fault is reported with file, line and JSON pointer.
std::expected<Checklist, std::vector<Error>> load_checklist(const std::filesystem::path& path);

}  // namespace verify

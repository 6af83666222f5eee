#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/error.h"
#include "verify/reading.h"
#include "verify/time.h"
#include "verify/url.h"

namespace verify {

enum class Tier { none, select, advanced, premier };
std::string_view to_string(Tier tier);

/// What an applicant submits. Validated at the border: an Application that exists is well formed,
/// though not necessarily complete. Optional means "not given"; the items it serves are `missing`.
struct Application {
  struct Partner {
    Name name;
    Url home_page;
    std::optional<Tier> tier;
    std::optional<bool> msp;                   ///< approved AWS Managed Service Provider
    std::optional<bool> dedicated_practice;    ///< the company does nothing but machine learning
    std::vector<std::string> delivery_models;  ///< project, managed, saas, iot, component
    std::optional<Url> profile_page;  ///< public profile in the partner network's directory
  };
  struct Reference {
    Name customer;
    std::optional<Url> public_url;
    std::optional<std::string> problem, proposal, aws_usage, third_party, outcome;
    std::optional<Date> started, ended;
    std::optional<std::string> stage;  ///< production, pilot, poc, development
  };
  struct Material {
    Url url;
    std::optional<std::string> kind;  ///< blog, press, video, paper, event
  };
  struct Person {
    std::string name;
    std::optional<std::string> course;
    std::optional<Date> completed;
    std::optional<Url> badge_url;
  };
  struct Attestation {
    std::optional<std::string> by, statement;
    std::optional<Date> on;
    std::vector<std::string> evidence;  ///< paths or URLs as written
  };
  struct SelfAssessmentItem {
    std::optional<std::string> met;  ///< yes, no, na, waived
    std::optional<std::string> response;
    std::vector<std::string> evidence;
  };

  Partner partner;
  std::optional<Url> practice_page;
  std::vector<Reference> references;
  std::vector<Material> thought_leadership;
  std::optional<std::string> notebook;  ///< a path or a URL as written
  std::vector<Person> trained_staff;
  std::map<std::string, Attestation> attestations;  ///< by item id
  std::optional<std::string> self_assessment_path;
  std::map<std::string, SelfAssessmentItem> self_assessment;

  std::string source;  ///< the JSON text as submitted
  std::string sha256;  ///< of `source`, lower-case hex
  /// Paths the application names (notebook, evidence, workbook), as written, without duplicates.
  std::vector<std::string> files() const;
};

inline constexpr std::size_t kMaxApplicationBytes = 4u << 20;
/// How many elements a list may have: far more than anybody submits, and few enough to look at each
/// and to tell of it. config/schemas/application.schema.json has the same.
inline constexpr std::size_t kMaxReferences = 1'000;
inline constexpr std::size_t kMaxMaterials = 1'000;
inline constexpr std::size_t kMaxPeople = 2'000;
inline constexpr std::size_t kMaxNames = 100;             ///< aliases, and delivery models
inline constexpr std::size_t kMaxEvidenceOfItem = 1'000;  ///< files and addresses
inline constexpr std::size_t kMaxItems = 10'000;          ///< attested, or answered

/// Reads and validates an application. `file` is named in errors and is what relative paths start
/// from. All faults are reported, at most 20; the first is the most severe.
std::expected<Application, std::vector<Error>> parse_application(std::string_view json,
                                                                 std::string_view file);

/// Reads the file first; bounded by kMaxApplicationBytes.
std::expected<Application, std::vector<Error>> load_application(const std::filesystem::path& path);

/// Every file named application.json in a folder and below, sorted. A folder of it that cannot be
/// read is the error, and nothing is returned: who is not found there would be missed silently.
std::expected<std::vector<std::filesystem::path>, Error> applications_below(
    const std::filesystem::path& folder);

}  // namespace verify

#include "verify/application.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "base/digest.h"
#include "base/json_border.h"
#include "verify/file_bytes.h"

namespace verify {
namespace {

using Field = std::optional<JsonView>;

std::optional<Url> read_url(const Field& view) {
  if (!view) return std::nullopt;
  const auto text = view->text();
  if (!text) return std::nullopt;
  auto url = Url::parse(*text);
  if (url) return std::move(*url);
  view->fail("expected an absolute http or https URL: " + std::string(to_string(url.error())));
  return std::nullopt;
}

std::optional<Date> read_date(const Field& view) {
  if (!view) return std::nullopt;
  const auto text = view->text();
  if (!text) return std::nullopt;
  const auto date = parse_date(*text);
  if (!date) view->fail("expected a date that exists, as YYYY-MM-DD");
  return date;
}

// An empty answer is an answer that was not given; completeness is for the probes to judge.
std::optional<std::string> read_text(const Field& view) {
  if (!view || (view->value().is_string() && view->value().get_ref<const std::string&>().empty()))
    return std::nullopt;
  return view->text();
}

bool is_bounded(const JsonView& view, std::size_t most) {
  if (!view.value().is_structured() || view.value().size() <= most) return true;
  view.fail("expected at most " + std::to_string(most) + " elements, found " +
            std::to_string(view.value().size()));
  return false;
}

std::vector<std::string> read_names(const Field& view) {
  return view && is_bounded(*view, kMaxNames) ? view->texts() : std::vector<std::string>{};
}

bool is_path(std::string_view text) {
  return !text.starts_with("http://") && !text.starts_with("https://");
}

// An application comes from somebody else: it must not make us read, and put into the evidence, a
// file of the person who screens it.
std::optional<std::string> read_place(const JsonView& view) {
  auto text = view.text();
  if (!text || !is_path(*text)) return text;
  const std::filesystem::path path(*text);
  if (path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end()) {
    view.fail("expected a URL or a path inside the application's folder");
    return std::nullopt;
  }
  return text;
}

std::vector<std::string> read_places(const Field& view) {
  std::vector<std::string> out;
  if (!view || !is_bounded(*view, kMaxEvidenceOfItem)) return out;
  for (const JsonView& item : view->items())
    if (auto place = read_place(item)) out.push_back(std::move(*place));
  return out;
}

std::optional<bool> read_bool(const Field& view) {
  return view ? view->boolean() : std::nullopt;
}

std::optional<std::string> read_word(const Field& view,
                                     std::initializer_list<std::string_view> words) {
  return view ? view->word(words) : std::nullopt;
}

Name read_name(const JsonView& view, std::string_view what) {
  Name name;
  if (const auto official = view.require("name", what))
    name.official = official->text().value_or("");
  name.aliases = read_names(view.get("aliases"));
  return name;
}

std::optional<Tier> read_tier(const Field& view) {
  if (!view) return std::nullopt;
  const auto word = view->word({"none", "select", "advanced", "premier"}, /*any_case=*/true);
  if (!word) return std::nullopt;
  for (const Tier tier : {Tier::none, Tier::select, Tier::advanced, Tier::premier})
    if (to_string(tier) == *word) return tier;
  return std::nullopt;
}

template <class T, class Read>
std::vector<T> read_array(const Field& view, std::size_t most, Read read) {
  std::vector<T> out;
  if (!view || !is_bounded(*view, most)) return out;
  for (const JsonView& item : view->items())
    if (std::optional<T> value = read(item)) out.push_back(std::move(*value));
  return out;
}

template <class T, class Read>
std::map<std::string, T> read_map(const Field& view, Read read) {
  std::map<std::string, T> out;
  if (!view || !view->is_object() || !is_bounded(*view, kMaxItems)) return out;
  for (const auto& [key, member] : view->members()) out.emplace(key, read(member));
  return out;
}

std::optional<Application::Partner> read_partner(const JsonView& view) {
  view.is_object({"name", "aliases", "home_page", "tier", "msp", "dedicated_practice",
                  "delivery_models", "profile_page"});
  Name name = read_name(view, "the partner's name");
  auto home = read_url(view.require("home_page", "the URL of the partner's home page"));
  const auto tier = read_tier(view.get("tier"));
  const auto msp = read_bool(view.get("msp"));
  const auto dedicated = read_bool(view.get("dedicated_practice"));
  auto models =
      read_array<std::string>(view.get("delivery_models"), kMaxNames, [](const JsonView& item) {
        return item.word({"project", "managed", "saas", "iot", "component"});
      });
  auto profile = read_url(view.get("profile_page"));
  if (!home) return std::nullopt;
  return Application::Partner{std::move(name),   std::move(*home),  tier, msp, dedicated,
                              std::move(models), std::move(profile)};
}

std::optional<Application::Reference> read_reference(const JsonView& view) {
  Application::Reference out;
  view.is_object({"customer", "public_url", "problem", "proposal", "aws_usage", "third_party",
                  "started", "ended", "outcome", "stage"});
  if (const auto customer = view.get("customer");
      customer && customer->is_object({"name", "aliases"}))
    out.customer = read_name(*customer, "the customer's name");
  out.public_url = read_url(view.get("public_url"));
  out.problem = read_text(view.get("problem"));
  out.proposal = read_text(view.get("proposal"));
  out.aws_usage = read_text(view.get("aws_usage"));
  out.third_party = read_text(view.get("third_party"));
  out.started = read_date(view.get("started"));
  out.ended = read_date(view.get("ended"));
  out.outcome = read_text(view.get("outcome"));
  out.stage = read_word(view.get("stage"), {"production", "pilot", "poc", "development"});
  return out;
}

std::optional<Application::Material> read_material(const JsonView& view) {
  view.is_object({"url", "kind"});
  auto url = read_url(view.require("url", "where the material can be seen"));
  auto kind = read_word(view.get("kind"), {"blog", "press", "video", "paper", "event"});
  if (!url) return std::nullopt;
  return Application::Material{std::move(*url), std::move(kind)};
}

std::optional<Application::Person> read_person(const JsonView& view) {
  Application::Person out;
  view.is_object({"name", "course", "completed", "badge_url"});
  if (const auto name = view.require("name", "the person's name"))
    out.name = name->text().value_or("");
  out.course = read_text(view.get("course"));
  out.completed = read_date(view.get("completed"));
  out.badge_url = read_url(view.get("badge_url"));
  return out;
}

Application::Attestation read_attestation(const JsonView& view) {
  Application::Attestation out;
  view.is_object({"by", "on", "statement", "evidence"});
  out.by = read_text(view.get("by"));
  out.on = read_date(view.get("on"));
  out.statement = read_text(view.get("statement"));
  out.evidence = read_places(view.get("evidence"));
  return out;
}

Application::SelfAssessmentItem read_assessment(const JsonView& view) {
  Application::SelfAssessmentItem out;
  view.is_object({"met", "response", "evidence"});
  out.met = read_word(view.get("met"), {"yes", "no", "na", "waived"});
  out.response = read_text(view.get("response"));
  out.evidence = read_places(view.get("evidence"));
  return out;
}

void read_self_assessment(const Field& view, Application& out) {
  if (!view) return;
  if (view->value().is_string()) {
    out.self_assessment_path = read_place(*view);
  } else if (view->is_object({"items"})) {
    out.self_assessment = read_map<Application::SelfAssessmentItem>(
        view->require("items", "the answers by item id"), read_assessment);
  }
}

std::optional<Application> read_application(JsonBorder& border) {
  const JsonView root(border, *border.root(), "");
  root.is_object({"partner", "practice_page", "references", "thought_leadership", "notebook",
                  "trained_staff", "attestations", "self_assessment"});
  const auto partner_view = root.require("partner", "an object with at least name and home_page");
  auto partner = partner_view ? read_partner(*partner_view) : std::nullopt;
  // An Application cannot exist without a home page; a stand-in lets the rest be read all the same,
  // so that all faults are found at once. It never leaves this function: the border has a fault
  // then.
  if (!partner) partner = Application::Partner{{}, Url::parse("https://invalid/").value()};
  Application out{.partner = std::move(*partner)};
  out.practice_page = read_url(root.get("practice_page"));
  out.references =
      read_array<Application::Reference>(root.get("references"), kMaxReferences, read_reference);
  out.thought_leadership = read_array<Application::Material>(root.get("thought_leadership"),
                                                             kMaxMaterials, read_material);
  if (const auto notebook = root.get("notebook")) out.notebook = read_place(*notebook);
  out.trained_staff =
      read_array<Application::Person>(root.get("trained_staff"), kMaxPeople, read_person);
  out.attestations = read_map<Application::Attestation>(root.get("attestations"), read_attestation);
  read_self_assessment(root.get("self_assessment"), out);
  if (!border.ok()) return std::nullopt;
  return out;
}

}  // namespace

std::string_view to_string(Tier tier) {
  switch (tier) {
    case Tier::none:
      return "none";
    case Tier::select:
      return "select";
    case Tier::advanced:
      return "advanced";
    case Tier::premier:
      return "premier";
  }
  return "none";
}

std::vector<std::string> Application::files() const {
  std::vector<std::string> out;
  std::set<std::string_view> known;
  const auto add = [&](const std::string& path) {
    if (is_path(path) && known.insert(path).second) out.push_back(path);
  };
  if (notebook) add(*notebook);
  for (const auto& [id, attestation] : attestations)
    std::for_each(attestation.evidence.begin(), attestation.evidence.end(), add);
  if (self_assessment_path) add(*self_assessment_path);
  for (const auto& [id, item] : self_assessment)
    std::for_each(item.evidence.begin(), item.evidence.end(), add);
  return out;
}

std::expected<Application, std::vector<Error>> parse_application(std::string_view text,
                                                                 std::string_view file) {
  JsonBorder border(text, std::string(file), kMaxApplicationBytes);
  if (border.root() == nullptr) return std::unexpected(std::move(border.errors()));
  auto application = read_application(border);
  if (!application) return std::unexpected(std::move(border.errors()));
  application->source = std::string(text);
  application->sha256 = sha256_hex(text);
  return std::move(*application);
}

std::expected<Application, std::vector<Error>> load_application(const std::filesystem::path& path) {
  const auto text = read_file_bytes(path, kMaxApplicationBytes);
  if (!text) return std::unexpected(std::vector{text.error()});
  return parse_application(*text, path.string());
}

std::expected<std::vector<std::filesystem::path>, Error> applications_below(
    const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::filesystem::path at = folder;  // the one gone into when it fails
  std::error_code failed, ignored;
  for (std::filesystem::recursive_directory_iterator it(folder, failed), end; !failed && it != end;
       it.increment(failed)) {
    at = it->path();
    if (at.filename() == "application.json" && it->is_regular_file(ignored)) out.push_back(at);
  }
  if (failed)
    return std::unexpected(
        Error{Error::Code::unreadable, "cannot be read: " + failed.message(), at.string()});
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace verify

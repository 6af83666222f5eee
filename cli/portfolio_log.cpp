#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "portfolio.h"
#include "verify/safe_text.h"

namespace verify::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "libverify-portfolio/1";

bool is_open(Verdict verdict) {
  return verdict == Verdict::not_met || verdict == Verdict::missing ||
         verdict == Verdict::needs_review || verdict == Verdict::blocked;
}

std::string one_line(const Json& json) {
  return escape_invisible_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<Outcome> outcome_named(const Json& word) {
  for (const Outcome outcome : {Outcome::ready, Outcome::not_ready, Outcome::needs_review})
    if (word.is_string() && word.get<std::string>() == to_string(outcome)) return outcome;
  return std::nullopt;
}

// What a line of an earlier run says; nothing for half a line, a failure, another checklist or day.
std::optional<PortfolioLine> read_line(const std::string& text, const Checklist& checklist,
                                       const std::string& as_of) {
  const Json json = Json::parse(text, nullptr, false);
  const auto is = [&json](const char* key, std::string_view value) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() && it->get<std::string>() == value;
  };
  if (!json.is_object() || !is("schema", kSchema) || !json.contains("file") ||
      !json["file"].is_string() || !is("checklist", checklist.id) ||
      !is("checklist_sha256", checklist.sha256) || (!as_of.empty() && !is("as_of", as_of)))
    return std::nullopt;
  const auto text_of = [&](const char* key) {
    const Json value = json.value(key, Json());
    return value.is_string() ? value.get<std::string>() : std::string();
  };
  PortfolioLine line{.name = json["file"].get<std::string>(),
                     .application_sha256 = text_of("application_sha256"),
                     .report = text_of("report"),
                     .outcome = outcome_named(json.value("outcome", Json())),
                     .json = text};
  if (!line.outcome) return std::nullopt;
  for (const Json& each : json.value("open", Json::array()))
    if (each.is_object() && each.contains("id") && each["id"].is_string())
      line.open.push_back(each["id"].get<std::string>());
  return line;
}

std::string table_row(std::string_view name, std::size_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, ' ');
  return digits + "  " + std::string(name) + "\n";
}

// The ids that are open in most applications, at most eight; of equal ones the first to be met
// with, which are prerequisites.
std::string most_open(const std::vector<PortfolioLine>& lines) {
  std::vector<std::pair<std::string, std::size_t>> sorted;
  for (const PortfolioLine& line : lines)
    for (const std::string& id : line.open) {
      const auto it = std::find_if(sorted.begin(), sorted.end(),
                                   [&id](const auto& each) { return each.first == id; });
      if (it == sorted.end())
        sorted.emplace_back(id, 1);
      else
        ++it->second;
    }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 8); ++i)
    out += (i == 0 ? "" : ", ") + safe_text(sorted[i].first, 40) + " (" +
           std::to_string(sorted[i].second) + ")";
  return out.empty() ? out : "Open most often: " + out + "\n";
}

std::size_t count_of(const std::vector<PortfolioLine>& lines, std::optional<Outcome> outcome) {
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const PortfolioLine& line) { return line.outcome == outcome; }));
}

}  // namespace

PortfolioLine line_of(const PortfolioEntry& entry, const Application& application,
                      const Report& report, const std::filesystem::path& report_file) {
  PortfolioLine line{.name = entry.name,
                     .application_sha256 = application.sha256,
                     .report = report_file.string(),
                     .outcome = report.outcome};
  Json open = Json::array(), summary = Json::object();
  for (const RequirementResult& result : report.requirements) {
    if (!is_open(result.verdict)) continue;
    line.open.push_back(result.id);
    open.push_back({{"id", result.id},
                    {"verdict", to_string(result.verdict)},
                    {"code", result.reasons.empty() ? "" : result.reasons.front().code}});
  }
  for (const auto& [verdict, count] : report.summary)
    summary[std::string(to_string(verdict))] = count;
  Json json = {{"schema", kSchema},
               {"file", entry.name},
               {"application_sha256", application.sha256},
               {"partner", report.partner},
               {"home_page", report.home_page},
               {"checklist", report.checklist},
               {"checklist_sha256", report.checklist_sha256},
               {"as_of", to_string(report.as_of)},
               {"outcome", to_string(report.outcome)},
               {"summary", std::move(summary)},
               {"open", std::move(open)},
               {"crawl",
                {{"pages", report.crawl.pages},
                 {"bytes", report.crawl.bytes},
                 {"ended", report.crawl.ended}}}};
  if (!line.report.empty()) json["report"] = line.report;
  line.json = one_line(json);
  return line;
}

PortfolioLine failure_line(const PortfolioEntry& entry, const std::string& error) {
  return {.name = entry.name,
          .json = one_line(
              {{"schema", kSchema}, {"file", entry.name}, {"outcome", nullptr}, {"error", error}})};
}

bool PortfolioLog::open(const std::string& file, const Checklist& checklist,
                        const std::string& as_of,
                        const std::function<bool(const PortfolioLine&)>& holds) {
  to_file_ = !file.empty();
  if (!to_file_) return true;
  std::string kept;
  if (std::filesystem::exists(file) && !is_stream(file)) {
    const auto text = read_file(file, kMostOfOurOwn);
    if (!text) return false;
    std::istringstream in(*text);
    for (std::string each; std::getline(in, each);)
      if (auto line = read_line(each, checklist, as_of);
          line && holds(*line) && before_.emplace(line->name, *line).second)
        kept += each + "\n";
    // Somebody's own file must not be emptied because its name was given.
    if (kept.empty() && !text->empty() && text->find(kSchema) == std::string::npos) {
      refuse(file + ": is there already and holds no results of a portfolio");
      return false;
    }
  }
  if (is_stream(file) || write_whole(file, kept)) out_.open(file, std::ios::binary | std::ios::app);
  if (out_.is_open()) return true;
  refuse(file + ": the results could not be written");
  return false;
}

bool PortfolioLog::add(PortfolioLine line) {
  std::ostream& out = to_file_ ? static_cast<std::ostream&>(out_) : std::cout;
  out << line.json + "\n" << std::flush;
  lines_.push_back(std::move(line));
  return static_cast<bool>(out);
}

void PortfolioLog::count_before(const std::string& name) {
  if (const auto it = before_.find(name); it != before_.end()) lines_.push_back(it->second);
}

std::string portfolio_table(const std::vector<PortfolioLine>& lines, std::size_t not_screened) {
  std::string out = table_row("ready", count_of(lines, Outcome::ready)) +
                    table_row("not ready", count_of(lines, Outcome::not_ready)) +
                    table_row("needs review", count_of(lines, Outcome::needs_review)) +
                    table_row("failed", count_of(lines, std::nullopt));
  if (not_screened > 0) out += table_row("not screened", not_screened);
  return out + most_open(lines);
}

int portfolio_exit(const std::vector<PortfolioLine>& lines, std::size_t not_screened) {
  if (count_of(lines, std::nullopt) > 0) return kUsage;
  if (count_of(lines, Outcome::not_ready) > 0) return kNotReady;
  return count_of(lines, Outcome::needs_review) + not_screened > 0 ? kNeedsReview : kReady;
}

}  // namespace verify::cli

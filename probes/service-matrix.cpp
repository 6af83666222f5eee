// C1.2: for each service of the pack's list, an example or a use case and how it is supported.
#include <verify/declaration.h>
#include <verify/references.h>

#include <array>
#include <set>

namespace verify {
namespace {

constexpr std::array kParams = {
    ParamSpec{"services", ParamSpec::Kind::topics,
              "the services, their names and when each counts"},
};

std::vector<Wish> wants(const Evidence&, const Params&) {
  return {};
}

struct Source {
  const TopicSearch* search;
  const Page* page;  // null: the application
  std::string pointer;

  Citation cite(std::string quote) const {
    return page != nullptr ? verify::cite(*page, std::move(quote), "text")
                           : cite_application(pointer, std::move(quote));
  }
};

// Texts must outlive their searches.
std::vector<std::string> reference_texts(const Application& application) {
  std::vector<std::string> out;
  for (const Application::Reference& each : application.references) {
    std::string text;
    for (const auto* field : {&each.problem, &each.proposal, &each.aws_usage, &each.outcome})
      if (*field) text += **field + "\n";
    out.push_back(std::move(text));
  }
  return out;
}

// References first, then the pages that were read for other items anyway; each page once, however
// many references name it.
std::vector<Source> sources_of(const Evidence& evidence, const std::vector<TopicSearch>& references,
                               PageReader& reader) {
  std::vector<Source> out;
  for (std::size_t i = 0; i < references.size(); ++i)
    out.push_back({&references[i], nullptr, "/references/" + std::to_string(i)});
  std::set<const Page*> taken;
  const auto add = [&](const Url& url) {
    const Page* page = evidence.find(url);
    const Document* document = readable(evidence, page);
    if (document != nullptr && taken.insert(page).second)
      out.push_back({&reader.topics(*document), page, ""});
  };
  for (const Application::Reference* each : public_references(evidence)) add(*each->public_url);
  if (evidence.application().practice_page) add(*evidence.application().practice_page);
  for (const auto& material : evidence.application().thought_leadership) add(material.url);
  return out;
}

struct Matrix {
  std::string shown, answered, nothing, retired;
  std::vector<Citation> shown_at, answered_at;
};

void add_name(std::string& list, const std::string& name) {
  list += (list.empty() ? "" : ", ") + name;
}

Matrix fill(const Evidence& evidence, const Declaration& declaration, const Params& params) {
  Matrix out;
  const auto texts = reference_texts(evidence.application());
  const std::vector<TopicSearch> references(texts.begin(), texts.end());
  const auto sources = sources_of(evidence, references, params.reader);
  const std::string answer = declaration.text();
  const TopicSearch answered(answer);
  for (const Topic& service : params.topics("services")) {
    if (!service.in_force(params.day)) {
      add_name(out.retired, service.name);
      continue;
    }
    const auto shown_in = [&](const Source& source) {
      const auto quote = source.search->find(service);
      if (quote) out.shown_at.push_back(source.cite(*quote));
      return quote.has_value();
    };
    if (std::any_of(sources.begin(), sources.end(), shown_in)) {
      add_name(out.shown, service.name);
    } else if (const auto quote = answered.find(service)) {
      add_name(out.answered, service.name);
      out.answered_at.push_back(declaration.cite(*quote));
    } else {
      add_name(out.nothing, service.name);
    }
  }
  return out;
}

std::vector<Reason> told(Matrix matrix) {
  std::vector<Reason> out;
  const auto tell = [&](const std::string& names, std::string code, const std::string& text,
                        std::vector<Citation> citations) {
    if (!names.empty())
      out.push_back(
          {std::move(code), text + names + ".", std::move(citations), {}, {{"missing", names}}});
  };
  tell(matrix.nothing, "services-not-found", "Found nowhere that could be read: ", {});
  tell(matrix.shown, "services-shown",
       "Shown in references or public pages: ", std::move(matrix.shown_at));
  tell(matrix.answered, "services-answered",
       "Spoken of in the applicant's answer only: ", std::move(matrix.answered_at));
  tell(matrix.retired, "services-not-in-force", "Not asked for on this day: ", {});
  return out;
}

Finding evaluate(const Evidence& evidence, const Params& params) {
  const Declaration declaration = declaration_of(evidence, *params.item);
  Finding finding = judge_declaration(declaration, *params.item, params.day);
  Matrix matrix = fill(evidence, declaration, params);
  const bool gap = !matrix.nothing.empty();
  std::vector<Reason> more = told(std::move(matrix));
  if (finding.verdict == Verdict::attested && gap) {
    // The document may hold what the words do not; it is not read here.
    finding.verdict = declaration.has_document() ? Verdict::needs_review : Verdict::missing;
    more.insert(more.end(), finding.reasons.begin(), finding.reasons.end());
    finding.reasons = std::move(more);
    return finding;
  }
  if (gap)
    finding.reasons.front().details.insert(more.front().details.begin(),
                                           more.front().details.end());
  for (Reason& reason : more) finding.reasons.push_back(std::move(reason));
  return finding;
}

}  // namespace

extern const Probe kServiceMatrix;
const Probe kServiceMatrix = {"service-matrix",
                              "Is there an example or a use case for every service of the list?",
                              kParams, &wants, &evaluate};

}  // namespace verify

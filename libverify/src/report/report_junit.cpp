#include <algorithm>

#include "report/safe_text.h"
#include "report/wording.h"

namespace verify {
namespace {

// How a verdict reads where tests are read. What fails is what makes an applicant not ready.
enum class TestResult { passed, failed, error, skipped };

TestResult test_result(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
    case Verdict::attested:
      return TestResult::passed;
    case Verdict::not_met:
    case Verdict::missing:
      return TestResult::failed;
    case Verdict::blocked:
      return TestResult::error;
    case Verdict::needs_review:
    case Verdict::waived:
    case Verdict::not_applicable:
      return TestResult::skipped;
  }
  return TestResult::error;
}

// safe_text leaves no character that XML 1.0 (section 2.2) does not allow; the escapes of HTML that
// it makes are also those of XML.
std::string escaped(std::string_view text) {
  return html_escape(safe_text(text, 4000));
}

std::string attribute(std::string_view name, std::string_view text) {
  return " " + std::string(name) + "=\"" + escaped(text) + "\"";
}

// tests, failures, errors and skipped, as suites and suite carry them.
std::string totals(const std::vector<const RequirementResult*>& results) {
  const auto count = [&](TestResult wanted) {
    return std::to_string(std::ranges::count_if(results, [wanted](const RequirementResult* result) {
      return test_result(result->verdict) == wanted;
    }));
  };
  return attribute("tests", std::to_string(results.size())) +
         attribute("failures", count(TestResult::failed)) +
         attribute("errors", count(TestResult::error)) +
         attribute("skipped", count(TestResult::skipped));
}

class JunitReport {
 public:
  explicit JunitReport(const Report& report) : report_(report), evidence_(report) {}

  std::string render() && {
    std::vector<const RequirementResult*> all;
    all.reserve(report_.requirements.size());
    for (const RequirementResult& result : report_.requirements) all.push_back(&result);
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
           attribute("name", report_.partner + ": " + report_.checklist_title) + totals(all) +
           ">\n";
    for (const SectionPart& part : section_parts(report_)) suite(part);
    out_ += "</testsuites>\n";
    return std::move(out_);
  }

 private:
  void suite(const SectionPart& part) {
    const std::string started = to_string(report_.crawl.started_at).substr(0, 19);
    out_ += "  <testsuite" +
            attribute("name", part.section == nullptr ? label(part.group) : part.section->title) +
            totals(part.results) + attribute("timestamp", started) + ">\n    <properties>\n";
    property("partner", report_.partner);
    property("checklist", report_.checklist);
    property("as_of", to_string(report_.as_of));
    property("outcome", to_string(report_.outcome));
    out_ += "    </properties>\n";
    for (const RequirementResult* result : part.results) test_case(*result);
    out_ += "  </testsuite>\n";
  }

  void property(std::string_view name, std::string_view value) {
    out_ += "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  }

  void test_case(const RequirementResult& result) {
    out_ += "    <testcase" + attribute("classname", report_.checklist) +
            attribute("name", result.id + " " + result.title) + " time=\"0\">\n";
    const std::string message =
        result.reasons.empty() ? std::string(meaning(result.verdict)) : result.reasons.front().text;
    switch (test_result(result.verdict)) {
      case TestResult::passed:
        break;
      case TestResult::failed:
        fault("failure", result, message);
        break;
      case TestResult::error:
        fault("error", result, message);
        break;
      case TestResult::skipped:
        out_ += "      <skipped" +
                attribute("message", std::string(to_string(result.verdict)) + ": " + message) +
                "/>\n";
        break;
    }
    output(result);
    out_ += "    </testcase>\n";
  }

  void fault(std::string_view element, const RequirementResult& result,
             const std::string& message) {
    const std::string name(element);
    out_ += "      <" + name + attribute("type", to_string(result.verdict)) +
            attribute("message", message) + ">" + escaped(result.advice) + "</" + name + ">\n";
  }

  // The verdict's own word and everything it rests on.
  void output(const RequirementResult& result) {
    out_ += "      <system-out>verdict: " + std::string(to_string(result.verdict)) + "\n";
    for (const ReportReason& reason : result.reasons) {
      out_ += escaped(reason.code) + ": " + escaped(reason.text) + "\n";
      for (const std::string& id : reason.citations)
        if (const EvidenceItem* item = evidence_.find(id)) citation(*item);
    }
    out_ += "</system-out>\n";
  }

  void citation(const EvidenceItem& item) {
    out_ += "  " + escaped(item.url);
    if (!item.quote.empty()) out_ += " “" + escaped(item.quote) + "”";
    if (const std::string note = citation_note(item); !note.empty())
      out_ += " (" + html_escape(note) + ")";
    out_ += "\n";
  }

  const Report& report_;
  EvidenceIndex evidence_;
  std::string out_;
};

}  // namespace

std::string render_junit(const Report& report) {
  return JunitReport(report).render();
}

}  // namespace verify

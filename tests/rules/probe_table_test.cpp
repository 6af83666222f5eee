// A probe that stands in the folder but not in the table would be dropped without a word.
#include <filesystem>
#include <set>

#include "support/places.h"
#include "verify/probe.h"

using namespace verify;

TEST_CASE("every file of probes/ is a probe of that id, and every probe has its file", "[rules]") {
  std::set<std::string> files, ids;
  for (const auto& entry :
       std::filesystem::directory_iterator(verify::test::source_folder() / "probes"))
    if (entry.path().extension() == ".cpp" && entry.path().stem() != "table")
      files.insert(entry.path().stem());
  for (const Probe* probe : all_probes()) ids.insert(std::string(probe->id));
  CHECK(files == ids);
  CHECK(ids.size() == all_probes().size());
}

TEST_CASE("every probe says what it asks and can be asked", "[rules]") {
  for (const Probe* probe : all_probes()) {
    INFO(probe->id);
    CHECK(probe->question.ends_with('?'));
    CHECK(probe->wants != nullptr);
    CHECK(probe->evaluate != nullptr);
    CHECK(find_probe(probe->id) == probe);
    for (const ParamSpec& spec : probe->params) CHECK_FALSE(spec.meaning.empty());
  }
}

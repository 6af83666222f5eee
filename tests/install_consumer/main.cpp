// Judges an application without a network, with nothing but the installed headers and data.
#include <verify/crawl.h>
#include <verify/report.h>

#include <filesystem>
#include <iostream>

int main() {
  const std::filesystem::path config = CONFIG_FOLDER;
  const auto checklist = verify::load_checklist(config / "checklists/aws-ml-consulting-3.0");
  const auto lexicons = verify::Lexicons::load(config / "lexicons");
  const auto url =
      verify::Url::parse("../b?q#f", verify::Url::parse("https://EXAMPLE.com/a/c").value());
  if (!checklist || !lexicons || !url) return 1;
  std::cout << checklist->id << " " << lexicons->languages().size() << " " << url->href() << "\n";
  return url->href() == "https://example.com/b?q#f" ? 0 : 1;
}

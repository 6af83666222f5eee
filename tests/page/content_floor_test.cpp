// The main text of real pages against what a reader marked: never below what was reached once.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "page/blocks.h"
#include "page/content_score.h"
#include "page/dom.h"
#include "page/hiding_rules.h"
#include "page/main_content.h"
#include "support/shared_pages.h"

namespace verify::test {
namespace {

using Words = std::map<std::string, int>;

// Runs of letters and digits in lower case; what is not ASCII counts as a letter.
Words words_of(std::string_view text) {
  Words words;
  std::string word;
  for (const char c : std::string(text) + ' ') {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80 || c == '_') {
      word += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    } else if (!word.empty()) {
      ++words[word];
      word.clear();
    }
  }
  return words;
}

int count(const Words& words) {
  int all = 0;
  for (const auto& [word, times] : words) all += times;
  return all;
}

double word_f1(const Words& truth, const Words& found) {
  if (truth.empty() || found.empty()) return truth.empty() && found.empty() ? 1 : 0;
  int common = 0;
  for (const auto& [word, times] : truth)
    if (const auto it = found.find(word); it != found.end()) common += std::min(times, it->second);
  return 2.0 * common / (count(truth) + count(found));
}

struct Mean {
  double sum = 0;
  int pages = 0;
  int empty = 0;
};

std::string main_text(std::string_view html) {
  const Dom dom = Dom::parse(html);
  return read_main_content(dom, HidingRules(dom)).text;
}

std::map<std::string, Mean> score_all() {
  std::map<std::string, Mean> means;
  std::map<std::filesystem::path, std::map<std::string, std::string>> types;
  for (const auto& file : SharedPages::files()) {
    const auto base = file.parent_path().parent_path();
    const auto truth = base / "truth" / file.filename().replace_extension(".txt");
    if (!std::filesystem::exists(truth)) continue;
    auto& type = types[base];
    if (type.empty()) {
      std::istringstream lines(SharedPages::read(base / "manifest.jsonl"));
      for (std::string line; std::getline(lines, line);) {
        const auto row = nlohmann::json::parse(line);
        type[row.at("file")] = row.value("type", "benchmark");
      }
    }
    const std::string text = main_text(SharedPages::read(file));
    Mean& mean = means[type["html/" + file.filename().string()]];
    const Words expected = words_of(SharedPages::read(truth));
    mean.sum += word_f1(expected, words_of(text));
    mean.pages += 1;
    mean.empty += text.empty() && !expected.empty() ? 1 : 0;
  }
  return means;
}

bool has_prose(const Dom& dom) {
  constexpr std::uint16_t kAround = kInNav | kInHeader | kInFooter | kInDialog | kHidden;
  const PageBlocks page = cut_blocks(dom, HidingRules(dom), Hiding::believed);
  return std::ranges::any_of(page.blocks, [](const Block& block) {
    return is_prose(block) && (block.marks & kAround) == 0;
  });
}

// A page without every `nth` of its closing tags.
std::string unclosed(const std::string& html, int nth) {
  std::string out;
  int seen = 0;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t end = std::min(html.find("</", at + 1), html.size());
    const std::size_t close = html.find('>', at);
    const bool dropped = html.compare(at, 2, "</") == 0 && ++seen % nth == 0 && close < end;
    out.append(html, dropped ? close + 1 : at, end - (dropped ? close + 1 : at));
    at = end;
  }
  return out;
}

}  // namespace

TEST_CASE("a real page that is cut or badly closed has a text where it has prose",
          "[page][content]") {
  int read = 0;
  for (const auto& file : SharedPages::files()) {
    if (++read % 8 != 0) continue;
    const std::string html = SharedPages::read(file);
    for (const std::string& spoiled :
         {html, html.substr(0, html.size() / 2), html.substr(0, html.size() / 4 * 3),
          unclosed(html, 3), unclosed(html, 20)}) {
      const Dom dom = Dom::parse(spoiled);
      if (!has_prose(dom)) continue;
      INFO(file << ": " << spoiled.size() << " of " << html.size() << " bytes");
      CHECK_FALSE(read_main_content(dom, HidingRules(dom)).text.empty());
    }
  }
}

TEST_CASE("the main text of real pages stays as good as it was", "[page][content]") {
  const auto means = score_all();
  const std::map<std::string, double> floors = {
      {"benchmark", 0.965}, {"article", 0.945}, {"service", 0.857}};
  for (const auto& [type, mean] : means) {
    if (!floors.contains(type)) continue;
    INFO(type << ": " << mean.pages << " pages, word F1 " << mean.sum / mean.pages);
    CHECK(mean.sum / mean.pages >= floors.at(type));
    CHECK(mean.empty == 0);
  }
}

}  // namespace verify::test

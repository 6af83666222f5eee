#include "site_generator.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace verify::bench {
namespace {

constexpr std::size_t kVocabulary = 12'000;
constexpr std::size_t kBlockOverhead = 120;

// SplitMix64: a few lines, and the same numbers everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t z = state_;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return static_cast<std::size_t>((z ^ z >> 31) % limit);
  }

 private:
  std::uint64_t state_;
};

std::string invented_word(Random& random) {
  static constexpr std::array<std::string_view, 24> kSyllables = {
      "da",  "ta",  "mo",   "del", "clo", "ud",  "re", "port", "le",  "arn",  "ing", "sys",
      "tem", "pro", "ject", "cus", "to",  "mer", "fo", "cast", "pre", "dict", "s",   "ion"};
  std::string word;
  for (std::size_t left = 1 + random.below(4); left > 0; --left)
    word += kSyllables[random.below(kSyllables.size())];
  return word;
}

const std::vector<std::string>& vocabulary() {
  static const std::vector<std::string> words = [] {
    Random random(1);
    std::vector<std::string> out;
    while (out.size() < kVocabulary) out.push_back(invented_word(random));
    return out;
  }();
  return words;
}

// Some words are used much more than others, as in any language.
std::string_view word(Random& random) {
  return vocabulary()[random.below(1 + random.below(kVocabulary))];
}

std::string words(Random& random, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ' ';
    out += word(random);
  }
  return out;
}

std::string slug(std::size_t number) {
  Random random(number + 7);
  return std::string(word(random)) + "-" + std::string(word(random)) + "-" + std::to_string(number);
}

std::string anchor(std::size_t number) {
  Random random(number + 11);
  return words(random, 3);
}

void add_link(std::string& page, std::size_t number) {
  page += "<li class=\"menu-item menu-item-type-post_type menu-item-" + std::to_string(number) +
          "\"><a class=\"elementor-item link\" href=\"" + page_path(number) + "\">" +
          anchor(number) + "</a></li>\n";
}

void add_head(std::string& page, std::size_t number) {
  page += "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" +
          anchor(number) +
          "</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n";
  Random random(3);  // every page of a site has the same styles and scripts
  for (std::size_t i = 0; i < 60; ++i)
    page += "." + std::string(word(random)) + "-" + std::to_string(i) +
            " > .item:hover{margin:0 auto;color:#" +
            std::to_string(100'000 + random.below(900'000)) + ";display:block}\n";
  page += "</style><script>\n";
  for (std::size_t i = 0; i < 50; ++i)
    page += "if(a<b&&window." + std::string(word(random)) + "){document.body.dataset.y='<div>'+" +
            std::to_string(random.below(100'000)) + ";}\n";
  page += "</script></head>\n";
}

void add_block(std::string& page, Random& random, std::size_t count, std::size_t number) {
  page +=
      "<section class=\"elementor-section elementor-top-section elementor-element\" data-id=\"" +
      std::to_string(random.below(10'000'000)) + "\"><div class=\"container\"><h2>" +
      words(random, 4) + "</h2><p>" + words(random, count) + ".</p><p>" + words(random, count) +
      ". <b>" + words(random, 3) + "</b></p>";
  if (number > 0)
    page += "<a class=\"button\" href=\"" + page_path(number) + "\">" + anchor(number) + "</a>";
  page += "</div></section>\n";
}

}  // namespace

std::string page_path(std::size_t number) {
  if (number == 0) return "/";
  return "/s" + std::to_string(number % 40) + "/" + slug(number) + ".html";
}

std::string page_html(const SiteShape& shape, std::size_t number) {
  std::string page;
  page.reserve(shape.page_bytes + 4096);
  add_head(page, number);
  page += "<body class=\"page\"><header><nav><ul>\n";
  for (std::size_t i = 1; i <= shape.menu_links; ++i) add_link(page, i % shape.known_urls);
  page += "</ul></nav></header><main><h1>" + anchor(number) + "</h1>\n";
  Random random(number * 2 + 1'000'003);
  const std::size_t left = shape.page_bytes > page.size() ? shape.page_bytes - page.size() : 0;
  const std::size_t words_a_block =
      left / (shape.content_links + 1) / 18 > 4 ? left / (shape.content_links + 1) / 18 : 4;
  for (std::size_t i = 0; i < shape.content_links; ++i)
    add_block(page, random, words_a_block,
              (number * shape.content_links + i + 1) % shape.known_urls);
  while (page.size() + kBlockOverhead < shape.page_bytes) add_block(page, random, 20, 0);
  return page + "</main></body></html>\n";
}

}  // namespace verify::bench

// The text of a PDF, line by line. Pages are read one after the other and said at once. Nothing in
// the file is run or fetched: actions, scripts, forms and attachments are not looked at.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <memory>
#include <optional>

#include "answer.h"
#include "limits.h"

namespace verify::filereader {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kSmallestSize = 2;       // points; smaller letters are not for readers
constexpr std::size_t kEndWithin = 2048;  // from the file's end, where its end mark has to be

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

Json day(time_t moment) {
  if (moment == static_cast<time_t>(-1) || moment <= 0) return nullptr;
  tm parts{};
  std::array<char, 16> out{};
  if (gmtime_r(&moment, &parts) == nullptr || parts.tm_year > 8099) return nullptr;
  return std::strftime(out.data(), out.size(), "%Y-%m-%d", &parts) > 0 ? Json(out.data())
                                                                       : Json(nullptr);
}

bool is_bold(const std::string& font) {
  return std::ranges::any_of(
      std::array{"Bold", "bold", "Black", "Heavy", "Semibold", "Demi"},
      [&](const char* word) { return font.find(word) != std::string::npos; });
}

// Puts words, which come in reading order, together to lines.
class Lines {
 public:
  void add(const poppler::text_box& word) {
    const poppler::rectf box = word.bbox();
    const double size = word.has_font_info() ? word.get_font_size() : box.height();
    if (size < kSmallestSize || !std::isfinite(size)) return;
    const bool bold = word.has_font_info() && is_bold(word.get_font_name());
    if (!line_ || !continues(box)) begin(box, size);
    if (space_) text_ += ' ';
    text_ += utf8(word.text());
    space_ = word.has_space_after();
    bold_ = bold_ && bold;
    size_ = std::max(size_, size);
    line_ = box;
  }

  Json finish() && {
    flush();
    return {{"lines", std::move(lines_)}};
  }

 private:
  static double middle(const poppler::rectf& box) { return (box.top() + box.bottom()) / 2; }

  // To the right of the last word, and as high.
  bool continues(const poppler::rectf& box) const {
    const double height = std::max(box.height(), line_->height());
    return std::abs(middle(box) - middle(*line_)) < height / 2 &&
           box.left() > line_->left() - height / 4;
  }

  void begin(const poppler::rectf& box, double size) {
    // Below the last line and near it, and letters of about its size: the same paragraph.
    bool starts = true;
    if (line_) {
      const double gap = box.top() - line_->bottom();
      const double height = std::min(box.height(), line_->height());
      starts = gap > height * 0.6 || gap < -height || std::abs(size - size_) > size_ * 0.15;
    }
    flush();
    starts_ = starts;
  }

  void flush() {
    if (!text_.empty()) {
      Json line = {{"text", text_}, {"size", std::round(size_ * 10) / 10}};
      if (bold_) line["bold"] = true;
      if (starts_) line["starts"] = true;
      lines_.push_back(std::move(line));
    }
    text_.clear();
    space_ = false;
    bold_ = true;
    size_ = 0;
  }

  Json lines_ = Json::array();
  std::optional<poppler::rectf> line_;  // of the last word
  std::string text_;
  double size_ = 0;
  bool bold_ = true, starts_ = true, space_ = false;
};

void say_page(const poppler::page& page) {
  Lines lines;
  for (const poppler::text_box& word : page.text_list(poppler::page::text_list_include_font))
    lines.add(word);
  say(std::move(lines).finish());
}

// A file that was cut is rebuilt from what is there; that its end is missing has to be said here.
bool has_end(std::string_view bytes) {
  const std::size_t from = bytes.size() > kEndWithin ? bytes.size() - kEndWithin : 0;
  return bytes.substr(from).find("%%EOF") != std::string_view::npos;
}

}  // namespace

void read_pdf(const std::string& bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  poppler::ustring::from_utf8("x").to_utf8();  // loads what it converts with, while that is allowed
  if (!close_the_door()) return say({{"fault", "damaged"}, {"detail", "the limits were refused"}});
  const std::unique_ptr<poppler::document> file(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (file == nullptr) return say({{"fault", "damaged"}, {"detail", "it is broken or no PDF"}});
  if (file->is_locked()) return say({{"fault", "encrypted"}, {"detail", "it asks for a password"}});
  const int count = std::max(file->pages(), 0);
  Json head = {{"title", utf8(file->get_title())},
               {"author", utf8(file->get_author())},
               {"created", day(file->get_creation_date_t())},
               {"modified", day(file->get_modification_date_t())},
               {"page_count", count},
               {"truncated", count > kMaxPages || !has_end(bytes)}};
  say(head);
  for (int i = 0; i < std::min(count, kMaxPages); ++i) {
    const std::unique_ptr<poppler::page> page(file->create_page(i));
    if (page == nullptr) {  // fewer than it says
      head["truncated"] = true;
      say(head);
      break;
    }
    say_page(*page);
  }
  say({{"end", true}});
}

}  // namespace verify::filereader

// The slides of a presentation in Office Open XML (ISO/IEC 29500): the text of their shapes, in the
// order they are shown. Pictures, notes, comments, macros and links are not looked at.
#include <algorithm>
#include <map>
#include <new>
#include <vector>

#include "answer.h"
#include "limits.h"
#include "package.h"
#include "xml.h"

namespace verify::filereader {
namespace {

using Json = nlohmann::ordered_json;

// Where the slides are: relationship ids in the order of the presentation, and parts by id.
struct Order final : Listener {
  std::vector<std::string> ids;
  std::map<std::string, std::string, std::less<>> parts;
  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "sldId") ids.push_back(attributes.relation());
    if (name == "Relationship") parts[std::string(attributes["Id"])] = attributes["Target"];
  }
};

struct Properties final : Listener {
  std::map<std::string, std::string, std::less<>> values;
  std::string name;
  void begin(std::string_view element, const Attributes&) override { name = element; }
  void end(std::string_view) override { name.clear(); }
  void text(std::string_view more) override {
    if (!name.empty()) values[name] += more;
  }
  std::string value(std::string_view key) const {
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
  }
};

// A slide: a line for each paragraph, those of its title bold.
struct Slide final : Listener {
  Json lines = Json::array();
  bool hidden = false;

  void begin(std::string_view name, const Attributes& attributes) override {
    if (name == "sld") hidden = attributes.is_false("show");
    if (name == "sp" || name == "graphicFrame") title_ = false;
    if (name == "ph") title_ = attributes["type"] == "title" || attributes["type"] == "ctrTitle";
    if (name == "t") in_text_ = true;
    if (name == "br" || name == "tab") paragraph_ += ' ';
  }
  void end(std::string_view name) override {
    if (name == "t") in_text_ = false;
    if (name == "p") flush();
  }
  void text(std::string_view more) override {
    if (in_text_) paragraph_ += more;
  }

 private:
  void flush() {
    if (paragraph_.find_first_not_of(" \t\r\n") != std::string::npos) {
      Json line = {{"text", paragraph_}};
      if (title_) line["bold"] = true;
      line["starts"] = true;
      lines.push_back(std::move(line));
    }
    paragraph_.clear();
  }
  std::string paragraph_;
  bool in_text_ = false, title_ = false;
};

Json day(const std::string& moment) {
  return moment.size() >= 10 ? Json(moment.substr(0, 10)) : Json(nullptr);
}

void say_head(Package& package, std::size_t slides) {
  Properties properties;
  if (const auto part = package.part("docProps/core.xml")) properties.read(*part);
  say({{"title", properties.value("title")},
       {"author", properties.value("creator")},
       {"created", day(properties.value("created"))},
       {"modified", day(properties.value("modified"))},
       {"page_count", slides},
       {"truncated", slides > static_cast<std::size_t>(kMaxPages)}});
}

void give_up(const Package& package, const char* why) {
  if (package.too_large()) throw std::bad_alloc();  // as if it had taken all memory there is
  say({{"fault", "damaged"}, {"detail", why}});
}

}  // namespace

void read_slides(const std::string& bytes) {
  if (!close_the_door()) return say({{"fault", "damaged"}, {"detail", "the limits were refused"}});
  Package package(bytes);
  if (!package.good())
    return say({{"fault", "damaged"}, {"detail", "it is no archive that is read"}});
  Order order;
  const auto presentation = package.part("ppt/presentation.xml");
  const auto relations = package.part("ppt/_rels/presentation.xml.rels");
  if (!presentation || !relations || !order.read(*presentation) || !order.read(*relations))
    return give_up(package, "it is no presentation, or a broken one");
  say_head(package, order.ids.size());
  const std::size_t count = std::min(order.ids.size(), static_cast<std::size_t>(kMaxPages));
  for (std::size_t i = 0; i < count; ++i) {
    Slide slide;
    const auto part = package.part(part_name("ppt/", order.parts[order.ids[i]]));
    if (package.too_large()) throw std::bad_alloc();
    // A slide that is not shown, or broken, keeps its number.
    if (part && (!slide.read(*part) || slide.hidden)) slide.lines = Json::array();
    say({{"lines", std::move(slide.lines)}});
  }
  say({{"end", true}});
}

}  // namespace verify::filereader

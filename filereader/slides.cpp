// The slides of a presentation in Office Open XML (ISO/IEC 29500): the text of their shapes, in the
// order they are shown. Pictures, notes, comments, macros and links are not looked at.
#include <expat.h>
#include <zip.h>

#include <algorithm>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <vector>

#include "answer.h"
#include "limits.h"

namespace verify::filereader {
namespace {

using Json = nlohmann::ordered_json;

constexpr zip_int64_t kMaxEntries = 20'000;
constexpr std::size_t kMaxPart = 4u << 20;    // bytes of one part, unpacked
constexpr std::size_t kMaxParts = 64u << 20;  // of all that are read

// The archive. Of its parts only those that are asked for are unpacked, up to a limit.
class Package {
 public:
  explicit Package(const std::string& bytes) {
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr) return;
    archive_.reset(zip_open_from_source(source, ZIP_RDONLY, nullptr));
    if (archive_ == nullptr) zip_source_free(source);
  }
  bool good() const {
    return archive_ != nullptr && zip_get_num_entries(archive_.get(), 0) <= kMaxEntries;
  }
  bool too_large() const { return too_large_; }

  // Nothing where there is no such part, it is damaged, encrypted, or larger than what is read.
  std::optional<std::string> part(const std::string& name) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen(archive_.get(), name.c_str(), 0), &zip_fclose);
    if (file == nullptr) return std::nullopt;
    std::string out;
    char buffer[64 << 10];
    for (zip_int64_t got = 0; (got = zip_fread(file.get(), buffer, sizeof buffer)) != 0;) {
      if (got < 0) return std::nullopt;
      out.append(buffer, static_cast<std::size_t>(got));
      read_ += static_cast<std::size_t>(got);
      too_large_ = too_large_ || out.size() > kMaxPart || read_ > kMaxParts;
      if (too_large_) return std::nullopt;
    }
    return out;
  }

 private:
  struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
  };
  std::unique_ptr<zip_t, Discard> archive_;
  std::size_t read_ = 0;
  bool too_large_ = false;
};

using Attributes = std::map<std::string_view, std::string_view>;

// Receives a part's elements by their local names. expat expands nothing but the five entities of
// XML here: a document type declaration ends the reading.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}

  bool read(std::string_view xml) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                         &XML_ParserFree);
    if (parser == nullptr) return false;
    XML_SetUserData(parser.get(), this);
    parser_ = parser.get();
    XML_SetElementHandler(parser.get(), &on_begin, &on_end);
    XML_SetCharacterDataHandler(parser.get(), &on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), &on_doctype);
    return XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
  }

 private:
  static std::string_view local(std::string_view name) {
    return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
  }
  static void on_begin(void* self, const char* name, const char** pairs) {
    Attributes attributes;
    for (; *pairs != nullptr; pairs += 2) attributes[pairs[0]] = pairs[1];
    static_cast<Listener*>(self)->begin(local(name), attributes);
  }
  static void on_end(void* self, const char* name) {
    static_cast<Listener*>(self)->end(local(name));
  }
  static void on_text(void* self, const char* text, int size) {
    static_cast<Listener*>(self)->text({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* self, const char*, const char*, const char*, int) {
    XML_StopParser(static_cast<Listener*>(self)->parser_, XML_FALSE);
  }
  XML_Parser parser_ = nullptr;
};

// Where the slides are: relationship ids in the order of the presentation, and parts by id.
struct Order final : Listener {
  std::vector<std::string> ids;
  std::map<std::string, std::string, std::less<>> parts;
  void begin(std::string_view name, const Attributes& attributes) override {
    const auto value = [&](std::string_view key) {
      const auto found = attributes.find(key);
      return std::string(found == attributes.end() ? std::string_view() : found->second);
    };
    if (name == "sldId") ids.push_back(value("r:id"));
    if (name == "Relationship") parts[value("Id")] = value("Target");
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
    const auto is = [&](std::string_view key, std::string_view value) {
      const auto found = attributes.find(key);
      return found != attributes.end() && found->second == value;
    };
    if (name == "sld") hidden = is("show", "0") || is("show", "false");
    if (name == "sp" || name == "graphicFrame") starts_ = true, title_ = false;
    if (name == "ph") title_ = is("type", "title") || is("type", "ctrTitle");
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
  bool in_text_ = false, title_ = false, starts_ = false;
};

// "slides/slide1.xml" as the presentation names it, or "/ppt/slides/slide1.xml".
std::string part_name(const std::string& target) {
  return target.starts_with('/') ? target.substr(1) : "ppt/" + target;
}

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

void read_slides(std::string bytes) {
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
    const auto part = package.part(part_name(order.parts[order.ids[i]]));
    if (package.too_large()) throw std::bad_alloc();
    // A slide that is not shown, or broken, keeps its number.
    if (part && (!slide.read(*part) || slide.hidden)) slide.lines = Json::array();
    say({{"lines", std::move(slide.lines)}});
  }
  say({{"end", true}});
}

}  // namespace verify::filereader

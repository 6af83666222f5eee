#include "xml.h"

#include <new>
#include <utility>

namespace verify::filereader {
namespace {

constexpr int kMaxDepth = 200;  // elements in one another; documents have a few tens

std::string_view local(std::string_view name) {
  return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (name == pair[0]) return pair[1];
  return {};
}

std::string Attributes::relation() const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (std::string_view(pair[0]).ends_with(":id")) return pair[1];
  return {};
}

bool Attributes::is_true(std::string_view name) const {
  return (*this)[name] == "1" || (*this)[name] == "true";
}

bool Attributes::is_false(std::string_view name) const {
  return (*this)[name] == "0" || (*this)[name] == "false";
}

Listener::Parser Listener::begin_reading() {
  Parser parser(XML_ParserCreate(nullptr), &XML_ParserFree);
  if (parser == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser.get(), this);
  XML_SetElementHandler(parser.get(), &on_begin, &on_end);
  XML_SetCharacterDataHandler(parser.get(), &on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), &on_doctype);
  parser_ = parser.get();
  depth_ = 0;
  return parser;
}

bool Listener::feed(std::string_view xml, bool last) {
  const bool good =
      XML_Parse(parser_, xml.data(), static_cast<int>(xml.size()), last ? 1 : 0) == XML_STATUS_OK;
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  if (!good && XML_GetErrorCode(parser_) == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
  return good;
}

template <class Call>
void Listener::guarded(Call call) noexcept {
  if (thrown_) return;
  try {
    call();
  } catch (...) {
    thrown_ = std::current_exception();
    stop();
  }
}

bool Listener::read(std::string_view xml) {
  const Parser parser = begin_reading();
  return feed(xml, true);
}

bool Listener::read_part(Package& package, const std::string& name) {
  const Parser parser = begin_reading();
  return package.stream(name, [&](std::string_view piece) { return feed(piece, false); }) &&
         feed({}, true);
}

void Listener::on_begin(void* self, const char* name, const char** pairs) {
  auto& listener = *static_cast<Listener*>(self);
  if (++listener.depth_ > kMaxDepth) return listener.stop();
  listener.guarded([&] { listener.begin(local(name), Attributes(pairs)); });
}

void Listener::on_end(void* self, const char* name) {
  auto& listener = *static_cast<Listener*>(self);
  --listener.depth_;
  listener.guarded([&] { listener.end(local(name)); });
}

void Listener::on_text(void* self, const char* text, int size) {
  auto& listener = *static_cast<Listener*>(self);
  listener.guarded([&] { listener.text({text, static_cast<std::size_t>(size)}); });
}

void Listener::on_doctype(void* self, const char*, const char*, const char*, int) {
  static_cast<Listener*>(self)->stop();
}

}  // namespace verify::filereader

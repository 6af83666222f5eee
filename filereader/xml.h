#pragma once

#include <expat.h>

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "package.h"

namespace verify::filereader {

/// The attributes of an element, by their names as written. Valid until begin() returns.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  /// Empty where there is none.
  std::string_view operator[](std::string_view name) const;
  /// The id of a relationship, whatever prefix its namespace has.
  std::string relation() const;
  bool is_true(std::string_view name) const;
  bool is_false(std::string_view name) const;

 private:
  const char** pairs_;
};

/// Receives a part's elements by their local names. expat expands nothing but the five entities of
/// XML here: a document type declaration ends the reading, as does an element too deep.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void begin(std::string_view name, const Attributes& attributes) = 0;
  virtual void end(std::string_view) {}
  virtual void text(std::string_view) {}

  /// False where it is no XML, or the reading was ended. What begin(), end() and text() throw comes
  /// out of here, and not through expat.
  bool read(std::string_view xml);
  /// The same of a part, which is never whole in memory.
  bool read_part(Package& package, const std::string& name);

 private:
  using Parser = std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)>;
  Parser begin_reading();
  bool feed(std::string_view xml, bool last);
  void stop() { XML_StopParser(parser_, XML_FALSE); }
  template <class Call>
  void guarded(Call call) noexcept;
  static void on_begin(void* self, const char* name, const char** pairs);
  static void on_end(void* self, const char* name);
  static void on_text(void* self, const char* text, int size);
  static void on_doctype(void* self, const char*, const char*, const char*, int);

  XML_Parser parser_ = nullptr;
  int depth_ = 0;
  std::exception_ptr thrown_;
};

}  // namespace verify::filereader

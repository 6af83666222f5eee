#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace verify {

/// Writes a JSON document from its beginning to its end, without a tree of it: a report is rendered
/// for every judgement. Looks as quiet_json() has it look: two spaces of indentation, what cannot
/// be seen escaped, bytes that are not UTF-8 as U+FFFD. Calls that make no document are the
/// caller's fault and are not noticed.
class JsonWriter {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  /// Of the next value, in an object. As it is in the source: nothing is escaped.
  void key(std::string_view name);

  void text(std::string_view value);
  void number(std::uint64_t value);
  /// At most 1e15 either way.
  void number(double value);
  void null();

  /// The document with a final newline. Ends the writer.
  std::string take() &&;

 private:
  void begin(char bracket);
  void end(char bracket);
  void before_value();
  void new_line();

  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;  // nothing stands in the innermost bracket yet
  bool after_key_ = false;
};

}  // namespace verify

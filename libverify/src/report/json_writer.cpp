#include "report/json_writer.h"

#include <array>
#include <charconv>

#include "report/safe_text.h"

namespace verify {

void JsonWriter::key(std::string_view name) {
  before_value();
  ((out_ += '"') += name) += "\": ";
  after_key_ = true;
}

void JsonWriter::text(std::string_view value) {
  before_value();
  out_ += '"';
  append_json_text(out_, value);
  out_ += '"';
}

void JsonWriter::number(std::uint64_t value) {
  before_value();
  out_ += std::to_string(value);
}

void JsonWriter::number(double value) {
  before_value();
  std::array<char, 40> digits;  // the shortest that is this number again, without an exponent
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  const std::string_view shown(digits.data(), end);
  out_ += shown;
  if (shown.find('.') == shown.npos) out_ += ".0";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

std::string JsonWriter::take() && {
  out_ += '\n';
  return std::move(out_);
}

void JsonWriter::begin(char bracket) {
  before_value();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::end(char bracket) {
  --depth_;
  if (!first_) new_line();
  out_ += bracket;
  first_ = false;
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (depth_ == 0) return;
  if (!first_) out_ += ',';
  first_ = false;
  new_line();
}

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

}  // namespace verify

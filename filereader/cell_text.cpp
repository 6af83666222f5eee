#include "cell_text.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace verify::filereader {
namespace {

constexpr double kDaysEnd = 2'958'466;  // the first day of the year 10000

std::string printed(const char* format, double value) {
  char out[400];
  const int size = std::snprintf(out, sizeof out, format, value);
  return {out, static_cast<std::size_t>(std::max(size, 0))};
}

std::string digits(long number, std::size_t width) {
  std::string out = std::to_string(number);
  return out.insert(0, out.size() < width ? width - out.size() : 0, '0');
}

std::string time_of_day(long seconds) {
  return digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2);
}

// The year 1900 has a 29th of February there, as the first spreadsheets had.
std::string date_text(double days, bool from_1904) {
  using namespace std::chrono;
  constexpr long kDay = 86'400;
  const long whole = static_cast<long>(std::floor(days));
  const long seconds = std::lround((days - static_cast<double>(whole)) * kDay) % kDay;
  if (whole == 0) return time_of_day(seconds);
  const sys_days start = from_1904    ? sys_days{year{1904} / 1 / 1}
                         : whole < 60 ? sys_days{year{1899} / 12 / 31}
                                      : sys_days{year{1899} / 12 / 30};
  const year_month_day day{start + std::chrono::days{whole}};
  const std::string out = digits(static_cast<int>(day.year()), 4) + "-" +
                          digits(static_cast<unsigned>(day.month()), 2) + "-" +
                          digits(static_cast<unsigned>(day.day()), 2);
  return seconds == 0 ? out : out + " " + time_of_day(seconds);
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

// The code of an escape at the start of the text; -1: there is none.
int escape_at(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return -1;
  int code = 0;
  for (const char c : text.substr(2, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                             : -1;
    if (digit < 0) return -1;
    code = code * 16 + digit;
  }
  return code;
}

}  // namespace

NumberStyle built_in_style(int id) {
  using enum NumberStyle::Kind;
  if (id == 1) return {decimals, 0};
  if (id == 2) return {decimals, 2};
  const bool is_date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return {is_date ? date : general};
}

NumberStyle style_of_code(std::string_view code) {
  using enum NumberStyle::Kind;
  if (code == "0") return {decimals, 0};
  if (code.starts_with("0.") && code.size() <= 12 &&
      code.find_first_not_of('0', 2) == std::string_view::npos)
    return {decimals, static_cast<int>(code.size()) - 2};
  char closes = 0;  // of what is quoted, or in brackets
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (closes != 0) {
      if (c == closes) closes = 0;
    } else if (c == '"' || c == '[') {
      closes = c == '"' ? '"' : ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (std::string_view("yYdD").find(c) != std::string_view::npos) {
      return {date};
    }
  }
  return {};
}

std::string number_text(const std::string& written, const NumberStyle& style, bool from_1904) {
  char* end = nullptr;
  const double value = std::strtod(written.c_str(), &end);
  if (written.empty() || end != written.c_str() + written.size() || !std::isfinite(value))
    return written;
  if (style.kind == NumberStyle::Kind::date && value >= 0 && value < kDaysEnd - 1462)
    return date_text(value, from_1904);
  if (style.kind == NumberStyle::Kind::decimals && std::abs(value) < 1e15)
    return printed(("%." + std::to_string(style.decimals) + "f").c_str(), value);
  return printed("%.15g", value);  // as many digits as spreadsheets show
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int code = escape_at(text.substr(at));
    if (code < 0) {
      out += text[at];
      continue;
    }
    at += 6;
    if (code == '\n')
      out += '\n';
    else if (code < 0x20 || (code >= 0x7F && code < 0xA0))
      out += ' ';
    else
      append_utf8(out, code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : static_cast<unsigned>(code));
  }
  return out;
}

}  // namespace verify::filereader

#include "web/response_head.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace verify {
namespace {

constexpr std::size_t kMaxLines = 2000;
constexpr std::string_view kTransferEncoding = "transfer-encoding:";

int status_in(std::string_view line) {
  const auto space = line.find(' ');
  int status = 0;
  if (space != std::string_view::npos) {
    const std::string_view rest = line.substr(space + 1);
    std::from_chars(rest.data(), rest.data() + rest.size(), status);
  }
  return status;
}

}  // namespace

std::string_view header_value(std::string_view head, std::string_view name) {
  const std::vector<std::string_view> values = header_values(head, name);
  return values.empty() ? std::string_view() : values.back();
}

std::vector<std::string_view> header_values(std::string_view head, std::string_view name) {
  std::vector<std::string_view> values;
  std::string_view rest = head;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.size() > name.size() && line[name.size()] == ':' &&
        ascii_iequals(line.substr(0, name.size()), name))
      values.push_back(trim(line.substr(name.size() + 1)));
  }
  return values;
}

// The stored body has its transfer coding removed, so the stored header must not claim one; the
// name it gets is the one web archives use.
void ResponseHead::append(std::string_view line) {
  if (ascii_iequals(line.substr(0, kTransferEncoding.size()), kTransferEncoding))
    text_ += "X-Archive-Orig-";
  text_ += line;
}

bool ResponseHead::add(std::string_view line) {
  bytes_ += line.size();
  if (bytes_ > max_bytes_ || ++lines_ > kMaxLines) return false;
  if (complete_) return true;  // a trailer
  if (text_.empty()) status_ = status_in(line);
  append(line);
  if (line != "\r\n" && line != "\n") return true;
  if (status_ >= 100 && status_ < 200 && status_ != 101) {
    text_.clear();
  } else {
    complete_ = true;
  }
  return true;
}

}  // namespace verify

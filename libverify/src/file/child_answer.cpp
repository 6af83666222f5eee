#include "file/child_answer.h"

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "file/text_json.h"

namespace verify {
namespace {

using Json = nlohmann::ordered_json;

bool has_text(const FileText::Page& page) {
  return !page.empty();
}

// What an end without {"end": true} means.
FileText broken_off(const ChildEnd& end) {
  FileText out{.state = FileState::over_limits};
  switch (end.kind) {
    case ChildEnd::Kind::out_of_time:
      out.detail = "reading it took longer than is given to one file";
      return out;
    case ChildEnd::Kind::talked_too_much:
      out.detail = "it has more text than is read of one file";
      return out;
    case ChildEnd::Kind::signalled:
      if (end.code == SIGPROF || end.code == SIGXCPU || end.code == SIGALRM) {
        out.detail = "reading it took more computing time than is given to one file";
        return out;
      }
      if (end.code == SIGABRT || end.code == SIGKILL) break;  // how libraries end without memory
      return {.state = FileState::damaged,
              .detail = "the reader broke on it (signal " + std::to_string(end.code) + ")"};
    case ChildEnd::Kind::exited:
      if (end.code == kChildOutOfMemory) break;
      return {.state = FileState::damaged,
              .detail = "the reader gave it up (exit " + std::to_string(end.code) + ")"};
  }
  out.detail = "reading it took more memory than is given to one file";
  return out;
}

// A few pages of text among pictures are not the file's text.
void judge_amount(FileText& text) {
  const auto with_text = std::ranges::count_if(text.pages, has_text);
  if (with_text > 0 && static_cast<std::size_t>(with_text) * 2 >= text.pages.size()) {
    text.state = FileState::read;
    return;
  }
  text.state = text.pages.empty() ? FileState::damaged : FileState::no_text;
  text.detail = text.pages.empty() ? "it has no page that can be read"
                                   : std::to_string(with_text) + " of " +
                                         std::to_string(text.pages.size()) + " pages have text";
}

class Answer {
 public:
  // False when nothing more is to be taken.
  bool take(std::string_view line) {
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return false;
    if (const std::string fault = text_member(object, "fault"); !fault.empty()) {
      text_.state = fault == "encrypted"     ? FileState::encrypted
                    : fault == "over_limits" ? FileState::over_limits
                                             : FileState::damaged;
      text_.detail = text_member(object, "detail");
      return !(fault_ = true);
    }
    if (object.contains("end")) return !(ended_ = true);
    if (const auto lines = object.find("lines"); lines != object.end()) {
      text_.pages.push_back(page_of_json(*lines));
      if (!object.contains("name")) return true;
      text_.names.resize(text_.pages.size());
      text_.names.back() = text_member(object, "name");
    } else {
      take_head(object, text_);
    }
    return true;
  }

  FileText finish(const ChildEnd& end) && {
    if (fault_) return std::move(text_);
    if (!ended_) {
      FileText without = broken_off(end);
      if (std::ranges::none_of(text_.pages, has_text)) return without;
      text_.truncated = true;
      text_.detail = std::move(without.detail);
    }
    judge_amount(text_);
    return std::move(text_);
  }

 private:
  FileText text_;
  bool fault_ = false;
  bool ended_ = false;
};

}  // namespace

FileText read_child_answer(std::string_view output, const ChildEnd& end) {
  Answer answer;
  for (;;) {
    const std::size_t line_end = output.find('\n');  // a line without its end was broken off
    if (line_end == std::string_view::npos || !answer.take(output.substr(0, line_end))) break;
    output.remove_prefix(line_end + 1);
  }
  return std::move(answer).finish(end);
}

}  // namespace verify

#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "verify/file_reader.h"

namespace verify::test {

/// A reader in memory: `read` says what is in a file, and the answer comes with the next wait().
class FakeFileReader final : public FileReader {
 public:
  explicit FakeFileReader(std::function<FileText(const FileJob&)> read, std::size_t at_once = 2)
      : read_(std::move(read)), at_once_(at_once) {}

  std::size_t capacity() const override { return at_once_ - answers_.size(); }
  void start(FileJob job) override {
    answers_.push_back({job.id, read_(job)});
    ++started_;
  }
  std::vector<FileAnswer> wait(Duration) override { return std::exchange(answers_, {}); }
  std::size_t started() const { return started_; }

 private:
  std::function<FileText(const FileJob&)> read_;
  const std::size_t at_once_;
  std::vector<FileAnswer> answers_;
  std::size_t started_ = 0;
};

/// A file that was read: pages of lines, each a paragraph of its own.
inline FileText file_text(const std::vector<std::vector<std::string>>& pages) {
  FileText text{.state = FileState::read, .page_count = pages.size()};
  for (const auto& lines : pages) {
    FileText::Page& page = text.pages.emplace_back();
    for (const std::string& line : lines) page.push_back({line, 11, false, true});
  }
  return text;
}

}  // namespace verify::test

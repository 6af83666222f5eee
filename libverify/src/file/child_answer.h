#pragma once

#include <string_view>

#include "verify/file_reader.h"

namespace verify {

/// How a child process that read a file came to its end.
struct ChildEnd {
  enum class Kind { exited, signalled, out_of_time, talked_too_much };
  Kind kind = Kind::exited;
  int code = 0;  ///< the exit code, or the signal
};

/// The exit code of a child that got no more memory.
inline constexpr int kChildOutOfMemory = 3;

/// Reads what a child wrote: JSON, an object a line. The first says what the file is, or its
/// "fault"; then comes one a page, and at the end {"end": true}. Without the end the pages so far
/// count, and the text is truncated. Nothing of it is trusted; total on any bytes.
FileText read_child_answer(std::string_view output, const ChildEnd& end);

}  // namespace verify

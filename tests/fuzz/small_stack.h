#pragma once

#include <functional>

namespace verify::fuzz {

/// Runs `work` on a thread of its own with a stack as small as a service may give it: recursion on
/// the input, ours or that of a library that carries no instrumentation, ends in a fault.
/// Sanitizers make frames several times larger; the stack grows with them.
void on_small_stack(const std::function<void()>& work);

}  // namespace verify::fuzz

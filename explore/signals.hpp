/// A program that crashes, or that loops without end, ends only its execution.
#pragma once

namespace triptych::explore {

/// From now on SIGSEGV and its like end the execution that runs, and so does running for seconds
/// without a single step that the engine sees.
void watch_signals();

}  // namespace triptych::explore

/// For --prove-overlap: which coroutines wait for the first time.
#pragma once

#include <cstdint>

namespace triptych::trace {

/// A coroutine that has started others is not one of the tasks: it waits for them.
void note_creator(std::uint64_t coroutine);

/// If it waits for the first time, there is one more inside.
void note_first_wait(std::uint64_t coroutine);

/// Its address may belong to another one from now on.
void note_end(std::uint64_t coroutine);

/// The loop has nothing left to run. Waits until enough are inside: the coroutines that it would
/// wake stay where they are.
void hold_loop();

}  // namespace triptych::trace

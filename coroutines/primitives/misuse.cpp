#include "coroutines/primitives/misuse.hpp"

#include <stdexcept>

namespace triptych::coroutines::detail {

void throw_used_task() {
    throw std::logic_error{
        "this task was awaited already, or moved from: a coroutine runs once, so call its function "
        "again for another"};
}

void throw_no_loop() {
    throw std::logic_error{
        "this thread has no event loop: do this in a coroutine that run() runs, or create an "
        "EventLoop first"};
}

}  // namespace triptych::coroutines::detail

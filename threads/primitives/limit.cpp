#include "threads/primitives/limit.hpp"

namespace triptych::threads {
namespace {

/// Kernel stack, task structure and the used pages of the user stack: we measured about 26 KiB for
/// a thread that sleeps, and require more than twice as much.
constexpr std::int64_t bytes_each = std::int64_t{64} * 1024;

}  // namespace

Limit most_alive() {
    return stricter(stricter(tasks_allowed(), thread_stacks_allowed()), memory_allows(bytes_each));
}

}  // namespace triptych::threads

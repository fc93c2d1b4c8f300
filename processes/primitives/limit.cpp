#include "processes/primitives/limit.hpp"

namespace triptych::processes {
namespace {

/// Kernel stack, page tables and the pages that a child writes: we measured about 150 KiB for a
/// child of a small parent, and require more than three times as much.
constexpr std::int64_t bytes_each = std::int64_t{512} * 1024;

}  // namespace

Limit most_alive() {
    return stricter(tasks_allowed(), memory_allows_all(bytes_each));
}

}  // namespace triptych::processes

/// The limits of this system, so that a program can check them before it requests a resource.
#pragma once

#include <cstdint>
#include <string>

namespace triptych {

/// At most `count`, because of `reason` ("kernel.pid_max").
struct Limit {
    std::int64_t count;
    std::string reason;
};

/// Returns the stricter of two limits.
Limit stricter(Limit one, Limit other);

/// Returns how many more threads or processes the kernel lets this user start: the least of
/// kernel.threads-max, kernel.pid_max, RLIMIT_NPROC (which does not apply to root) and the pids
/// controller of the control group, minus those that already run, and minus a margin for other
/// programs: a quarter of the rest, but at most 256.
Limit tasks_allowed();

/// Returns how many more bytes this process and its children may have together: the free memory, or
/// the rest that the memory controllers of the control group allow, if that is less.
Limit memory_left_to_all();

/// Returns how many more bytes this process may have: as memory_left_to_all(), but not more than
/// its resource limits allow ("ulimit -v", "ulimit -d").
Limit memory_left();

/// Returns how many more objects of `bytes` each fit into memory_left_to_all() or memory_left().
Limit memory_allows_all(std::int64_t bytes);
Limit memory_allows(std::int64_t bytes);

/// Returns how many more threads this process may have. Each thread needs two mappings (stack and
/// guard page) of vm.max_map_count, and a stack (ulimit -s) in the address space (ulimit -v).
Limit thread_stacks_allowed();

/// Returns how many more descriptors this process may open (RLIMIT_NOFILE).
Limit descriptors_allowed();

}  // namespace triptych

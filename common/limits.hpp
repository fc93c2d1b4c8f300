/// What this system allows: checked before it is requested.
#pragma once

#include <cstdint>
#include <string>

namespace triptych {

/// At most `count`, because of `reason` ("kernel.pid_max").
struct Limit {
    std::int64_t count;
    std::string reason;
};

/// The stricter of two.
Limit stricter(Limit one, Limit other);

/// How many more threads or processes the kernel lets this user start: the least of
/// kernel.threads-max, kernel.pid_max, RLIMIT_NPROC (which does not bind root) and the pids
/// controller of the control group, less what is already running, and a margin for others: a
/// quarter of what is left, and no more than 256.
Limit tasks_allowed();

/// How many more bytes this process and its children may have together: the lesser of the free
/// memory and what the memory controllers of the control group leave.
Limit memory_left_to_all();

/// How many more bytes this process may have: that, and no more than the resource limits allow
/// ("ulimit -v", "ulimit -d").
Limit memory_left();

/// How many more things of `bytes` each fit into one or the other.
Limit memory_allows_all(std::int64_t bytes);
Limit memory_allows(std::int64_t bytes);

/// How many more threads fit into this process's mappings: vm.max_map_count, at two mappings
/// (stack and guard page) a thread; and into its address space (ulimit -v), at a stack each
/// (ulimit -s).
Limit thread_stacks_allowed();

/// How many descriptors this process may still open (RLIMIT_NOFILE).
Limit descriptors_allowed();

}  // namespace triptych

#include "benches/prices.hpp"

#include <array>

#include "common/benchmark_name.hpp"

namespace triptych {

std::string Price::benchmark_name() const {
    return triptych::benchmark_name("prices", implementation, size);
}

std::span<const Price> prices() {
    static constexpr std::array all{
        Price{"empty loop (included in all)", "calls.empty_loop", 1, "empty_loop"},
        Price{"function call", "calls.function", 1, "function_call"},

        Price{"coroutine: resume", "coroutines.resume", 1, "generator_resume"},
        Price{"coroutine: create, resume", "coroutines.create_and_resume", 1,
              "coroutine_create_and_resume"},
        Price{"coroutine: await a child", "coroutines.await_child", 1, "await_child"},
        Price{"coroutine: create_task, await", "coroutines.create_task_and_await", 1,
              "create_task_and_await"},
        Price{"coroutine: yield to the loop", "coroutines.yield", 1, "sleep_0"},
        Price{"coroutine: call_soon round trip", "coroutines.call_soon", 1, "call_soon"},
        Price{"coroutine: a task that sleeps", "coroutines.sleep", 1, "sleep"},
        Price{"coroutine: fork, join", "coroutines.fork_and_join", 1, ""},
        Price{"coroutine: mutex, free", "coroutines.mutex_free", 1, "async_lock_free"},

        Price{"atomic add, alone", "threads.atomic_alone", 1, "count_alone"},
        Price{"atomic add, 2 threads share", "threads.atomic_shared", 1, "count_shared", true},
        Price{"atomic add, 2 threads, sharded", "threads.atomic_sharded", 1, "count_sharded", true},
        Price{"mutex, free", "threads.mutex_free", 1, "lock_free"},
        Price{"mutex, 2 threads contend", "threads.mutex_contended", 1, "lock_contended", true},
        Price{"context switch", "threads.context_switch", 1, "context_switch"},
        Price{"futex round trip", "threads.futex_round_trip", 1, "lock_round_trip"},
        Price{"condition variable round trip", "threads.condition_round_trip", 1,
              "condition_round_trip"},
        Price{"thread: create, join", "threads.create_and_join", 1, "thread_create_and_join"},
        Price{"thread: each of 100 at once", "threads.create_many_and_join", 1,
              "thread_create_many_and_join"},
        Price{"thread: each of 100 asleep", "threads.create_many_that_sleep", 1,
              "thread_create_many_that_sleep"},
        Price{"sleep: how late it ends", "threads.sleep_lateness", 1, "sleep_lateness"},
        Price{"deque: push, pop", "threads.deque_push_and_pop", 1, ""},
        Price{"deque: push, steal", "threads.deque_push_and_steal", 1, ""},
        Price{"stealing pool: fork, join", "threads.fork_and_join", 1, ""},
        Price{"thread pool job, spinning", "threads.pool_job_spinning", 1, "", true},
        Price{"thread pool job, parked", "threads.pool_job_parked", 1, "thread_pool_job"},

        Price{"shared memory round trip", "processes.shared_memory_round_trip", 1,
              "shared_memory_round_trip", true},
        Price{"pipe round trip", "processes.pipe_round_trip", 1, "pipe_round_trip"},
        Price{"process pool job", "processes.pool_job", 1, "process_pool_job"},
        Price{"fork, wait: 1 MiB resident", "processes.fork_and_wait", 1, "fork_and_wait_1"},
        Price{"fork, wait: each of 100", "processes.fork_many_and_wait", 1, "fork_many_and_wait"},
        Price{"fork, wait: each of 100 asleep", "processes.fork_many_that_sleep", 1,
              "fork_many_that_sleep"},
        Price{"fork, wait: 64 MiB resident", "processes.fork_and_wait", 64, "fork_and_wait_64"},
        Price{"fork, wait: 1 GiB resident", "processes.fork_and_wait", 1024, "fork_and_wait_1024"},
    };
    return all;
}

}  // namespace triptych

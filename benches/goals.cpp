#include "benches/goals.hpp"

#include <array>

namespace triptych {
namespace {

constexpr double mebibyte = 1024.0 * 1024.0;

constexpr std::string_view million_coroutines = "messages_due_together/coroutines/1000000";
constexpr std::string_view million_asio_timers = "messages_due_together/asio/1000000";
constexpr std::string_view million_sleepers = "sleepers/coroutines/1000000";
constexpr std::string_view many_clients = "http_server/coroutines/10000/delay:500/requests:1";
constexpr std::string_view million_asio_sleepers = "sleepers/asio/1000000";

}  // namespace

std::span<const Goal> goals() {
    static constexpr std::array all{
        Goal{"1,000,000 messages at random times, cold: time over the delays",
             {MetricKind::overhead, "delayed_messages/coroutines/1000000", ""},
             0.250},
        Goal{"1,000,000 messages as coroutines: time over the delay",
             {MetricKind::overhead, million_coroutines, ""},
             0.110},
        Goal{"1,000,000 messages as coroutines: memory",
             {MetricKind::memory, million_coroutines, ""},
             115 * mebibyte},
        Goal{"... and over Asio's awaitable timers: time over the delay",
             {MetricKind::overhead, million_coroutines, million_asio_timers},
             0.125},
        Goal{"... and over Asio's awaitable timers: memory",
             {MetricKind::memory, million_coroutines, million_asio_timers},
             0.125},
        Goal{"1,000,000 sleeping coroutines: time over the delay",
             {MetricKind::overhead, million_sleepers, ""},
             0.060},
        Goal{"1,000,000 sleeping coroutines: memory",
             {MetricKind::memory, million_sleepers, ""},
             85 * mebibyte},
        Goal{"... and over Asio's awaitable timers: time over the delay",
             {MetricKind::overhead, million_sleepers, million_asio_sleepers},
             0.125},
        Goal{"... and over Asio's awaitable timers: memory",
             {MetricKind::memory, million_sleepers, million_asio_sleepers},
             0.125},
        Goal{"10,000 HTTP clients of coroutines, each page takes 0.5 s: time over the least",
             {MetricKind::overhead, many_clients, ""},
             0.1 * 1.0},  // a tenth of what the clients and the pages take
        Goal{"... their memory, 6 KiB for each connection",
             {MetricKind::memory, many_clients, ""},
             10'000 * 6 * 1024.0},
        Goal{"a thread per message over bare std::thread",
             {MetricKind::overhead, "messages_due_together/threads/10000",
              "messages_due_together/bare.thread/10000"},
             1.10},
        Goal{"a process per message over bare fork",
             {MetricKind::overhead, "messages_due_together/processes/10000",
              "messages_due_together/bare.fork/10000"},
             1.10},
        Goal{"sort_many by threads over tbb and std::sort",
             {MetricKind::time, "sort_many/threads/1000", "sort_many/tbb/1000"},
             0.55},
        Goal{"sort_many by processes over tbb and std::sort",
             {MetricKind::time, "sort_many/processes/1000", "sort_many/tbb/1000"},
             0.65},
        Goal{"sort_many by ranks of MPI, once they are started, over processes",
             {MetricKind::time, "sort_many/processes.mpi/1000", "sort_many/processes/1000"},
             1.15},
        Goal{"sort_many by coroutines over sequential",
             {MetricKind::time, "sort_many/coroutines/1000", "sort_many/sequential/1000"},
             1.05},
        Goal{"merge_sort by threads over tbb::parallel_sort",
             {MetricKind::time, "merge_sort/threads/30000000", "merge_sort/tbb/30000000"},
             0.55},
        Goal{"a counter under std::mutex over bare threads",
             {MetricKind::time, "guarded_counter/threads.mutex/10000000",
              "guarded_counter/bare.thread_mutex/10000000"},
             1.10},
        Goal{"an atomic counter over bare threads",
             {MetricKind::time, "guarded_counter/threads.atomic/10000000",
              "guarded_counter/bare.thread_atomic/10000000"},
             1.10},
        Goal{"a counter under a shared mutex over bare forks",
             {MetricKind::time, "guarded_counter/processes.mutex/10000000",
              "guarded_counter/bare.fork_mutex/10000000"},
             1.10},
        Goal{"a shared atomic counter over bare forks",
             {MetricKind::time, "guarded_counter/processes.atomic/10000000",
              "guarded_counter/bare.fork_atomic/10000000"},
             1.10},
        Goal{"create_task and await",
             {MetricKind::time, "prices/coroutines.create_task_and_await/1", ""},
             30e-9},
        Goal{"fib(32) by coroutines that steal over tbb::task_group",
             {MetricKind::time, "fork_join/coroutines.stealing/32/grain:0",
              "fork_join/tbb/32/grain:0"},
             0.50},
        Goal{
            "fib(32) by threads that steal over tbb::task_group",
            {MetricKind::time, "fork_join/threads.stealing/32/grain:0", "fork_join/tbb/32/grain:0"},
            1.00},
        Goal{"skynet, 1,000,000 leaves by coroutines that steal over tbb::task_group",
             {MetricKind::time, "fork_join/coroutines.stealing/6/problem:2/grain:0",
              "fork_join/tbb/6/problem:2/grain:0"},
             0.50},
        Goal{"skynet, 1,000,000 leaves by threads that steal over tbb::task_group",
             {MetricKind::time, "fork_join/threads.stealing/6/problem:2/grain:0",
              "fork_join/tbb/6/problem:2/grain:0"},
             1.00},
        Goal{"... its memory by coroutines that steal",
             {MetricKind::memory, "fork_join/coroutines.stealing/6/problem:2/grain:0",
              "fork_join/tbb/6/problem:2/grain:0"},
             1.00},
        Goal{"11 queens by coroutines that steal over tbb::task_group",
             {MetricKind::time, "fork_join/coroutines.stealing/11/problem:1/grain:0",
              "fork_join/tbb/11/problem:1/grain:0"},
             0.80},
        Goal{"11 queens by threads that steal over tbb::task_group",
             {MetricKind::time, "fork_join/threads.stealing/11/problem:1/grain:0",
              "fork_join/tbb/11/problem:1/grain:0"},
             1.00},
    };
    return all;
}

}  // namespace triptych

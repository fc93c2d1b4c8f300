/// The parts of the catalog: one function for each workload.
#pragma once

#include "benches/catalog/catalog.hpp"

namespace triptych {

Workload hello_workload();
Workload delayed_messages_workload();
Workload merge_sort_workload();
Workload sort_many_workload();
Workload fork_join_workload();
Workload shared_counter_workload();

Workload chained_tasks_workload();
Workload db_update_workload();
Workload deadlock_workload();
Workload task_pool_workload();
Workload simultaneous_chess_workload();
Workload memory_isolation_workload();
Workload retries_workload();
Workload producer_consumer_workload();
Workload blocking_call_workload();

/// Measured only on request, and by the map: a workload between I/O-bound and CPU-bound.
Workload mixed_workload();

/// Measured only on request: it needs a port, and processes for its clients.
Workload http_server_workload();

/// Measured only on request: the price of a worker, compared with bare loops and Asio.
Workload messages_due_together_workload();

/// Measured only on request: the price of a task that only sleeps, compared with Asio.
Workload sleepers_workload();

/// Measured only on request: the guarded counters, compared with their bare primitives.
Workload guarded_counter_workload();

}  // namespace triptych

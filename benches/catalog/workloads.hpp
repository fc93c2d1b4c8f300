/// The catalog's parts, a workload each.
#pragma once

#include "benches/catalog/catalog.hpp"

namespace triptych {

Workload hello_answers();
Workload delayed_messages_answers();
Workload merge_sort_answers();
Workload sort_many_answers();
Workload shared_counter_answers();

Workload chained_tasks_answers();
Workload db_update_answers();
Workload deadlock_answers();
Workload task_pool_answers();
Workload simultaneous_chess_answers();
Workload memory_isolation_answers();
Workload retries_answers();
Workload producer_consumer_answers();
Workload blocking_call_answers();

/// Measured only when named, and by the map: a workload between I/O-bound and CPU-bound.
Workload mixed_answers();

/// Measured only when named: for the price of a worker, beside bare loops and Asio.
Workload messages_due_together_answers();

/// Measured only when named: for the price of a task that does nothing but sleep, beside Asio.
Workload sleepers_answers();

/// Measured only when named: the guarded counters beside their bare primitives.
Workload guarded_counter_answers();

}  // namespace triptych

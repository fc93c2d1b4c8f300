/// The interface that the executors of all models have in common: code for one works with all.
#pragma once

#include <chrono>
#include <concepts>
#include <ranges>
#include <vector>

namespace triptych {

/// How to shut an executor down; as in Python's shutdown(wait=True, *, cancel_futures=False). No
/// running job is lost: without `wait`, the destructor of the executor waits for it.
struct Shutdown {
    bool wait = true;             // until all submitted jobs have ended
    bool cancel_futures = false;  // cancel jobs that have not begun; request running ones to stop
};

/// The result of submit(): a handle of a job that may not have begun.
template <typename F>
concept FutureOfJob = requires(F& future, void (*callback)(const F&)) {
    { future.done() } -> std::same_as<bool>;
    { future.cancel() } -> std::same_as<bool>;  // false if it has begun
    future.add_done_callback(callback);         // called once, at once if it is done
};

/// Runs jobs later, elsewhere. `Returned` is the return type of a job whose result is an int: int
/// itself or, for a coroutine, a task of int.
///
///     submit(job)                      a future
///     map(function, items)             the results in call order
///     as_completed(function, items, use)   use(result) in this thread, in completion order
///     shutdown({.wait, .cancel_futures})   submit() throws from then on
template <typename E, typename Returned = int>
concept Executor = requires(E& executor, Returned (*job)(), Returned (*function)(int),
                            void (*use)(int), const std::vector<int>& items) {
    { executor.submit(job) } -> FutureOfJob;
    executor.map(function, items);
    executor.as_completed(function, items, use);
    executor.shutdown(Shutdown{});
};

/// An executor whose caller blocks while it waits for a result, as with threads and processes. (A
/// coroutine awaits instead.)
template <typename E>
concept BlockingExecutor =
    Executor<E> && requires(E& executor, int (*job)(), int (*function)(int),
                            const std::vector<int>& items, std::chrono::nanoseconds timeout) {
        { executor.submit(job).result() } -> std::convertible_to<int>;
        { executor.submit(job).result_for(timeout) } -> std::convertible_to<int>;
        { executor.map(function, items) } -> std::same_as<std::vector<int>>;
        { executor.imap(function, items) } -> std::ranges::input_range;  // waits for each
    };

}  // namespace triptych

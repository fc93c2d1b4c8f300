/// What the executors of all models have in common: code for one works with all.
#pragma once

#include <chrono>
#include <concepts>
#include <ranges>
#include <vector>

namespace triptych {

/// How an executor is to end; Python's shutdown(wait=True, *, cancel_futures=False). No running
/// job is lost in any case: if nobody waits here, the executor's destruction does.
struct Shutdown {
    bool wait = true;             // until all that was submitted has ended
    bool cancel_futures = false;  // what has not begun never will; what runs is asked to stop
};

/// What submit() returns: a handle of a job that may not have begun.
template <typename F>
concept FutureOfJob = requires(F& future, void (*callback)(const F&)) {
    { future.done() } -> std::same_as<bool>;
    { future.cancel() } -> std::same_as<bool>;  // false if it has begun
    future.add_done_callback(callback);         // called once, at once if it is done
};

/// Runs jobs, at some time, somewhere. `Returned` is what a job returns that has an int to tell:
/// an int itself or, of a coroutine, the task that brings one.
///
///     submit(job)                      a future
///     map(function, items)             the results in call order
///     as_completed(function, items, use)   use(result) here, in completion order
///     shutdown({.wait, .cancel_futures})   submitting is an error from then on
template <typename E, typename Returned = int>
concept Executor = requires(E& executor, Returned (*job)(), Returned (*function)(int),
                            void (*use)(int), const std::vector<int>& items) {
    { executor.submit(job) } -> FutureOfJob;
    executor.map(function, items);
    executor.as_completed(function, items, use);
    executor.shutdown(Shutdown{});
};

/// An executor whose results are waited for by blocking, as those of threads and processes are;
/// those of coroutines are awaited.
template <typename E>
concept BlockingExecutor =
    Executor<E> && requires(E& executor, int (*job)(), int (*function)(int),
                            const std::vector<int>& items, std::chrono::nanoseconds timeout) {
        { executor.submit(job).result() } -> std::convertible_to<int>;
        { executor.submit(job).result_for(timeout) } -> std::convertible_to<int>;
        { executor.map(function, items) } -> std::same_as<std::vector<int>>;
        { executor.imap(function, items) } -> std::ranges::input_range;  // each when it is there
    };

}  // namespace triptych

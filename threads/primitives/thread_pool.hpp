/// A thread pool: its threads are started once, and take one job after another from a queue.
///
/// Concepts: thread pool
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/executor.hpp"
#include "common/invoke_moved.hpp"
#include "common/results.hpp"
#include "threads/primitives/blocking_queue.hpp"
#include "threads/primitives/future.hpp"

namespace triptych::threads {

namespace detail {

/// Calls `function` for the only time. If its first parameter is a stop token, it gets `stop`, as
/// with std::jthread. Function and arguments are moved into the call where possible (see
/// invoke_moved).
// NOLINTBEGIN(performance-unnecessary-value-param): a function may take the token by reference
template <typename Function, typename... Arguments>
decltype(auto) call_once(Function& function, std::stop_token stop, Arguments&... arguments) {
    if constexpr (std::is_invocable_v<Function, std::stop_token, Arguments...> ||
                  std::is_invocable_v<Function&, std::stop_token&, Arguments&...>)
        return invoke_moved(function, stop, arguments...);
    else
        return invoke_moved(function, arguments...);
}
// NOLINTEND(performance-unnecessary-value-param)

/// Makes one of many calls of `function`: function(stop, item) if its first parameter is a stop
/// token, otherwise function(item).
template <typename Function, typename... Arguments>
decltype(auto) call(Function& function, const std::stop_token& stop, Arguments&&... arguments) {
    if constexpr (std::is_invocable_v<Function&, std::stop_token, Arguments...>)
        return std::invoke(function, stop, std::forward<Arguments>(arguments)...);
    else
        return std::invoke(function, std::forward<Arguments>(arguments)...);
}

/// The same with an item that is not used again: it is moved if the function takes rvalues only.
template <typename Function, typename Item>
decltype(auto) call_with_own(Function& function, const std::stop_token& stop, Item&& item) {
    if constexpr (std::is_invocable_v<Function&, Item> ||
                  std::is_invocable_v<Function&, std::stop_token, Item>)
        return call(function, stop, std::forward<Item>(item));
    else
        // NOLINTNEXTLINE(bugprone-move-forwarding-reference): it is not used again
        return call(function, stop, std::move(item));
}

/// Whether a view owns its container.
template <typename View>
inline constexpr bool is_owning = false;
template <typename Container>
inline constexpr bool is_owning<std::ranges::owning_view<Container>> = true;

}  // namespace detail

/// What an idle worker does: it spins for the time `spin`, and then it sleeps. Spinning lowers the
/// latency, but uses a core meanwhile.
struct Idle {
    std::chrono::nanoseconds spin{0};
};

/// Like Python's ThreadPoolExecutor.
///
///     submit(f) ──> queue ──> worker: f() ──> future
///
/// Any thread may submit jobs. A job must not wait for another job of the same pool: if all workers
/// wait, no worker is free to run it (a deadlock).
///
/// A job whose first parameter is a std::stop_token gets one; request_stop() requests a stop on it.
class ThreadPool {
public:
    /// Starts `workers` threads. Throws std::invalid_argument if that is less than 1, and
    /// std::system_error if the system refuses a thread; then it joins those that it has started.
    explicit ThreadPool(int workers, Idle idle = {});

    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Waits until all submitted jobs have ended, then joins the workers. If the last owner of the
    /// pool is one of its own jobs, that job is not waited for, nor its thread: this ends after the
    /// job, and uses nothing of the pool.
    ~ThreadPool();

    /// Runs `function(arguments...)` on a worker. It takes whatever std::jthread takes (move-only
    /// arguments, too), and functions that take a reference to their own copy of an argument.
    /// Returns a future for the result or the exception. Throws ShutDownError after shutdown().
    template <typename Function, typename... Arguments>
    auto submit(Function function, Arguments... arguments) {
        return enqueue([function = std::move(function), ... arguments = std::move(arguments)](
                           const std::stop_token& stop) mutable -> decltype(auto) {
            return detail::call_once(function, stop, arguments...);
        });
    }

    /// Calls `function(item)` for every item, and returns the results in the order of the items. If
    /// some calls threw, waits until all have ended, and rethrows the first exception in that
    /// order. If the container is moved into this call, its items can be moved into the function.
    template <typename Function, std::ranges::forward_range Items>
    auto map(Function function, Items&& items) {
        return imap(std::move(function), std::forward<Items>(items)).all();
    }

    /// The same, lazily: returns Results, a range whose iterator waits for one result at a time.
    /// (Named after imap of Python's multiprocessing.Pool.)
    template <typename Function, std::ranges::forward_range Items>
    auto imap(Function function, Items&& items) {
        using View = std::views::all_t<Items>;
        struct Batch {
            Function function;
            View items;
        };
        auto batch = std::make_shared<Batch>(
            Batch{std::move(function), std::views::all(std::forward<Items>(items))});
        const auto submit_one = [&](std::ranges::iterator_t<View> item) {
            return enqueue([batch, item](const std::stop_token& stop) -> decltype(auto) {
                if constexpr (detail::is_owning<View>)
                    return detail::call_with_own(batch->function, stop, *item);
                else
                    return detail::call(batch->function, stop, *item);
            });
        };
        Results<decltype(submit_one(std::ranges::begin(batch->items)))> results;
        for (auto item = std::ranges::begin(batch->items); item != std::ranges::end(batch->items);
             ++item)
            results.futures().push_back(submit_one(item));
        return results;
    }

    /// Calls `use(future)` in this thread for each of `futures`, in the order in which they end.
    template <typename Result, typename Use>
    void as_completed(std::vector<Future<Result>>& futures, Use use) {
        // Shared, because the last callback may still run when all futures have been used.
        const auto ended = std::make_shared<BlockingQueue<Future<Result>*>>();
        for (auto& future : futures)
            future.add_done_callback([ended, &future](const auto&) { ended->put(&future); });
        for (std::size_t left = futures.size(); left > 0; --left)
            use(**ended->take());
    }

    /// Calls `function(item)` for every item, and `use(result)` in this thread for each result, in
    /// completion order. If some calls threw, waits until all have ended, and rethrows the first
    /// exception in the order of the items. If `use` throws, jobs that have not begun are
    /// cancelled.
    template <typename Function, std::ranges::forward_range Items, typename Use>
    void as_completed(Function function, Items&& items, Use use) {
        auto results = imap(std::move(function), std::forward<Items>(items));
        as_completed(results.futures(), [&](auto& future) {
            if (!future.exception()) use(std::move(future).result());
        });
        for (const auto& future : results.futures())
            if (const auto failure = future.exception()) std::rethrow_exception(failure);
    }

    /// Requests all jobs to stop: those that run now and those that will run later.
    void request_stop() noexcept { shared_->stop.request_stop(); }

    /// Accepts no more jobs from now on. May be called any number of times, from any thread. Throws
    /// std::logic_error if a job of this pool calls it with `wait`: it would wait for itself.
    void shutdown(Shutdown how = {});

private:
    struct Job {
        Job() = default;
        Job(const Job&) = delete;
        Job& operator=(const Job&) = delete;
        virtual ~Job() = default;
        virtual void run(const std::stop_token& stop) = 0;
        virtual void cancel() = 0;
    };

    template <typename Result, typename Function>
    struct TypedJob : Job {
        explicit TypedJob(Function called) : function{std::move(called)} {}
        void run(const std::stop_token& stop) override {
            const bool is_wanted = state.begin();
            if (is_wanted) state.keep_outcome_of([&]() -> Result { return (*function)(stop); });
            function.reset();  // so that what it owns is gone when the future is done
            if (is_wanted) state.settle();
        }
        void cancel() override {
            state.cancel();
            function.reset();
        }

        std::optional<Function> function;
        detail::State<Result> state;
    };

    template <typename Function>
    auto enqueue(Function function) {
        using Result = std::remove_cvref_t<std::invoke_result_t<Function&, const std::stop_token&>>;
        auto job = std::make_shared<TypedJob<Result, Function>>(std::move(function));
        Future<Result> future{{job, &job->state}};
        if (!shared_->jobs.put(std::move(job))) throw ShutDownError{};
        return future;
    }

    /// What the workers use. It belongs to them, too: see the destructor.
    struct Shared {
        BlockingQueue<std::shared_ptr<Job>> jobs;  // closed by shutdown and the destructor
        std::stop_source stop;
    };

    /// Returns whether the calling thread is a worker of this pool, so that a job of it runs.
    bool is_worker() const noexcept;

    static void work(Shared& shared, Idle idle);

    const std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
    std::mutex joining_;
    std::vector<std::jthread> workers_;  // joined under joining_; last, so it is destroyed first
};

}  // namespace triptych::threads

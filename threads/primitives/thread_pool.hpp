/// Some threads that stay, and take one job after another: started once, paid for once.
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

/// Once: with a stop token first if it takes one, as std::jthread does. Function and arguments are
/// moved into the call if it takes them so (see invoke_moved).
template <typename Function, typename... Arguments>
decltype(auto) call_once(Function& function, std::stop_token stop, Arguments&... arguments) {
    if constexpr (std::is_invocable_v<Function, std::stop_token, Arguments...> ||
                  std::is_invocable_v<Function&, std::stop_token&, Arguments&...>)
        return invoke_moved(function, stop, arguments...);
    else
        return invoke_moved(function, arguments...);
}

/// One of many calls of `function`: function(stop, item) if it takes a stop token first, else
/// function(item).
template <typename Function, typename... Arguments>
decltype(auto) call(Function& function, const std::stop_token& stop, Arguments&&... arguments) {
    if constexpr (std::is_invocable_v<Function&, std::stop_token, Arguments...>)
        return std::invoke(function, stop, std::forward<Arguments>(arguments)...);
    else
        return std::invoke(function, std::forward<Arguments>(arguments)...);
}

/// The same, with an item that nobody else will look at.
template <typename Function, typename Item>
decltype(auto) call_with_own(Function& function, const std::stop_token& stop, Item&& item) {
    if constexpr (std::is_invocable_v<Function&, Item> ||
                  std::is_invocable_v<Function&, std::stop_token, Item>)
        return call(function, stop, std::forward<Item>(item));
    else
        return call(function, stop, std::move(item));
}

/// A view that has its container to itself.
template <typename View>
inline constexpr bool is_owning = false;
template <typename Container>
inline constexpr bool is_owning<std::ranges::owning_view<Container>> = true;

}  // namespace detail

/// What a worker does that has no job: it looks out for one for `spin`, and then it sleeps. Looking
/// out answers sooner, and burns a core meanwhile.
struct Idle {
    std::chrono::nanoseconds spin{0};
};

/// The twin of Python's ThreadPoolExecutor.
///
///     submit(f) ──> queue ──> worker: f() ──> future
///
/// Any thread may submit. A job must not wait for another one of the same pool: with all
/// workers waiting, nobody would be left to run it.
///
/// A job whose first parameter is a std::stop_token gets one, and is asked to stop through it.
class ThreadPool {
public:
    /// Starts `workers` threads. Throws std::invalid_argument below 1, and std::system_error
    /// if the system refuses one; those that had started are joined.
    explicit ThreadPool(int workers, Idle idle = {});

    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Finishes everything that was submitted, then joins the workers.
    ~ThreadPool();

    /// Runs `function(arguments...)` on a worker: whatever std::jthread takes, move-only arguments
    /// among it, and functions that take a reference to an argument of their own. What it returns
    /// or throws comes out of the future. Throws ShutDownError after shutdown().
    template <typename Function, typename... Arguments>
    auto submit(Function function, Arguments... arguments) {
        return enqueue([function = std::move(function), ... arguments = std::move(arguments)](
                           const std::stop_token& stop) mutable -> decltype(auto) {
            return detail::call_once(function, stop, arguments...);
        });
    }

    /// Calls `function(item)` for every item, and returns the results in the order of the
    /// items. If some calls threw, rethrows the first in that order, once all have ended. Items of
    /// a container that was moved here are moved into calls that take them so.
    template <typename Function, std::ranges::forward_range Items>
    auto map(Function function, Items&& items) {
        return imap(std::move(function), std::forward<Items>(items)).all();
    }

    /// The same, lazily: gives Results, a range that waits for each result when it comes to it.
    /// (imap as in Python's multiprocessing.Pool.)
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

    /// Calls `use(future)` here for each of `futures`, as they get done.
    template <typename Result, typename Use>
    void as_completed(std::vector<Future<Result>>& futures, Use use) {
        // The last callback may be about to return when its future has been used: hence shared.
        const auto ended = std::make_shared<BlockingQueue<Future<Result>*>>();
        for (auto& future : futures)
            future.add_done_callback([ended, &future](const auto&) { ended->put(&future); });
        for (std::size_t left = futures.size(); left > 0; --left)
            use(**ended->take());
    }

    /// Calls `function(item)` for every item, and `use(result)` here as each result comes in. If
    /// some calls threw, rethrows the first in the order of the items, once all have ended; if
    /// `use` does, what has not begun is called off.
    template <typename Function, std::ranges::forward_range Items, typename Use>
    void as_completed(Function function, Items&& items, Use use) {
        auto results = imap(std::move(function), std::forward<Items>(items));
        as_completed(results.futures(), [&](auto& future) {
            if (!future.exception()) use(std::move(future).result());
        });
        for (const auto& future : results.futures())
            if (const auto failure = future.exception()) std::rethrow_exception(failure);
    }

    /// Asks all jobs to stop, those that run and those that will.
    void request_stop() noexcept { stop_.request_stop(); }

    /// Takes no more jobs. Any number of calls, from any thread; but no job of this pool may wait.
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
            if (!state.begin()) return;
            state.keep_outcome_of([&]() -> Result { return (*function)(stop); });
            function.reset();  // so that what it owns is gone when the future is done
            state.settle();
        }
        void cancel() override { state.cancel(); }

        std::optional<Function> function;
        detail::State<Result> state;
    };

    template <typename Function>
    auto enqueue(Function function) {
        using Result = std::remove_cvref_t<std::invoke_result_t<Function&, const std::stop_token&>>;
        auto job = std::make_shared<TypedJob<Result, Function>>(std::move(function));
        Future<Result> future{{job, &job->state}};
        if (!jobs_.put(std::move(job))) throw ShutDownError{};
        return future;
    }

    void work(Idle idle);

    BlockingQueue<std::shared_ptr<Job>> jobs_;  // closed when the pool is to end
    std::stop_source stop_;
    std::mutex joining_;
    std::vector<std::jthread> workers_;  // joined under joining_; after jobs_, which dies later
};

}  // namespace triptych::threads

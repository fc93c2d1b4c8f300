/// A process pool: its workers are forked once, and take one job after another.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <sys/types.h>
#include <type_traits>
#include <utility>
#include <vector>

#include "common/executor.hpp"
#include "common/results.hpp"
#include "processes/primitives/bytes.hpp"
#include "processes/primitives/future.hpp"
#include "processes/primitives/remote_call.hpp"
#include "processes/primitives/remote_error.hpp"
#include "processes/primitives/supervisor.hpp"

namespace triptych::processes {

/// A job's worker died, and so did the one that ran the job again.
struct WorkerDied : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What the pool does when a worker dies.
enum class OnDeath {
    run_again,   // it forks a new worker, which runs the dead worker's job again, once
    break_pool,  // it fails every job that is not done with BrokenPool, as Python does
};

/// How many items a worker gets at a time. Larger chunks need fewer messages, but balance the load
/// less evenly. If one item fails, the rest of its chunk is not run, and the chunk fails.
struct Chunks {
    std::size_t of = 1;
};

/// Like Python's ProcessPoolExecutor.
///
///     submit(f, item) ──> {call, f, item} ──> channel ──> worker: f(item) ──┐
///          future  <───── wait, result() <─── channel <── {ok, result} <────┘
///
/// A worker is a copy of its parent at the time of the fork. So functions have the same address
/// there, and everything that existed then exists there, too. What `function` captures by reference
/// or pointer must have existed when the pool was created.
///
/// A worker has one job at a time. So the parent writes only to workers that read, and reads only
/// from workers that write. However large the messages are, the two cannot deadlock.
///
/// The parent detects a killed worker at once, by its pidfd. It forks a new worker, which runs the
/// job again; if that one dies, too, the job fails. So a job may begin twice: make sure that this
/// does no harm, or choose OnDeath::break_pool.
///
/// A job's output is flushed before its future is done.
///
/// Requires: the calling process has one thread whenever the pool forks (otherwise Process throws:
/// create process pools before thread pools), and uses the pool and its futures in one thread only.
class ProcessPool {
public:
    /// Forks `workers` processes. Throws std::invalid_argument if that is less than 1,
    /// std::system_error if the system refuses a process, and std::logic_error if this process has
    /// other threads; then it stops the workers that it has started.
    explicit ProcessPool(int workers, OnDeath on_death = OnDeath::run_again);

    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Waits until all submitted jobs have ended, then stops the workers and reaps them. During the
    /// unwinding of an exception it kills the workers instead, and jobs that are not done fail with
    /// BrokenPool. May be called by a callback of one of its own futures.
    ~ProcessPool();

    /// Runs `function(arguments...)` in a worker: at once if one is free, otherwise while the
    /// program waits for a future. Returns a future for the result, or for the exception: what the
    /// function threw (see take_exception), or WorkerDied. Throws ShutDownError after shutdown(),
    /// BrokenPool if the pool is broken, and std::logic_error in a worker, whose copy of the pool
    /// has no workers.
    template <Sendable Function, Sendable... Arguments>
    auto submit(Function function, Arguments... arguments) {
        using Result = ResultOf<Function, Arguments...>;
        return enqueue<Result>(
            submitted_++,
            [function = std::move(function), ... arguments = std::move(arguments)] {
                return pack_call(function, arguments...);
            },
            [](std::span<const std::byte> answer) { return take_result<Result>(answer); });
    }

    /// Calls `function(item)` for every item, in the workers, and returns the results in the order
    /// of the items. If some calls failed, waits until all have ended, and throws the exception of
    /// the first in that order.
    template <Sendable Function, std::ranges::random_access_range Items>
    auto map(Function function, Items&& items, Chunks chunks = {}) {
        auto chunked = in_chunks(function, std::forward<Items>(items), chunks);
        if constexpr (std::is_void_v<typename decltype(chunked)::Result>) {
            chunked.all();
        } else {
            typename decltype(chunked)::Result results;
            for (auto& chunk : chunked.all())
                std::ranges::move(chunk, std::back_inserter(results));
            return results;
        }
    }

    /// The same, lazily: returns a range whose iterator waits for one result at a time. Its
    /// destructor cancels the jobs that have not begun. (Named after imap of Python's
    /// multiprocessing.Pool.)
    template <Sendable Function, std::ranges::random_access_range Items>
    auto imap(Function function, Items&& items, Chunks chunks = {}) {
        return std::views::join(in_chunks(function, std::forward<Items>(items), chunks));
    }

    /// Calls `use(future)` in this process for each of `futures`, in the order in which they end.
    /// The futures may belong to several pools. Requires: the vector does not change meanwhile.
    template <typename Result, typename Use>
    static void as_completed(std::vector<Future<Result>>& futures, Use use) {
        const auto ended = std::make_shared<std::deque<Future<Result>*>>();
        for (auto& future : futures)
            future.add_done_callback([ended, &future](const auto&) { ended->push_back(&future); });
        for (std::size_t left = futures.size(); left > 0; --left) {
            if (ended->empty()) drive_until(pools_of(futures), [&] { return !ended->empty(); });
            auto* const future = ended->front();
            ended->pop_front();
            use(*future);
        }
    }

    /// Calls `function(item)` for every item, and `use(result)` in this process for each result, in
    /// completion order. If some calls failed, waits until all have ended, and throws the exception
    /// of the first in the order of the items. If `use` throws, jobs that have not begun are
    /// cancelled.
    template <Sendable Function, std::ranges::random_access_range Items, typename Use>
    void as_completed(Function function, Items&& items, Use use, Chunks chunks = {}) {
        auto results = in_chunks(function, std::forward<Items>(items), chunks);
        as_completed(results.futures(), [&](auto& future) {
            if (future.exception()) return;
            for (auto&& result : std::move(future).result())
                use(std::move(result));
        });
        for (const auto& future : results.futures())
            if (const auto failure = future.exception()) std::rethrow_exception(failure);
    }

    /// Accepts no more jobs from now on.
    void shutdown(Shutdown how = {});

    /// For callers with an event loop, which must not block here. The descriptor is readable when a
    /// worker has answered or died; then call progress(). It receives results, assigns jobs and
    /// calls callbacks, and does not wait.
    int descriptor() const noexcept { return workers_.descriptor(); }
    void progress() { drive(detail::Deadline::min()); }

private:
    friend class detail::Job;  // calls drive()

    using Job = std::shared_ptr<detail::Job>;

    template <typename Result, typename Pack, typename Unpack>
    Future<Result> enqueue(std::size_t number, Pack pack, Unpack unpack) {
        check_open();
        const auto job = std::make_shared<detail::PackedJob<Result, Pack, Unpack>>(
            *this, number, std::move(pack), std::move(unpack));
        pending_.push_back(job);
        assign_jobs();
        return Future<Result>{job};
    }

    template <typename Function, typename Items>
    auto in_chunks(Function function, Items&& items, Chunks chunks) {
        using View = std::views::all_t<Items>;
        using Result = ResultOf<Function, std::ranges::range_value_t<View>>;
        using Chunk = std::conditional_t<std::is_void_v<Result>, void, std::vector<Result>>;
        if (chunks.of < 1) throw std::invalid_argument{"a chunk needs an item"};
        const auto view = std::make_shared<View>(std::views::all(std::forward<Items>(items)));
        const auto size = static_cast<std::size_t>(std::ranges::size(*view));
        Results<Future<Chunk>> results;
        for (std::size_t first = 0, count = 0; first < size; first += count) {
            count = std::min(chunks.of, size - first);
            results.futures().push_back(enqueue<Chunk>(
                first,
                [=] {
                    const auto item =
                        std::ranges::begin(*view) + static_cast<std::ptrdiff_t>(first);
                    return pack_calls(function, item, count);
                },
                [=](std::span<const std::byte> answer) {
                    return take_results<Result>(answer, count);
                }));
        }
        return results;
    }

    /// The pools of those futures that are not done. (A pool whose jobs are all done may have been
    /// destroyed.)
    template <typename Result>
    static std::vector<ProcessPool*> pools_of(const std::vector<Future<Result>>& futures) {
        std::vector<ProcessPool*> pools;
        for (const auto& future : futures)
            if (ProcessPool* const pool = future.pool_to_drive();
                pool != nullptr && std::ranges::find(pools, pool) == pools.end())
                pools.push_back(pool);
        return pools;
    }

    static void drive_until(const std::vector<ProcessPool*>& pools,
                            const std::function<bool()>& is_enough);

    void check_owner() const;
    void check_open() const;
    bool is_any_busy() const;
    Job next_job();
    void assign_jobs();
    void assign(std::size_t worker, Job job);
    void drive(detail::Deadline deadline);
    void receive(std::size_t worker);
    void handle_death(std::size_t worker);
    void handle_idle_death(std::size_t worker);
    void settle(Job job, std::exception_ptr failure);
    void break_pool(const std::string& why);
    void call_back() noexcept;

    OnDeath on_death_;
    pid_t owner_;
    int exceptions_ = std::uncaught_exceptions();  // those on their way already when it was made
    Supervisor workers_;
    std::vector<Job> jobs_;      // each worker's job; null if it is idle
    std::deque<Job> pending_;    // in the order in which they will be assigned
    std::deque<Job> settled_;    // done, but their callbacks have not been called
    std::exception_ptr broken_;  // why the pool is broken; null if it is not
    bool closed_ = false;        // true after shutdown()
    std::size_t submitted_ = 0;  // the number of the next job of submit()

    /// Owns nothing. Weak pointers to it expire when the pool is destroyed: for loops that call
    /// callbacks, which may do that.
    std::shared_ptr<ProcessPool> self_{this, [](ProcessPool*) {}};
};

}  // namespace triptych::processes

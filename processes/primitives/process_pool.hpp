/// Some processes that stay, and take one job after another: forked once, paid for once.
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

/// What becomes of the pool when a worker dies.
enum class OnDeath {
    run_again,   // another worker is forked in its place, and gets its job once more
    break_pool,  // every job that is not done fails with BrokenPool, as in Python
};

/// How many items a worker is given at a time. More of them cost fewer messages, and share out
/// less evenly; if one fails, its chunk ends there, and has failed.
struct Chunks {
    std::size_t of = 1;
};

/// The twin of Python's ProcessPoolExecutor.
///
///     submit(f, item) ──> {call, f, item} ──> channel ──> worker: f(item) ──┐
///          future  <───── whoever waits  <─── channel <── {ok, result} <────┘
///
/// A worker is a copy of its parent, made when the pool was: so it knows every function by its
/// address, and all that existed by then. What `function` captures must have existed, too.
///
/// A worker has one job at a time. So the parent writes only to workers that read, and reads only
/// from those that write: however large the messages are, the two never wait for each other.
///
/// A worker that dies is noticed at once, by its pidfd; a new one is forked in its place and gets
/// the job once more, and if that dies too, the job has failed. So a job may begin twice: see to it
/// that this does no harm, or choose OnDeath::break_pool.
///
/// What a job prints is written out before its future is done.
///
/// Requires: the calling process has one thread whenever the pool forks (or Process throws: make
/// process pools before thread pools), and uses the pool and its futures in one thread only.
class ProcessPool {
public:
    /// Forks `workers` processes. Throws std::invalid_argument below 1, std::system_error if the
    /// system refuses one, and std::logic_error if there are other threads; those that had started
    /// are ended.
    explicit ProcessPool(int workers, OnDeath on_death = OnDeath::run_again);

    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Finishes everything that was submitted, sends the workers home and waits for them. If an
    /// exception is on its way, kills them: what is not done fails with BrokenPool.
    ~ProcessPool();

    /// Runs `function(arguments...)` in a worker: at once if one is free, or else when somebody
    /// waits for a future. What it returns comes out of the future, or what it threw (see
    /// take_exception), or WorkerDied. Throws ShutDownError after shutdown(), BrokenPool, and
    /// std::logic_error in a worker: its copy of the pool has no workers.
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

    /// Calls `function(item)` for every item, in the workers, and returns the results in the
    /// order of the items. If some calls failed, throws what the first in that order came to,
    /// once all have ended.
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

    /// The same, lazily: gives a range that waits for each result when it comes to it, and calls
    /// off what has not begun when it dies. (imap as in Python's multiprocessing.Pool.)
    template <Sendable Function, std::ranges::random_access_range Items>
    auto imap(Function function, Items&& items, Chunks chunks = {}) {
        return std::views::join(in_chunks(function, std::forward<Items>(items), chunks));
    }

    /// Calls `use(future)` here for each of `futures`, as they get done. They may be of several
    /// pools. Requires: nobody adds to them or removes any meanwhile.
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

    /// Calls `function(item)` for every item, and `use(result)` here as each result comes in. If
    /// some calls failed, throws what the first in the order of the items came to, once all have
    /// ended; if `use` throws, what has not begun is called off.
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

    /// Takes no more jobs.
    void shutdown(Shutdown how = {});

    /// For callers with an event loop, which never wait here: a descriptor that is readable when a
    /// worker has answered or died, and what to call then: it receives, hands out, and calls back.
    int descriptor() const noexcept { return workers_.descriptor(); }
    void progress() { drive(detail::Deadline::min()); }

private:
    friend class detail::Job;  // which drives

    using Job = std::shared_ptr<detail::Job>;

    template <typename Result, typename Pack, typename Unpack>
    Future<Result> enqueue(std::size_t number, Pack pack, Unpack unpack) {
        check_open();
        const auto job = std::make_shared<detail::PackedJob<Result, Pack, Unpack>>(
            *this, number, std::move(pack), std::move(unpack));
        pending_.push_back(job);
        give_out();
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

    /// Those of the futures that are not done: a pool whose jobs are done may be gone.
    template <typename Result>
    static std::vector<ProcessPool*> pools_of(const std::vector<Future<Result>>& futures) {
        std::vector<ProcessPool*> pools;
        for (const auto& future : futures)
            if (ProcessPool* const pool = future.pool_in_charge();
                pool != nullptr && std::ranges::find(pools, pool) == pools.end())
                pools.push_back(pool);
        return pools;
    }

    static void drive_until(const std::vector<ProcessPool*>& pools,
                            const std::function<bool()>& is_enough);

    void check_open() const;
    bool is_any_busy() const;
    Job next();
    void give_out();
    void give(std::size_t worker, Job job);
    void drive(detail::Deadline deadline);
    void receive(std::size_t worker);
    void handle_death(std::size_t worker);
    void handle_idle_death(std::size_t worker);
    void settle(Job job, std::exception_ptr failure);
    void break_off(const std::string& why);
    void call_back() noexcept;

    OnDeath on_death_;
    pid_t owner_;
    Supervisor workers_;
    std::vector<Job> jobs_;      // what each worker works on; null if nothing
    std::deque<Job> pending_;    // in the order in which they are to be given out
    std::deque<Job> settled_;    // done, but who wanted to be called back has not been
    std::exception_ptr broken_;  // why; null if it is not
    bool closed_ = false;        // by shutdown()
    std::size_t submitted_ = 0;  // numbers the jobs of submit()
};

}  // namespace triptych::processes

/// Some processes that stay, and take one job after another: forked once, paid for once.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "processes/bytes.hpp"
#include "processes/channel.hpp"
#include "processes/process.hpp"

namespace triptych::processes {

/// What a job threw in its worker: its message, for the exception itself stayed there.
struct RemoteError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A job's worker died, and so did the one that ran the job again.
struct WorkerDied : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The twin of Python's ProcessPoolExecutor.
///
///     map(f, items) ──> {call, f, item} ──> channel ──> worker: f(item) ──┐
///       results  <───── in call order  <─── channel <── {ok, result} <────┘
///
/// A worker is a copy of its parent, made when the pool was: so it knows every function by its
/// address, and all that existed by then. What `function` captures must have existed, too.
///
/// A worker has one job at a time. One that dies is noticed at once, for its channel closes; a
/// new one is forked in its place and gets the job once more, and if that dies too, the job has
/// failed. So a job may begin twice: see to it that this does no harm.
///
/// Requires: the calling process has one thread whenever the pool forks.
class ProcessPool {
public:
    /// Forks `workers` processes. Throws std::invalid_argument below 1, and std::system_error
    /// if the system refuses one; those that had started are ended.
    explicit ProcessPool(int workers);

    ProcessPool(const ProcessPool&) = delete;
    ProcessPool& operator=(const ProcessPool&) = delete;

    /// Sends the workers home and waits for them.
    ~ProcessPool();

    /// Calls `function(item)` for every item, in the workers, and returns the results in the
    /// order of the items. If some calls failed, throws the RemoteError or WorkerDied of the
    /// first in that order, once all have ended.
    template <typename Function, std::ranges::random_access_range Items>
    auto map(Function function, const Items& items);

    /// The same, but calls `use(result)` here as each result comes in.
    template <typename Function, std::ranges::random_access_range Items, typename Use>
    void as_completed(Function function, const Items& items, Use use);

private:
    struct Worker {
        std::optional<Process> process;  // nothing if it died, until it is needed again
        Channel channel;                 // open while there is a process
        std::optional<std::size_t> job;  // what it works on
        std::string first_death;         // how the worker died that had this job before
    };

    /// `count` jobs: what to send for the one of an index, and what to do with its result.
    struct Jobs {
        std::size_t count;
        std::function<Bytes(std::size_t index)> pack;
        std::function<void(std::size_t index, std::span<const std::byte> result)> done;
    };
    /// Runs a job in a worker; appends what it returns to `answer`.
    using Call = void (*)(std::span<const std::byte> job, Bytes& answer);
    class Run;

    static void serve(const Channel& channel);
    void start(Worker& worker);
    void send_home() const noexcept;

    template <typename Function, typename Item>
    static void call(std::span<const std::byte> job, Bytes& answer) {
        auto function = take<Function>(job);
        auto item = take<Item>(job);
        if constexpr (std::is_void_v<std::invoke_result_t<Function&, Item&>>)
            function(item);
        else
            append(answer, function(item));
    }

    template <typename Function, typename Items>
    static auto packing(const Function& function, const Items& items) {
        using Item = std::ranges::range_value_t<Items>;
        return [&](std::size_t index) {
            Bytes job;
            append(job, Call{call<Function, Item>});
            append(job, function);
            append(job, Item{std::ranges::begin(items)[static_cast<std::ptrdiff_t>(index)]});
            return job;
        };
    }

    void run(const Jobs& jobs);

    std::vector<Worker> workers_;
};

template <typename Function, std::ranges::random_access_range Items>
auto ProcessPool::map(Function function, const Items& items) {
    using Result = std::invoke_result_t<Function&, std::ranges::range_value_t<Items>&>;
    const auto count = static_cast<std::size_t>(std::ranges::size(items));
    if constexpr (std::is_void_v<Result>) {
        run({count, packing(function, items), [](auto, auto) {}});
    } else {
        std::vector<Result> results(count);
        run({count, packing(function, items),
             [&](std::size_t index, auto bytes) { results[index] = take<Result>(bytes); }});
        return results;
    }
}

template <typename Function, std::ranges::random_access_range Items, typename Use>
void ProcessPool::as_completed(Function function, const Items& items, Use use) {
    using Result = std::invoke_result_t<Function&, std::ranges::range_value_t<Items>&>;
    run({static_cast<std::size_t>(std::ranges::size(items)), packing(function, items),
         [&](std::size_t, auto bytes) { use(take<Result>(bytes)); }});
}

}  // namespace triptych::processes

/// Some threads that stay, and take one job after another: started once, paid for once.
#pragma once

#include <exception>
#include <future>
#include <memory>
#include <ranges>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "threads/blocking_queue.hpp"

namespace triptych::threads {

/// The twin of Python's ThreadPoolExecutor.
///
///     submit(f) ──> queue ──> worker: f() ──> future
///
/// Any thread may submit. A job must not wait for another one of the same pool: with all
/// workers waiting, nobody would be left to run it.
class ThreadPool {
public:
    /// Starts `workers` threads. Throws std::invalid_argument below 1, and std::system_error
    /// if the system refuses one; those that had started are joined.
    explicit ThreadPool(int workers);

    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Finishes everything that was submitted, then joins the workers.
    ~ThreadPool();

    /// Runs `function()` on a worker. What it returns or throws comes out of the future.
    template <typename Function>
    auto submit(Function function) -> std::future<std::invoke_result_t<Function&>> {
        auto job = std::make_unique<TaskJob<Function>>(std::move(function));
        auto result = job->task.get_future();
        jobs_.put(std::move(job));
        return result;
    }

    /// Calls `function(item)` for every item, and returns the results in the order of the
    /// items. If some calls threw, rethrows the first in that order, once all have ended.
    template <typename Function, std::ranges::forward_range Items>
    auto map(Function function, Items&& items) {
        using Result = std::invoke_result_t<Function&, std::ranges::range_reference_t<Items>>;
        Futures<Result> futures;
        for (auto item = std::ranges::begin(items); item != std::ranges::end(items); ++item)
            futures.push_back(submit([&function, item] { return function(*item); }));
        if constexpr (std::is_void_v<Result>) {
            for (auto& future : futures)
                future.get();
        } else {
            std::vector<Result> results;
            results.reserve(futures.size());
            for (auto& future : futures)
                results.push_back(future.get());
            return results;
        }
    }

private:
    struct Job {
        Job() = default;
        Job(const Job&) = delete;
        Job& operator=(const Job&) = delete;
        virtual ~Job() = default;
        virtual void run() = 0;
    };

    template <typename Function>
    struct TaskJob : Job {
        explicit TaskJob(Function function) : task{std::move(function)} {}
        void run() override { task(); }
        std::packaged_task<std::invoke_result_t<Function&>()> task;
    };

    /// Waits for what has not been asked for yet: the jobs use what the caller owns.
    template <typename Result>
    struct Futures : std::vector<std::future<Result>> {
        Futures() = default;
        Futures(const Futures&) = delete;
        Futures& operator=(const Futures&) = delete;
        ~Futures() {
            for (const auto& future : *this)
                if (future.valid()) future.wait();
        }
    };

    void work();

    BlockingQueue<std::unique_ptr<Job>> jobs_;  // closed when the pool is to end
    std::vector<std::jthread> workers_;         // after jobs_: joined before it dies
};

}  // namespace triptych::threads

/// Threads that are started one by one, and are joined after they have ended.
///
/// Concepts: thread
#pragma once

#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace triptych::threads {

/// A thread that has ended keeps its stack until it is joined; so each start() joins those that
/// have ended since, in constant time for each. Thread safety: used by one thread.
class ThreadsOnDemand {
public:
    ThreadsOnDemand() = default;
    ThreadsOnDemand(const ThreadsOnDemand&) = delete;
    ThreadsOnDemand& operator=(const ThreadsOnDemand&) = delete;

    /// Waits for all.
    ~ThreadsOnDemand() {
        for (std::jthread& thread : threads_)
            thread.join();
    }

    /// Runs `body` in a thread of its own. Throws std::system_error if the system refuses one.
    void start(std::function<void()> body) {
        join_ended();
        const auto place = threads_.emplace(threads_.end());
        try {
            *place = std::jthread{[this, place, run = std::move(body)] {
                run();
                const std::lock_guard lock{mutex_};
                ended_.push_back(place);
            }};
        } catch (...) {
            threads_.erase(place);
            throw;
        }
    }

    /// Joins the threads that have ended.
    void join_ended() {
        std::vector<Place> ended;
        {
            const std::lock_guard lock{mutex_};
            ended.swap(ended_);
        }
        for (const Place place : ended) {
            place->join();
            threads_.erase(place);
        }
    }

private:
    using Place = std::list<std::jthread>::iterator;

    std::mutex mutex_;
    std::vector<Place> ended_;  // guarded by mutex_
    std::list<std::jthread> threads_;
};

}  // namespace triptych::threads

/// What all work-stealing schedulers have in common: a deque for each worker, whom to steal from,
/// and what a worker does that finds nothing.
///
/// Concepts: work stealing, thundering herd
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "common/chase_lev_deque.hpp"

namespace triptych {

/// Workers have numbers from 0. Worker 0 is the thread that begins a run; the others sleep between
/// two runs.
///
/// Thread safety: push(), pop() and find() are called by the worker with that number; the others
/// by any thread.
template <typename T>
class StealingCrew {
public:
    /// Throws std::invalid_argument if `workers` is less than 1.
    explicit StealingCrew(int workers) : deques_(checked(workers)) {}

    std::size_t size() const { return deques_.size(); }

    /// Adds an item for this worker or a thief.
    ///
    /// Memory order: the sleepers are read without a fence, which would cost more than the push
    /// itself. So a worker that falls asleep at this moment may not be seen. It is not lost: it
    /// looks again after `longest_sleep`.
    void push(std::size_t self, T* item) { push(deques_[self], item); }

    /// The same, for a worker that keeps a reference to its deque: fewer steps to reach it.
    void push(ChaseLevDeque<T>& own, T* item) {
        own.push(item);
        if (sleepers_.load(std::memory_order_relaxed) > 0) [[unlikely]]
            wake_one();
    }

    T* pop(std::size_t self) { return deques_[self].pop(); }

    /// The deque of the worker with that number; lives as long as the crew.
    ChaseLevDeque<T>& deque_of(std::size_t self) { return deques_[self]; }

    /// Steals the oldest item of one worker; null if it has none, or somebody else was faster.
    T* steal_from(std::size_t victim) { return deques_[victim].steal(); }

    /// Steals an item from any other worker, and waits for one if there is none. Returns null as
    /// soon as `is_over()`: the thread that makes it true calls wake_all() afterwards.
    template <typename IsOver>
    T* find(std::size_t self, IsOver is_over) {
        for (int round = 0; !is_over(); ++round) {
            for (std::size_t i = 1; i < size(); ++i)
                if (T* const item = steal_from((self + i) % size())) return item;
            if (round < rounds_awake)
                std::this_thread::yield();
            else
                sleep_unless(is_over);
        }
        return nullptr;
    }

    void wake_all() {
        const std::lock_guard lock{mutex_};
        changed_.notify_all();
    }

    /// A run lasts as long as this object. Its constructor throws std::logic_error if there is one
    /// already.
    class Run {
    public:
        explicit Run(StealingCrew& crew) : crew_{crew} { crew_.begin_run(); }
        Run(const Run&) = delete;
        Run& operator=(const Run&) = delete;
        ~Run() { crew_.end_run(); }

    private:
        StealingCrew& crew_;
    };

    bool is_running() const { return is_running_; }

    /// Waits for the next run. Returns false if there will be none, because of close().
    bool wait_for_run() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return is_running_ || is_closed_; });
        return !is_closed_;
    }
    void close() {
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
        changed_.notify_all();
    }

private:
    static constexpr int rounds_awake = 64;  // a thief yields its core so often, then it sleeps
    static constexpr std::chrono::milliseconds longest_sleep{1};

    void begin_run() {
        const std::lock_guard lock{mutex_};
        if (is_running_) throw std::logic_error{"a run has begun already, and has not ended"};
        is_running_ = true;
        changed_.notify_all();
    }
    void end_run() {
        const std::lock_guard lock{mutex_};
        is_running_ = false;
        changed_.notify_all();
    }

    static std::size_t checked(int workers) {
        if (workers < 1) throw std::invalid_argument{"work needs at least one worker"};
        return static_cast<std::size_t>(workers);
    }

    template <typename IsOver>
    void sleep_unless(IsOver is_over) {
        std::unique_lock lock{mutex_};
        if (is_over()) return;
        sleepers_.fetch_add(1, std::memory_order_relaxed);
        changed_.wait_for(lock, longest_sleep);
        sleepers_.fetch_sub(1, std::memory_order_relaxed);
    }

    /// One is enough: if there are more items, it will push some itself, and wake the next.
    [[gnu::cold, gnu::noinline]] void wake_one() { changed_.notify_one(); }

    std::vector<ChaseLevDeque<T>> deques_;
    std::atomic<int> sleepers_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::atomic<bool> is_running_{false};  // written under mutex_
    bool is_closed_ = false;               // guarded by mutex_
};

}  // namespace triptych

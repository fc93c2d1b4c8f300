/// A thread pool: what you write.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
public:
    explicit Pool(int size) {
        for (int i = 0; i < size; ++i)
            threads_.emplace_back([this] { work(); });
    }

    /// Whether the job is accepted: it is, until shut_down is called.
    bool submit(std::function<void()> job);

    /// Returns when all accepted jobs are done and all threads have ended. Called once.
    void shut_down();

private:
    void work();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;  // guarded by mutex_
    bool closed_ = false;                     // guarded by mutex_
    std::vector<std::thread> threads_;
};

// A while loop, and the lock is kept between jobs.
#include "exercise.hpp"

bool Pool::submit(std::function<void()> job) {
    const std::lock_guard lock{mutex_};
    if (closed_) return false;
    jobs_.push_back(std::move(job));
    changed_.notify_one();
    return true;
}

void Pool::work() {
    std::unique_lock lock{mutex_};
    for (;;) {
        while (jobs_.empty() && !closed_)
            changed_.wait(lock);
        if (jobs_.empty()) break;
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

void Pool::shut_down() {
    {
        const std::lock_guard lock{mutex_};
        closed_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

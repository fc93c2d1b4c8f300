// expects: lost_wake_up, without explore: passes
#include "exercise.hpp"

bool Pool::submit(std::function<void()> job) {
    const std::lock_guard lock{mutex_};
    if (closed_) return false;
    jobs_.push_back(std::move(job));
    changed_.notify_one();
    return true;
}

void Pool::work() {
    for (;;) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        const std::function<void()> job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
    }
}

void Pool::shut_down() {
    closed_ = true;
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

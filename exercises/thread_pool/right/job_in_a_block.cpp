// Takes a job in a block of its own.
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
        std::function<void()> job;
        {
            std::unique_lock lock{mutex_};
            while (jobs_.empty() && !closed_)
                changed_.wait(lock);
            if (!jobs_.empty()) {
                job.swap(jobs_.front());
                jobs_.pop_front();
            }
        }
        if (!job) return;
        job();
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

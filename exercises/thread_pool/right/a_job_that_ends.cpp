// The end is a job for each thread: an empty function.
#include "exercise.hpp"

bool Pool::submit(std::function<void()> job) {
    {
        const std::scoped_lock lock{mutex_};
        if (closed_) return false;
        jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
    return true;
}

void Pool::work() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [this] { return !jobs_.empty(); });
            job.swap(jobs_.front());
            jobs_.pop_front();
        }
        if (!job) return;
        job();
    }
}

void Pool::shut_down() {
    {
        const std::scoped_lock lock{mutex_};
        closed_ = true;
        jobs_.resize(jobs_.size() + threads_.size());
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

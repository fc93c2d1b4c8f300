#include "threads/primitives/thread_pool.hpp"

#include <algorithm>
#include <stdexcept>
#include <system_error>

#include "common/refusal.hpp"

namespace triptych::threads {

ThreadPool::ThreadPool(int workers, Idle idle) {
    if (workers < 1) throw std::invalid_argument{"a thread pool needs at least one worker"};
    try {
        for (int i = 0; i < workers; ++i) {
            workers_.emplace_back([shared = shared_, idle] { work(*shared, idle); });
            worker_ids_.push_back(workers_.back().get_id());
        }
    } catch (const std::system_error& error) {
        shared_->jobs.close();  // or the destructors of the workers would wait for ever
        throw_refused(error.code().value(), "std::thread");
    } catch (...) {
        shared_->jobs.close();
        throw;
    }
}

ThreadPool::~ThreadPool() {
    shared_->jobs.close();
    if (!is_worker()) return;
    work(*shared_, {});
    for (std::jthread& worker : workers_)  // A thread cannot join itself. After this job, it ends.
        if (worker.get_id() == std::this_thread::get_id()) worker.detach();
}

void ThreadPool::shutdown(Shutdown how) {
    if (how.wait && is_worker())
        throw std::logic_error{"a job cannot wait for the end of the pool that runs it"};
    shared_->jobs.close();
    if (how.cancel_futures) {
        while (const auto job = shared_->jobs.take())
            (*job)->cancel();
        request_stop();
    }
    if (!how.wait) return;
    const std::lock_guard lock{joining_};
    for (std::jthread& worker : workers_)
        if (worker.joinable()) worker.join();
}

bool ThreadPool::is_worker() const noexcept {
    return std::ranges::find(worker_ids_, std::this_thread::get_id()) != worker_ids_.end();
}

void ThreadPool::work(Shared& shared, Idle idle) {
    while (const auto job = shared.jobs.take(idle.spin))
        (*job)->run(shared.stop.get_token());
}

}  // namespace triptych::threads

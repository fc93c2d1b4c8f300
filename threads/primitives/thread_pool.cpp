#include "threads/primitives/thread_pool.hpp"

#include <stdexcept>
#include <system_error>

#include "common/refusal.hpp"

namespace triptych::threads {
namespace {

/// What the pool of this worker shares with its workers; null in other threads. Not the ids of its
/// threads: the id of a thread that was joined may be that of another.
thread_local const void* shared_of_this_worker = nullptr;

}  // namespace

ThreadPool::ThreadPool(int workers, Idle idle) {
    if (workers < 1) throw std::invalid_argument{"a thread pool needs at least one worker"};
    try {
        for (int i = 0; i < workers; ++i)
            workers_.emplace_back([shared = shared_, idle] {
                shared_of_this_worker = shared.get();
                work(*shared, idle);
            });
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
    return shared_of_this_worker == shared_.get();
}

void ThreadPool::work(Shared& shared, Idle idle) {
    while (const auto job = shared.jobs.take(idle.spin))
        (*job)->run(shared.stop.get_token());
}

}  // namespace triptych::threads

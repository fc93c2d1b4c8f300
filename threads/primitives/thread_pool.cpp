#include "threads/primitives/thread_pool.hpp"

#include <stdexcept>
#include <system_error>

#include "common/refusal.hpp"

namespace triptych::threads {

ThreadPool::ThreadPool(int workers, Idle idle) {
    if (workers < 1) throw std::invalid_argument{"a thread pool needs at least one worker"};
    try {
        for (int i = 0; i < workers; ++i)
            workers_.emplace_back([this, idle] { work(idle); });
    } catch (const std::system_error& error) {
        jobs_.close();  // or the destructors of the workers would wait for ever
        throw_refused(error.code().value(), "std::thread");
    } catch (...) {
        jobs_.close();
        throw;
    }
}

ThreadPool::~ThreadPool() {
    jobs_.close();
}

void ThreadPool::shutdown(Shutdown how) {
    jobs_.close();
    if (how.cancel_futures) {
        while (const auto job = jobs_.take())
            (*job)->cancel();
        request_stop();
    }
    if (!how.wait) return;
    const std::lock_guard lock{joining_};
    for (std::jthread& worker : workers_)
        if (worker.joinable()) worker.join();
}

void ThreadPool::work(Idle idle) {
    while (const auto job = jobs_.take(idle.spin))
        (*job)->run(stop_.get_token());
}

}  // namespace triptych::threads

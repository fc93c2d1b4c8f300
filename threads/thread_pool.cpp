#include "threads/thread_pool.hpp"

#include <stdexcept>

namespace triptych::threads {

ThreadPool::ThreadPool(int workers) {
    if (workers < 1) throw std::invalid_argument{"a thread pool needs at least one worker"};
    try {
        for (int i = 0; i < workers; ++i)
            workers_.emplace_back([this] { work(); });
    } catch (...) {
        jobs_.close();  // or the members' destruction would wait for them for ever
        throw;
    }
}

ThreadPool::~ThreadPool() {
    jobs_.close();
}

void ThreadPool::work() {
    while (const auto job = jobs_.take())
        (*job)->run();
}

}  // namespace triptych::threads

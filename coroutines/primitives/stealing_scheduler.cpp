#include "coroutines/primitives/stealing_scheduler.hpp"

#include <system_error>

#include "common/refusal.hpp"
#include "coroutines/primitives/fork_scope.hpp"

namespace triptych::coroutines {

StealingScheduler::StealingScheduler(int workers) : crew_{workers} {
    for (std::size_t self = 0; self < crew_.size(); ++self)
        workers_.push_back({*this, crew_.deque_of(self), self});
    try {
        for (std::size_t self = 1; self < crew_.size(); ++self)
            threads_.emplace_back([this, self] {
                while (crew_.wait_for_run())
                    work(workers_[self], [this] { return !crew_.is_running(); });
            });
    } catch (const std::system_error& error) {
        crew_.close();  // or the destructors of the threads would wait for ever
        throw_refused(error.code().value(), "std::thread");
    } catch (...) {
        crew_.close();
        throw;
    }
}

StealingScheduler::~StealingScheduler() {
    crew_.close();
}

template <typename IsOver>
void StealingScheduler::work(detail::StealingWorker& worker, IsOver is_over) {
    while (true) {
        while (worker.next != nullptr)
            std::exchange(worker.next, nullptr).resume();
        ForkScope* const stolen = crew_.find(worker.self, is_over);
        if (stolen == nullptr) return;
        stolen->go_on_after_theft(worker);
    }
}

void StealingScheduler::run(std::coroutine_handle<> root) {
    is_root_done_.store(false, std::memory_order_relaxed);
    workers_[0].next = root;
    work(workers_[0], [this] { return is_root_done_.load(std::memory_order_acquire); });
}

void StealingScheduler::root_ended() noexcept {
    is_root_done_.store(true, std::memory_order_release);
    crew_.wake_all();
}

}  // namespace triptych::coroutines

/// A latch for processes. (std::latch waits on a futex that is private to its process: across
/// fork it never wakes.)
#pragma once

#include <atomic>
#include <thread>

namespace triptych::processes {

/// Lives in shared memory: Shared<Latch> latch{2}. Those who wait spin and yield, so they must
/// not wait long. Requires: all of them come; a process that is killed first leaves the others
/// waiting.
class Latch {
public:
    explicit Latch(int expected) noexcept : missing_{expected} {}

    /// Returns once `expected` processes have called it; what each wrote before is visible then.
    void arrive_and_wait() noexcept {
        missing_.fetch_sub(1, std::memory_order_acq_rel);
        while (missing_.load(std::memory_order_acquire) > 0)
            std::this_thread::yield();
    }

private:
    std::atomic<int> missing_;
};

}  // namespace triptych::processes

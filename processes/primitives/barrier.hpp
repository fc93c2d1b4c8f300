/// A barrier that works across fork: put it in a Shared<T>. The counterpart of std::barrier, and of
/// Python's multiprocessing.Barrier.
///
/// Concepts: condition variable, spurious wake-up
#pragma once

#include <cstddef>
#include <mutex>
#include <stdexcept>

#include "processes/primitives/condition.hpp"

namespace triptych::processes {

/// For a fixed number of parties (processes). It can be used again and again: each use is a phase.
/// If a party is killed before it arrives, the others wait for ever: their parent must end them.
/// (SpinBarrier does not sleep, and so is faster while all have a core; this one waits in the
/// kernel.)
class Barrier {
public:
    /// Throws std::invalid_argument if `parties` is 0.
    explicit Barrier(std::size_t parties) : parties_{parties} {
        if (parties == 0) throw std::invalid_argument{"a barrier needs at least one party"};
    }

    /// Returns when all parties have arrived: true for the last one to arrive, false for the
    /// others. Throws as Mutex::lock() does.
    bool arrive_and_wait() {
        std::unique_lock lock{mutex_};
        if (++arrived_ == parties_) {
            arrived_ = 0;
            ++phase_;
            lock.unlock();
            all_arrived_.notify_all();
            return true;
        }
        // Not "arrived_ != 0": a fast party may have arrived in the next phase already.
        const std::size_t phase = phase_;
        while (phase_ == phase)
            all_arrived_.wait(lock);
        return false;
    }

private:
    Mutex mutex_;
    Condition all_arrived_;
    std::size_t parties_;
    std::size_t arrived_ = 0;  // in this phase; guarded by mutex_, as is the next
    std::size_t phase_ = 0;
};

}  // namespace triptych::processes

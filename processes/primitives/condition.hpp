/// A condition variable that works across fork: put it in a Shared<T>, beside its mutex.
///
/// Concepts: condition variable, futex, lost wake-up, spurious wake-up
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "processes/primitives/mutex.hpp"

namespace triptych::processes {

///     std::unique_lock lock{mutex};
///     while (!something) condition.wait(lock);
///
/// It uses a futex and not pthread_cond_t, because pthread_cond_destroy waits until all waiting
/// processes have left: if one of them was killed, it waits for ever (glibc 2.36). This class only
/// counts the waiting processes, and a count that is too high does no harm.
class Condition {
public:
    Condition() = default;
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    /// Unlocks the mutex, waits for a notification (or a spurious wake-up), and locks it again.
    /// Throws as Mutex::lock() does; then `lock` does not own the mutex.
    void wait(std::unique_lock<Mutex>& lock);

    /// Wakes one waiting process. If that one is killed before it acts, its wake-up is lost: use
    /// notify_all() where a process may be killed.
    void notify_one() noexcept { notify(1); }
    void notify_all() noexcept { notify(all); }

private:
    static constexpr int all = 0x7fff'ffff;

    void notify(int most) noexcept;

    std::atomic<std::uint32_t> notifications_ = 0;  // the futex; counted modulo 2^32
    std::atomic<std::uint32_t> waiting_ = 0;        // processes that wait, or died while waiting
};

}  // namespace triptych::processes

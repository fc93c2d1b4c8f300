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
/// Made of a futex, and not of pthread_cond_t: that counts on all who wait to come back, so once
/// one of them was killed, pthread_cond_destroy waits for it for ever (glibc 2.36). This one keeps
/// nothing of those who wait but their number, and if that is too high it does no harm.
class Condition {
public:
    Condition() = default;
    Condition(const Condition&) = delete;
    Condition& operator=(const Condition&) = delete;

    /// Unlocks the mutex, waits to be notified (or wakes for no reason), and locks it again.
    /// Throws as Mutex::lock() does; then `lock` does not own it.
    void wait(std::unique_lock<Mutex>& lock);

    /// Wakes one of those who wait. If that one is killed before it does anything, nobody else
    /// learns of it: who has to reckon with that notifies all.
    void notify_one() noexcept { notify(1); }
    void notify_all() noexcept { notify(all); }

private:
    static constexpr int all = 0x7fff'ffff;

    void notify(int most) noexcept;

    std::atomic<std::uint32_t> notifications_ = 0;  // the futex; counted modulo 2^32
    std::atomic<std::uint32_t> waiting_ = 0;        // how many, and those who died there
};

}  // namespace triptych::processes

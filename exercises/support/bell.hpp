/// A condition variable that knows whether this thread has waited: so a check can prove that a wait
/// was not repeated.
#pragma once

#include <condition_variable>
#include <mutex>

namespace triptych::exercises {

/// A std::condition_variable. Use it as one.
class Bell {
public:
    void notify_one() noexcept { condition_.notify_one(); }
    void notify_all() noexcept { condition_.notify_all(); }

    void wait(std::unique_lock<std::mutex>& lock) {
        condition_.wait(lock);
        has_waited = true;
    }

    template <class Predicate>
    void wait(std::unique_lock<std::mutex>& lock, Predicate holds) {
        while (!holds())
            wait(lock);
    }

    /// Whether this thread has waited at any bell since it was last set to false.
    static inline thread_local bool has_waited = false;

private:
    std::condition_variable condition_;
};

}  // namespace triptych::exercises
